from __future__ import annotations

import pytest

from qunli.archives.notices import EXPORTER, Notice
from qunli.archives.whatsapp_notices import notice_of

CAME_AND_WENT = [
    ("Bob joined using this group's invite link", Notice("join", ("Bob",))),
    ("Bob joined using this group’s invite link", Notice("join", ("Bob",))),
    ("Bob was added", Notice("join", ("Bob",))),
    ("Ann added you", Notice("join", (EXPORTER,), "Ann")),
    ("You added Bob, Cleo, and Dora", Notice("join", ("Bob", "Cleo", "Dora"))),
    ("Ann added Bob and 12 others", Notice("join", ("Bob",), "Ann", others=True)),
    ("Bob left", Notice("leave", ("Bob",))),
    ("You left", Notice("leave", (EXPORTER,))),
    ("Ann removed Bob", Notice("remove", ("Bob",), "Ann")),
    ("Bob was removed", Notice("remove", ("Bob",))),
    ("小王使用此群组的邀请链接加入", Notice("join", ("小王",))),
    ("安妮添加了小王、小李", Notice("join", ("小王", "小李"), "安妮")),
    ("您添加了小王", Notice("join", ("小王",))),
    ("小王退出了群组", Notice("leave", ("小王",))),
    ("小王已離開", Notice("leave", ("小王",))),
    ("安妮移除了小王", Notice("remove", ("小王",), "安妮")),
    ("Bernd ist der Gruppe mithilfe des Einladungslinks beigetreten", Notice("join", ("Bernd",))),
    ("Anna hat Bernd hinzugefügt", Notice("join", ("Bernd",), "Anna")),
    ("Anna hat dich hinzugefügt.", Notice("join", (EXPORTER,), "Anna")),
    ("Bernd hat die Gruppe verlassen", Notice("leave", ("Bernd",))),
    ("Anna hat Bernd entfernt", Notice("remove", ("Bernd",), "Anna")),
    ("Beto se unió usando el enlace de invitación de este grupo", Notice("join", ("Beto",))),
    ("Ana añadió a Beto y a Carla", Notice("join", ("Beto", "Carla"), "Ana")),
    ("Ana te añadió", Notice("join", (EXPORTER,), "Ana")),
    ("Se añadió a Beto", Notice("join", ("Beto",))),
    ("Beto salió del grupo", Notice("leave", ("Beto",))),
    ("Eliminaste a Beto", Notice("remove", ("Beto",))),
    ("Paul a rejoint le groupe via le lien d’invitation", Notice("join", ("Paul",))),
    ("Anne a ajouté Paul et Luc", Notice("join", ("Paul", "Luc"), "Anne")),
    ("Anne vous a ajouté", Notice("join", (EXPORTER,), "Anne")),
    ("Paul a quitté le groupe", Notice("leave", ("Paul",))),
    ("Anne a retiré Paul", Notice("remove", ("Paul",), "Anne")),
    ("Zé entrou usando o link de convite deste grupo", Notice("join", ("Zé",))),
    ("Ana adicionou Zé", Notice("join", ("Zé",), "Ana")),
    ("Zé saiu", Notice("leave", ("Zé",))),
    ("Ana removeu Zé", Notice("remove", ("Zé",), "Ana")),
    ("Ugo è entrato usando il link d'invito del gruppo", Notice("join", ("Ugo",))),
    ("Ada ha aggiunto Ugo", Notice("join", ("Ugo",), "Ada")),
    ("Ugo ha abbandonato il gruppo", Notice("leave", ("Ugo",))),
    ("Ada ha rimosso Ugo", Notice("remove", ("Ugo",), "Ada")),
    ("Jan is deelnemer geworden via de uitnodigingslink van deze groep", Notice("join", ("Jan",))),
    ("Els heeft Jan toegevoegd", Notice("join", ("Jan",), "Els")),
    ("Jan heeft de groep verlaten", Notice("leave", ("Jan",))),
    ("Els heeft Jan verwijderd", Notice("remove", ("Jan",), "Els")),
    ("Budi bergabung menggunakan tautan undangan grup ini", Notice("join", ("Budi",))),
    ("Ani menambahkan Budi", Notice("join", ("Budi",), "Ani")),
    ("Budi keluar", Notice("leave", ("Budi",))),
    ("Ani mengeluarkan Budi", Notice("remove", ("Budi",), "Ani")),
    ("Пётр присоединился по ссылке-приглашению", Notice("join", ("Пётр",))),
    ("Анна добавил(-а) Пётр", Notice("join", ("Пётр",), "Анна")),
    ("Пётр покинул(-а) группу", Notice("leave", ("Пётр",))),
    ("Анна удалила Пётр", Notice("remove", ("Пётр",), "Анна")),
]


@pytest.mark.parametrize(("sentence", "notice"), CAME_AND_WENT, ids=[sentence for sentence, _ in CAME_AND_WENT])
def test_who_came_or_went_is_understood_in_ten_languages(sentence: str, notice: Notice) -> None:
    assert notice_of(sentence) == notice


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ('Ann created group "Trip: 2020"', "Trip: 2020"),
        ("Anna hat die Gruppe „Reise“ erstellt", "Reise"),
        ("Ana creó el grupo “Viaje”", "Viaje"),
        ("Anne a créé le groupe « Voyage »", "Voyage"),
        ("安妮创建了群组“旅行”", "旅行"),
        ("Ann created this group", None),
    ],
)
def test_a_founder_names_the_group(sentence: str, name: str | None) -> None:
    notice = notice_of(sentence)

    assert notice is not None
    assert (notice.kind, notice.group and notice.group.strip()) == ("create", name)


@pytest.mark.parametrize(
    "sentence",
    [
        "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read them.",
        'Ann added this group to the community "Town"',
        "Ann changed this group's icon",
        "Ann requested to join",
        "Your security code with Bob changed. Tap to learn more.",
        "Anna hat diese Nachricht entfernt",
        "消息和通话已进行端到端加密。",
        "安妮更改了群组图标",
        "a added " * 100,
        "",
    ],
)
def test_other_notices_are_about_nobody_coming_or_going(sentence: str) -> None:
    assert notice_of(sentence) is None


def test_a_known_name_that_looks_like_a_list_is_one_person() -> None:
    assert notice_of("Ann added Salt and Pepper") == Notice("join", ("Salt", "Pepper"), "Ann")
    assert notice_of("Ann added Salt and Pepper", {"Salt and Pepper"}) == Notice("join", ("Salt and Pepper",), "Ann")
