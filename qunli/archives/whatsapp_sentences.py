"""How WhatsApp says that somebody came or went, by language.

WHO and BY stand for names, HERE for "this group" in Chinese, END for the ending of a Russian verb. Each language has a
hint first, in small letters: a sentence without it is none of that language's.
"""

from __future__ import annotations

from qunli.archives.notices import Kind

_QUOTED = r'(?: ?["“”„«「](?P<group>.*)["“”»」])?'
SENTENCES: tuple[tuple[str, tuple[tuple[Kind, str], ...]], ...] = (
    (  # English
        r"created|joined|added|left|removed",
        (
            ("create", f"WHO created (?:this )?group{_QUOTED}"),
            ("join", "WHO joined using BY's invite(?: link)?"),
            (
                "join",
                "WHO joined(?: (?:using (?:this group's|the|an|a|your) invite(?: link)?|via .*|from the community))?",
            ),
            ("join", "WHO (?:was|were) added"),
            ("join", "BY added WHO"),
            ("leave", "WHO left"),
            ("remove", "WHO (?:was|were) removed"),
            ("remove", "BY removed WHO"),
        ),
    ),
    (  # Chinese, simplified and traditional
        r"[加入创創建添新增退离離移踢]",
        (
            ("create", f"WHO ?已?(?:创建|建立|創建|成立)了?(?:此|这个|這個|本)?(?:群组|群組|群){_QUOTED}"),
            (
                "join",
                "WHO ?已?(?:通过|使用|透過|通過|用)HERE的?(?:邀请|邀請)(?:链接|連結).*?加入.*",
            ),
            ("join", "WHO ?(?:已加入|加入了|已被添加|已被新增|被添加|被新增)HERE"),
            ("join", "BY ?(?:已添加|添加了|已新增|新增了|新增|已将|已將|将|將) ?WHO(?: ?(?:加入|添加到|新增至).*)?"),
            (
                "leave",
                "WHO ?(?:已退出|退出了|已离开|离开了|已離開|離開了|离开|離開)HERE",
            ),
            ("remove", "WHO ?(?:已被移除|被移除|已被移出|被移出)HERE"),
            ("remove", "BY ?(?:已移除|移除了|踢除了|踢出了) ?WHO"),
            ("remove", "BY ?(?:已将|已將|将|將|把) ?WHO ?(?:移出|移除).*"),
        ),
    ),
    (  # German
        r"gruppe|beigetreten|hinzugefügt|entfernt",
        (
            ("create", f"WHO (?:hat|hast) (?:die|diese) Gruppe{_QUOTED} erstellt"),
            ("join", "WHO (?:ist|bist|sind) (?:der Gruppe )?(?:.*?Einladungslink.*? )?beigetreten"),
            ("join", "WHO (?:wurde|wurdest|wurden) hinzugefügt"),
            ("join", "BY (?:hat|hast) WHO hinzugefügt"),
            ("leave", "WHO (?:hat|hast|haben) die Gruppe verlassen"),
            ("remove", "WHO (?:wurde|wurdest|wurden) entfernt"),
            ("remove", "BY (?:hat|hast) WHO (?:aus der Gruppe )?entfernt"),
        ),
    ),
    (  # Spanish
        r"re[óa]|uni[óst]|añadi|agreg|sal[ií]|elimin|sac",
        (
            ("create", f"(?:WHO creó|Creaste) (?:el|este) grupo{_QUOTED}"),
            ("join", "(?:WHO se unió|Te uniste)(?: (?:usando|mediante|con|a través|desde|por) .*)?"),
            ("join", "(?:Se añadió|Se agregó|Añadiste|Agregaste|BY añadió|BY agregó) a WHO"),
            ("join", "BY te (?:añadió|agregó)"),
            ("leave", "(?:WHO salió|Saliste)(?: del grupo)?"),
            ("remove", "(?:Se eliminó|Se sacó|Eliminaste|Sacaste|BY eliminó|BY sacó) a WHO"),
            ("remove", "BY te (?:eliminó|sacó)"),
        ),
    ),
    (  # French
        r"créé|rejoint|ajouté|quitté|parti|retiré|supprimé|exclu",
        (
            ("create", f"WHO (?:a|avez) créé (?:le|ce) groupe{_QUOTED}"),
            ("join", "WHO (?:a|avez|ont) rejoint(?: le groupe)?(?: (?:via|grâce|en|à|avec|par|depuis) .*)?"),
            ("join", "WHO (?:a|avez|ont) été ajoutée?s?"),
            ("join", "BY vous a ajoutée?"),
            ("join", "BY (?:a|avez) ajouté WHO"),
            ("leave", "WHO (?:(?:a|avez|ont) quitté(?: le groupe)?|(?:est|êtes) partie?)"),
            ("remove", "WHO (?:a|avez|ont) été (?:retiré|supprimé|exclu)e?s?"),
            ("remove", "BY vous a (?:retiré|supprimé|exclu)e?"),
            ("remove", "BY (?:a|avez) (?:retiré|supprimé|exclu) WHO"),
        ),
    ),
    (  # Portuguese
        r"criou|entrou|aderiu|juntou|adicion|saiu|remove",
        (
            ("create", f"WHO criou (?:o|este) grupo{_QUOTED}"),
            ("join", "WHO (?:entrou|aderiu|juntou-se)(?: (?:usando|através|com|por|pelo|no|neste|ao|via) .*)?"),
            ("join", "WHO foi adicionad[oa]"),
            ("join", "BY (?:adicionou|adicionaste) WHO"),
            ("leave", "WHO saiu(?: do grupo)?"),
            ("remove", "WHO foi removid[oa]"),
            ("remove", "BY (?:removeu|removeste) WHO"),
        ),
    ),
    (  # Italian
        r"creato|entrat|unit|aggiunt|abbandonato|lasciato|uscit|rimoss",
        (
            ("create", f"(?:WHO ha|Hai) creato (?:il|questo) gruppo{_QUOTED}"),
            ("join", "WHO (?:è|sei) entrat[oaie](?: (?:usando|tramite|con|dal|dalla|nel) .*)?"),
            ("join", "WHO (?:si è|ti sei) unit[oa](?: (?:al|usando|tramite|con|dal|dalla) .*)?"),
            ("join", "WHO (?:è|sei) stat[oa] aggiunt[oa]"),
            ("join", "BY ti ha aggiunt[oa]"),
            ("join", "(?:BY ha|Hai) aggiunto WHO"),
            ("leave", "(?:WHO ha|Hai) (?:abbandonato|lasciato)(?: il gruppo)?"),
            ("leave", "WHO (?:è|sei) uscit[oa](?: dal gruppo)?"),
            ("remove", "WHO (?:è|sei) stat[oa] rimoss[oa]"),
            ("remove", "BY ti ha rimoss[oa]"),
            ("remove", "(?:BY ha|Hai) rimosso WHO"),
        ),
    ),
    (  # Dutch
        r"gemaakt|via|toegevoegd|verlaten|verwijderd",
        (
            ("create", f"WHO (?:heeft|hebt|hebben) (?:de|deze) groep{_QUOTED} (?:aan)?gemaakt"),
            ("join", "WHO (?:is|bent) (?:deelnemer geworden|lid geworden) via .*"),
            ("join", "WHO neemt deel via .*"),
            ("join", "WHO (?:is|bent|zijn) toegevoegd"),
            ("join", "BY (?:heeft|hebt) WHO toegevoegd"),
            ("leave", "WHO (?:heeft|hebt|hebben) de groep verlaten"),
            ("remove", "WHO (?:is|bent|zijn) verwijderd"),
            ("remove", "BY (?:heeft|hebt) WHO verwijderd"),
        ),
    ),
    (  # Indonesian
        r"membuat|bergabung|ambahkan|eluar|menghapus",
        (
            ("create", f"WHO (?:telah )?membuat grup(?: ini)?{_QUOTED}"),
            ("join", "WHO (?:telah )?bergabung(?: (?:menggunakan|melalui|dari|dengan|via) .*)?"),
            ("join", "WHO (?:telah )?ditambahkan"),
            ("join", "BY (?:telah )?menambahkan WHO"),
            ("leave", "WHO (?:telah )?keluar(?: dari grup(?: ini)?)?"),
            ("remove", "WHO (?:telah )?dikeluarkan"),
            ("remove", "BY (?:telah )?(?:mengeluarkan|menghapus) WHO"),
        ),
    ),
    (  # Russian
        r"созда|присоед|вступ|теперь|добав|покину|выш|удал",
        (
            ("create", rf"WHO создалEND (?:эту )?группу{_QUOTED}"),
            (
                "join",
                r"WHO (?:присоединил\S+|вступилEND|теперь в группе)(?: (?:к|по|в|из|с) .*)?",
            ),
            ("join", r"WHO (?:был(?:а|и)? )?добавлен(?:а|ы|\(-?а\))?"),
            ("join", r"BY добавилEND WHO"),
            ("leave", r"WHO (?:покинулEND(?: группу)?|выш(?:ел|ла|ли)(?: из группы)?)"),
            ("remove", r"WHO (?:был(?:а|и)? )?удал[её]н(?:а|ы|\(-?а\))?"),
            ("remove", r"BY удалилEND WHO"),
        ),
    ),
)
