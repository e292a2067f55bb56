SELECT
  "t7"."channel",
  "t7"."author",
  "t7"."day",
  "t7"."messages",
  "t7"."length",
  "t7"."questions",
  "t7"."addressed",
  "t7"."instant",
  "t7"."squares",
  "t7"."turns",
  "t7"."prompt",
  "t7"."repeats",
  COALESCE("t4"."calls", 0) AS "called",
  "t7"."hours",
  "t7"."first_ts",
  "t7"."last_ts"
FROM (
  SELECT
    "t5"."channel",
    "t5"."author",
    "t5"."day",
    COUNT(*) AS "messages",
    SUM("t5"."length") AS "length",
    SUM(CAST(COALESCE("t5"."question", FALSE) AS BIGINT)) AS "questions",
    SUM(CAST(COALESCE("t5"."to" IS NOT NULL, FALSE) AS BIGINT)) AS "addressed",
    SUM(
      CAST(COALESCE(
        "t5"."other" AND (
          "t5"."gap" <= 3
        ) AND (
          (
            "t5"."ts" % 60
          ) <> 0
        ),
        FALSE
      ) AS BIGINT)
    ) AS "instant",
    SUM("t5"."length" * "t5"."length") AS "squares",
    SUM(CAST(COALESCE(NOT (
      "t5"."own"
    ), FALSE) AS BIGINT)) AS "turns",
    SUM(CAST(COALESCE("t5"."other" AND (
      "t5"."gap" <= 60
    ), FALSE) AS BIGINT)) AS "prompt",
    SUM(CAST(COALESCE("t5"."repeat", FALSE) AS BIGINT)) AS "repeats",
    CAST((
      MAX(CAST("t5"."hour" = 0 AS INT)) * 1
    ) + (
      MAX(CAST("t5"."hour" = 1 AS INT)) * 2
    ) + (
      MAX(CAST("t5"."hour" = 2 AS INT)) * 4
    ) + (
      MAX(CAST("t5"."hour" = 3 AS INT)) * 8
    ) + (
      MAX(CAST("t5"."hour" = 4 AS INT)) * 16
    ) + (
      MAX(CAST("t5"."hour" = 5 AS INT)) * 32
    ) + (
      MAX(CAST("t5"."hour" = 6 AS INT)) * 64
    ) + (
      MAX(CAST("t5"."hour" = 7 AS INT)) * 128
    ) + (
      MAX(CAST("t5"."hour" = 8 AS INT)) * 256
    ) + (
      MAX(CAST("t5"."hour" = 9 AS INT)) * 512
    ) + (
      MAX(CAST("t5"."hour" = 10 AS INT)) * 1024
    ) + (
      MAX(CAST("t5"."hour" = 11 AS INT)) * 2048
    ) + (
      MAX(CAST("t5"."hour" = 12 AS INT)) * 4096
    ) + (
      MAX(CAST("t5"."hour" = 13 AS INT)) * 8192
    ) + (
      MAX(CAST("t5"."hour" = 14 AS INT)) * 16384
    ) + (
      MAX(CAST("t5"."hour" = 15 AS INT)) * 32768
    ) + (
      MAX(CAST("t5"."hour" = 16 AS INT)) * 65536
    ) + (
      MAX(CAST("t5"."hour" = 17 AS INT)) * 131072
    ) + (
      MAX(CAST("t5"."hour" = 18 AS INT)) * 262144
    ) + (
      MAX(CAST("t5"."hour" = 19 AS INT)) * 524288
    ) + (
      MAX(CAST("t5"."hour" = 20 AS INT)) * 1048576
    ) + (
      MAX(CAST("t5"."hour" = 21 AS INT)) * 2097152
    ) + (
      MAX(CAST("t5"."hour" = 22 AS INT)) * 4194304
    ) + (
      MAX(CAST("t5"."hour" = 23 AS INT)) * 8388608
    ) AS INT) AS "hours",
    MIN("t5"."ts") AS "first_ts",
    MAX("t5"."ts") AS "last_ts"
  FROM (
    SELECT
      "t2"."ts",
      "t2"."position",
      "t2"."channel",
      "t2"."topic",
      "t2"."author",
      "t2"."to",
      "t2"."length",
      "t2"."question",
      "t2"."day",
      "t2"."hour",
      "t2"."gap",
      "t2"."previous",
      "t2"."pause",
      "t2"."previous_length",
      COALESCE((
        "t2"."previous" = "t2"."author"
      ) AND (
        "t2"."gap" <= 86400
      ), FALSE) AS "own",
      COALESCE((
        "t2"."previous" <> "t2"."author"
      ) AND (
        "t2"."gap" <= 86400
      ), FALSE) AS "other",
      COALESCE(
        (
          "t2"."previous_length" = "t2"."length"
        ) AND (
          "t2"."pause" <= 43200
        ),
        FALSE
      ) AS "repeat"
    FROM (
      SELECT
        "t0"."ts",
        "t0"."position",
        "t0"."channel",
        "t0"."topic",
        "t0"."author",
        "t0"."to",
        "t0"."length",
        "t0"."question",
        CAST(CAST(FLOOR((
          "t0"."ts"
        ) / (
          86400
        )) AS BIGINT) AS INT) AS "day",
        CAST(CAST(FLOOR((
          "t0"."ts" % 86400
        ) / (
          3600
        )) AS BIGINT) AS INT) AS "hour",
        "t0"."ts" - LAG("t0"."ts", 1) OVER (
          PARTITION BY "t0"."channel"
          ORDER BY "t0"."ts" ASC, "t0"."position" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "gap",
        LAG("t0"."author", 1) OVER (
          PARTITION BY "t0"."channel"
          ORDER BY "t0"."ts" ASC, "t0"."position" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "previous",
        "t0"."ts" - LAG("t0"."ts", 1) OVER (
          PARTITION BY "t0"."channel", "t0"."author"
          ORDER BY "t0"."ts" ASC, "t0"."position" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "pause",
        LAG("t0"."length", 1) OVER (
          PARTITION BY "t0"."channel", "t0"."author"
          ORDER BY "t0"."ts" ASC, "t0"."position" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "previous_length"
      FROM "messages" AS "t0"
    ) AS "t2"
  ) AS "t5"
  GROUP BY
    1,
    2,
    3
) AS "t7"
LEFT OUTER JOIN (
  SELECT
    "t1"."called_channel",
    "t1"."called_author",
    "t1"."called_day",
    COUNT(*) AS "calls"
  FROM (
    SELECT
      "t0"."channel" AS "called_channel",
      "t0"."to" AS "called_author",
      CAST(CAST(FLOOR((
        "t0"."ts"
      ) / (
        86400
      )) AS BIGINT) AS INT) AS "called_day"
    FROM "messages" AS "t0"
    WHERE
      "t0"."to" IS NOT NULL AND "t0"."to" <> "t0"."author"
  ) AS "t1"
  GROUP BY
    1,
    2,
    3
) AS "t4"
  ON "t7"."channel" = "t4"."called_channel"
  AND "t7"."author" = "t4"."called_author"
  AND "t7"."day" = "t4"."called_day"
