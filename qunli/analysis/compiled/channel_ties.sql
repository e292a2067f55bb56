WITH "t5" AS (
  SELECT
    "t4"."ts",
    "t4"."position",
    "t4"."channel",
    "t4"."topic",
    "t4"."author",
    "t4"."to",
    "t4"."length",
    "t4"."question",
    "t4"."last_author",
    "t4"."last_ts",
    "t4"."last_to",
    "t4"."last_question",
    "t4"."author_1",
    "t4"."ts_1",
    "t4"."to_1",
    "t4"."question_1",
    "t4"."author_2",
    "t4"."ts_2",
    "t4"."to_2",
    "t4"."question_2",
    "t4"."author_3",
    "t4"."ts_3",
    "t4"."to_3",
    "t4"."question_3",
    "t4"."author_4",
    "t4"."ts_4",
    "t4"."to_4",
    "t4"."question_4",
    "t4"."ts" - "t4"."ts_1" AS "gap_1",
    CAST(CASE
      WHEN COALESCE(
        (
          "t4"."author_1" <> "t4"."author"
        )
        AND (
          (
            "t4"."ts" - "t4"."ts_1"
          ) <= CASE WHEN "t4"."topic" IS NULL THEN 3600 ELSE 86400 END
        ),
        FALSE
      )
      THEN CAST(13 * CAST(CASE
        WHEN "t4"."topic" IS NOT NULL
        THEN 10
        WHEN (
          "t4"."ts" - "t4"."ts_1"
        ) <= 60
        THEN 10
        WHEN (
          "t4"."ts" - "t4"."ts_1"
        ) <= 180
        THEN 8
        WHEN (
          "t4"."ts" - "t4"."ts_1"
        ) <= 600
        THEN 6
        ELSE 3
      END AS INT) * CAST(CASE
        WHEN "t4"."to_1" IS NULL
        THEN 10
        WHEN "t4"."to_1" = "t4"."author"
        THEN 52
        ELSE 5
      END AS INT) * CASE WHEN COALESCE("t4"."question_1", FALSE) THEN 19 ELSE 10 END * CASE
        WHEN COALESCE(
          (
            (
              "t4"."author_2" = "t4"."author"
            ) AND (
              "t4"."to_2" = "t4"."author_1"
            )
          )
          OR (
            (
              "t4"."author_3" = "t4"."author"
            ) AND (
              "t4"."to_3" = "t4"."author_1"
            )
          )
          OR (
            (
              "t4"."author_4" = "t4"."author"
            ) AND (
              "t4"."to_4" = "t4"."author_1"
            )
          ),
          FALSE
        )
        THEN 26
        ELSE 10
      END AS INT)
      ELSE 0
    END AS BIGINT) AS "odds_1",
    CAST(CASE
      WHEN COALESCE(
        (
          "t4"."author_2" <> "t4"."author"
        )
        AND (
          (
            "t4"."ts" - "t4"."ts_2"
          ) <= CASE WHEN "t4"."topic" IS NULL THEN 3600 ELSE 86400 END
        ),
        FALSE
      )
      THEN CAST(12 * CAST(CASE
        WHEN "t4"."topic" IS NOT NULL
        THEN 10
        WHEN (
          "t4"."ts" - "t4"."ts_2"
        ) <= 60
        THEN 10
        WHEN (
          "t4"."ts" - "t4"."ts_2"
        ) <= 180
        THEN 8
        WHEN (
          "t4"."ts" - "t4"."ts_2"
        ) <= 600
        THEN 6
        ELSE 3
      END AS INT) * CAST(CASE
        WHEN "t4"."to_2" IS NULL
        THEN 10
        WHEN "t4"."to_2" = "t4"."author"
        THEN 52
        ELSE 5
      END AS INT) * CASE WHEN COALESCE("t4"."question_2", FALSE) THEN 19 ELSE 10 END * CASE
        WHEN COALESCE(
          (
            (
              "t4"."author_2" = "t4"."author"
            ) AND (
              "t4"."to_2" = "t4"."author_2"
            )
          )
          OR (
            (
              "t4"."author_3" = "t4"."author"
            ) AND (
              "t4"."to_3" = "t4"."author_2"
            )
          )
          OR (
            (
              "t4"."author_4" = "t4"."author"
            ) AND (
              "t4"."to_4" = "t4"."author_2"
            )
          ),
          FALSE
        )
        THEN 26
        ELSE 10
      END AS INT)
      ELSE 0
    END AS BIGINT) AS "odds_2",
    CAST(CASE
      WHEN COALESCE(
        (
          "t4"."author_3" <> "t4"."author"
        )
        AND (
          (
            "t4"."ts" - "t4"."ts_3"
          ) <= CASE WHEN "t4"."topic" IS NULL THEN 3600 ELSE 86400 END
        ),
        FALSE
      )
      THEN CAST(7 * CAST(CASE
        WHEN "t4"."topic" IS NOT NULL
        THEN 10
        WHEN (
          "t4"."ts" - "t4"."ts_3"
        ) <= 60
        THEN 10
        WHEN (
          "t4"."ts" - "t4"."ts_3"
        ) <= 180
        THEN 8
        WHEN (
          "t4"."ts" - "t4"."ts_3"
        ) <= 600
        THEN 6
        ELSE 3
      END AS INT) * CAST(CASE
        WHEN "t4"."to_3" IS NULL
        THEN 10
        WHEN "t4"."to_3" = "t4"."author"
        THEN 52
        ELSE 5
      END AS INT) * CASE WHEN COALESCE("t4"."question_3", FALSE) THEN 19 ELSE 10 END * CASE
        WHEN COALESCE(
          (
            (
              "t4"."author_2" = "t4"."author"
            ) AND (
              "t4"."to_2" = "t4"."author_3"
            )
          )
          OR (
            (
              "t4"."author_3" = "t4"."author"
            ) AND (
              "t4"."to_3" = "t4"."author_3"
            )
          )
          OR (
            (
              "t4"."author_4" = "t4"."author"
            ) AND (
              "t4"."to_4" = "t4"."author_3"
            )
          ),
          FALSE
        )
        THEN 26
        ELSE 10
      END AS INT)
      ELSE 0
    END AS BIGINT) AS "odds_3",
    CAST(CASE
      WHEN COALESCE(
        (
          "t4"."author_4" <> "t4"."author"
        )
        AND (
          (
            "t4"."ts" - "t4"."ts_4"
          ) <= CASE WHEN "t4"."topic" IS NULL THEN 3600 ELSE 86400 END
        ),
        FALSE
      )
      THEN CAST(6 * CAST(CASE
        WHEN "t4"."topic" IS NOT NULL
        THEN 10
        WHEN (
          "t4"."ts" - "t4"."ts_4"
        ) <= 60
        THEN 10
        WHEN (
          "t4"."ts" - "t4"."ts_4"
        ) <= 180
        THEN 8
        WHEN (
          "t4"."ts" - "t4"."ts_4"
        ) <= 600
        THEN 6
        ELSE 3
      END AS INT) * CAST(CASE
        WHEN "t4"."to_4" IS NULL
        THEN 10
        WHEN "t4"."to_4" = "t4"."author"
        THEN 52
        ELSE 5
      END AS INT) * CASE WHEN COALESCE("t4"."question_4", FALSE) THEN 19 ELSE 10 END * CASE
        WHEN COALESCE(
          (
            (
              "t4"."author_2" = "t4"."author"
            ) AND (
              "t4"."to_2" = "t4"."author_4"
            )
          )
          OR (
            (
              "t4"."author_3" = "t4"."author"
            ) AND (
              "t4"."to_3" = "t4"."author_4"
            )
          )
          OR (
            (
              "t4"."author_4" = "t4"."author"
            ) AND (
              "t4"."to_4" = "t4"."author_4"
            )
          ),
          FALSE
        )
        THEN 26
        ELSE 10
      END AS INT)
      ELSE 0
    END AS BIGINT) AS "odds_4"
  FROM (
    SELECT
      "t3"."ts",
      "t3"."position",
      "t3"."channel",
      "t3"."topic",
      "t3"."author",
      "t3"."to",
      "t3"."length",
      "t3"."question",
      "t3"."last_author",
      "t3"."last_ts",
      "t3"."last_to",
      "t3"."last_question",
      "t3"."last_author" AS "author_1",
      "t3"."last_ts" AS "ts_1",
      "t3"."last_to" AS "to_1",
      "t3"."last_question" AS "question_1",
      LAG("t3"."last_author", 1) OVER (
        PARTITION BY "t3"."channel", "t3"."topic"
        ORDER BY "t3"."ts" ASC, "t3"."position" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "author_2",
      LAG("t3"."last_ts", 1) OVER (
        PARTITION BY "t3"."channel", "t3"."topic"
        ORDER BY "t3"."ts" ASC, "t3"."position" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "ts_2",
      LAG("t3"."last_to", 1) OVER (
        PARTITION BY "t3"."channel", "t3"."topic"
        ORDER BY "t3"."ts" ASC, "t3"."position" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "to_2",
      LAG("t3"."last_question", 1) OVER (
        PARTITION BY "t3"."channel", "t3"."topic"
        ORDER BY "t3"."ts" ASC, "t3"."position" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "question_2",
      LAG("t3"."last_author", 2) OVER (
        PARTITION BY "t3"."channel", "t3"."topic"
        ORDER BY "t3"."ts" ASC, "t3"."position" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "author_3",
      LAG("t3"."last_ts", 2) OVER (
        PARTITION BY "t3"."channel", "t3"."topic"
        ORDER BY "t3"."ts" ASC, "t3"."position" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "ts_3",
      LAG("t3"."last_to", 2) OVER (
        PARTITION BY "t3"."channel", "t3"."topic"
        ORDER BY "t3"."ts" ASC, "t3"."position" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "to_3",
      LAG("t3"."last_question", 2) OVER (
        PARTITION BY "t3"."channel", "t3"."topic"
        ORDER BY "t3"."ts" ASC, "t3"."position" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "question_3",
      LAG("t3"."last_author", 3) OVER (
        PARTITION BY "t3"."channel", "t3"."topic"
        ORDER BY "t3"."ts" ASC, "t3"."position" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "author_4",
      LAG("t3"."last_ts", 3) OVER (
        PARTITION BY "t3"."channel", "t3"."topic"
        ORDER BY "t3"."ts" ASC, "t3"."position" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "ts_4",
      LAG("t3"."last_to", 3) OVER (
        PARTITION BY "t3"."channel", "t3"."topic"
        ORDER BY "t3"."ts" ASC, "t3"."position" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "to_4",
      LAG("t3"."last_question", 3) OVER (
        PARTITION BY "t3"."channel", "t3"."topic"
        ORDER BY "t3"."ts" ASC, "t3"."position" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "question_4"
    FROM (
      SELECT
        *
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
          LAG("t0"."author", 1) OVER (
            PARTITION BY "t0"."channel", "t0"."topic"
            ORDER BY "t0"."ts" ASC, "t0"."position" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "last_author",
          LAG("t0"."ts", 1) OVER (
            PARTITION BY "t0"."channel", "t0"."topic"
            ORDER BY "t0"."ts" ASC, "t0"."position" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "last_ts",
          LAG("t0"."to", 1) OVER (
            PARTITION BY "t0"."channel", "t0"."topic"
            ORDER BY "t0"."ts" ASC, "t0"."position" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "last_to",
          LAG("t0"."question", 1) OVER (
            PARTITION BY "t0"."channel", "t0"."topic"
            ORDER BY "t0"."ts" ASC, "t0"."position" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "last_question"
        FROM "messages" AS "t0"
      ) AS "t2"
      WHERE
        "t2"."last_author" IS NOT NULL AND "t2"."last_author" <> "t2"."author"
    ) AS "t3"
  ) AS "t4"
)
SELECT
  "t22"."channel",
  "t22"."author",
  "t22"."other",
  "t22"."day",
  SUM("t22"."named") AS "named",
  SUM("t22"."next") AS "next",
  CAST(SUM("t22"."thousandths") AS DOUBLE) / 1000.0 AS "weight"
FROM (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t11".*
        EXCLUDE ("unnamed")
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t6"."channel",
            "t6"."author",
            "t6"."author_2" AS "other",
            CAST(CAST(FLOOR((
              "t6"."ts"
            ) / (
              86400
            )) AS BIGINT) AS INT) AS "day",
            0 AS "named",
            0 AS "next",
            CAST(FLOOR(
              (
                "t6"."odds_2" * 1000
              ) / (
                100000 + "t6"."odds_1" + "t6"."odds_2" + "t6"."odds_3" + "t6"."odds_4"
              )
            ) AS BIGINT) AS "thousandths",
            "t6"."to" IS NULL AS "unnamed"
          FROM "t5" AS "t6"
        ) AS "t7"
        WHERE
          "t7"."unnamed"
          AND (
            (
              "t7"."thousandths" > 0
            ) OR (
              "t7"."next" > 0
            )
          )
      ) AS "t11"
    ) AS "t15"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t12".*
        EXCLUDE ("unnamed")
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t6"."channel",
            "t6"."author",
            "t6"."author_3" AS "other",
            CAST(CAST(FLOOR((
              "t6"."ts"
            ) / (
              86400
            )) AS BIGINT) AS INT) AS "day",
            0 AS "named",
            0 AS "next",
            CAST(FLOOR(
              (
                "t6"."odds_3" * 1000
              ) / (
                100000 + "t6"."odds_1" + "t6"."odds_2" + "t6"."odds_3" + "t6"."odds_4"
              )
            ) AS BIGINT) AS "thousandths",
            "t6"."to" IS NULL AS "unnamed"
          FROM "t5" AS "t6"
        ) AS "t8"
        WHERE
          "t8"."unnamed"
          AND (
            (
              "t8"."thousandths" > 0
            ) OR (
              "t8"."next" > 0
            )
          )
      ) AS "t12"
    ) AS "t16"
  ) AS "t19"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t13".*
        EXCLUDE ("unnamed")
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t6"."channel",
            "t6"."author",
            "t6"."author_4" AS "other",
            CAST(CAST(FLOOR((
              "t6"."ts"
            ) / (
              86400
            )) AS BIGINT) AS INT) AS "day",
            0 AS "named",
            0 AS "next",
            CAST(FLOOR(
              (
                "t6"."odds_4" * 1000
              ) / (
                100000 + "t6"."odds_1" + "t6"."odds_2" + "t6"."odds_3" + "t6"."odds_4"
              )
            ) AS BIGINT) AS "thousandths",
            "t6"."to" IS NULL AS "unnamed"
          FROM "t5" AS "t6"
        ) AS "t9"
        WHERE
          "t9"."unnamed"
          AND (
            (
              "t9"."thousandths" > 0
            ) OR (
              "t9"."next" > 0
            )
          )
      ) AS "t13"
    ) AS "t17"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t0"."channel",
          "t0"."author",
          "t0"."to" AS "other",
          CAST(CAST(FLOOR((
            "t0"."ts"
          ) / (
            86400
          )) AS BIGINT) AS INT) AS "day",
          1 AS "named",
          0 AS "next",
          1000 AS "thousandths"
        FROM "messages" AS "t0"
        WHERE
          "t0"."to" IS NOT NULL AND "t0"."to" <> "t0"."author"
      ) AS "t1"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t14".*
          EXCLUDE ("unnamed")
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t6"."channel",
              "t6"."author",
              "t6"."author_1" AS "other",
              CAST(CAST(FLOOR((
                "t6"."ts"
              ) / (
                86400
              )) AS BIGINT) AS INT) AS "day",
              0 AS "named",
              CAST("t6"."gap_1" <= CASE WHEN "t6"."topic" IS NULL THEN 600 ELSE 86400 END AS BIGINT) AS "next",
              CAST(FLOOR(
                (
                  "t6"."odds_1" * 1000
                ) / (
                  100000 + "t6"."odds_1" + "t6"."odds_2" + "t6"."odds_3" + "t6"."odds_4"
                )
              ) AS BIGINT) AS "thousandths",
              "t6"."to" IS NULL AS "unnamed"
            FROM "t5" AS "t6"
          ) AS "t10"
          WHERE
            "t10"."unnamed"
            AND (
              (
                "t10"."thousandths" > 0
              ) OR (
                "t10"."next" > 0
              )
            )
        ) AS "t14"
      ) AS "t18"
    ) AS "t20"
  ) AS "t21"
) AS "t22"
GROUP BY
  1,
  2,
  3,
  4
