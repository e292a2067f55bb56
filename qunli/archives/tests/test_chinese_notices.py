from __future__ import annotations

import pytest

from qunli.archives.chinese_notices import notice_of
from qunli.archives.notices import EXPORTER, Notice

CAME_AND_WENT = [
    ("小李加入本群。", Notice("join", ("小李",))),
    ("小李已加入群聊", Notice("join", ("小李",))),
    ("安妮邀请小李加入了本群。", Notice("join", ("小李",), "安妮")),
    ('"安妮"邀请"小李、小陈"加入了群聊', Notice("join", ("小李", "小陈"), "安妮")),
    ("安妮邀请你加入了群聊，群聊参与人还有：甲、乙", Notice("join", (EXPORTER,), "安妮")),
    ('你邀请"小李"加入了群聊', Notice("join", ("小李",))),
    ('"小李"通过扫描"安妮"分享的二维码加入群聊', Notice("join", ("小李",), "安妮")),
    ("小李退出本群", Notice("leave", ("小李",))),
    ("小李退出了群聊", Notice("leave", ("小李",))),
    ("小李被管理员移出本群", Notice("remove", ("小李",))),
    ("管理员安妮将小李移出本群", Notice("remove", ("小李",), "安妮")),
    ('你将"小李"移出了群聊', Notice("remove", ("小李",))),
    ('你被"安妮"移出群聊', Notice("remove", (EXPORTER,), "安妮")),
    ("安妮创建了群聊", Notice("create", ("安妮",))),
]


@pytest.mark.parametrize(("sentence", "notice"), CAME_AND_WENT, ids=[sentence for sentence, _ in CAME_AND_WENT])
def test_who_came_or_went_is_understood_in_the_sentences_of_qq_and_wechat(sentence: str, notice: Notice) -> None:
    assert notice_of(sentence) == notice


@pytest.mark.parametrize(
    "sentence",
    ["安妮撤回了一条消息", '安妮修改群名为"加入本群吧"', "安妮成为新群主", "欢迎新人", "加入" * 400, "。", ""],
)
def test_other_notices_are_about_nobody_coming_or_going(sentence: str) -> None:
    assert notice_of(sentence) is None


def test_a_known_name_that_looks_like_a_list_is_one_person() -> None:
    assert notice_of('安妮邀请"糖、盐"加入了群聊', {"糖、盐"}) == Notice("join", ("糖、盐",), "安妮")
