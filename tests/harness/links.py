"""What mail and chat programs make of a link to a sheet, and the code that was meant.

Each case is the end of a link, behind the address of the page. Python and the browser read the same
ones. An empty code is a link that was cut; a code that is not `CODE` is told by its check letters.
"""

CODE = "1.l5l.pnd.x.m7"
MEANT = {
    f"#sheet={CODE}": CODE,
    f"#sheet={CODE}---": CODE,  # as the QR code has it
    # encoded, once and once more
    f"%23sheet={CODE}": CODE,
    f"#sheet%3D{CODE}": CODE,
    f"#sheet%3d{CODE}": CODE,
    f"#sheet%253D{CODE}": CODE,
    f"%2523sheet%253D{CODE}": CODE,
    f"#sheet={CODE.replace('.', '%2E')}": CODE,
    # in capital letters
    f"#SHEET={CODE.upper()}": CODE,
    f"#Sheet={CODE}": CODE,
    # ? for #
    f"?sheet={CODE}": CODE,
    f"?sheet%3D{CODE}": CODE,
    f"?utm_source=mail&sheet={CODE}": CODE,
    f"?utm_source=mail#sheet={CODE}": CODE,
    f"?sheet=1.0.0.0.xx#sheet={CODE}": CODE,
    f"?sheet={CODE}#main": CODE,
    # something behind it
    **{f"#sheet={CODE}{end}": CODE for end in [*".,;:!?)]}>\"'*_|", "”", "’", "»", "…", " ", "/"]},
    f"#sheet={CODE}).": CODE,
    f"#sheet={CODE}%3E": CODE,
    f"#sheet={CODE}%22%3E": CODE,
    f"#sheet={CODE}%20": CODE,
    f"#sheet={CODE}%E2%80%9D": CODE,
    f"#sheet={CODE}%E2": CODE,
    f"#sheet={CODE}%": CODE,
    f"#sheet={CODE}&utm_source=mail": CODE,
    f"#sheet={CODE}&amp;x": CODE,
    f"#sheet={CODE}?fbclid=1": CODE,
    f"#sheet={CODE}#main": CODE,
    # letters that nobody sees: of no width, soft hyphen, byte order mark, ends of lines
    **{f"#sheet=1.l5l.{one}pnd.x.m7{one}": CODE for one in "\u200b\u00ad\ufeff\u2060\u200f"},
    f"\u200b#\u200bsheet={CODE}": CODE,
    "#sheet=1.l5l.%E2%80%8Bpnd.x.m7%E2%80%8B": CODE,
    "#sheet=1.l5l.%0Apnd.x.m7%0D%0A": CODE,
    # with doses: as long as that
    "#sheet=2.l5l.pn.x.099.a9s1tt00000c.nq": "2.l5l.pn.x.099.a9s1tt00000c.nq",
    "%23SHEET%3D2.L5L.PN.X.099.A9S1TT00000C.NQ).": "2.l5l.pn.x.099.a9s1tt00000c.nq",
    "#sheet=2.l5l.pn.x.099.a9s1": "2.l5l.pn.x.099.a9s1",
    # cut: there is nothing to read, or what is left is no whole code
    "#sheet": "",
    "#sheet=": "",
    "#sheet=.": "",
    "#sheet)": "",
    "#sheet=%": "",
    "?sheet": "",
    "#sheet%3D": "",
    "#sheet=1": "1",
    "#sheet=1.l5l": "1.l5l",
    "#sheet=1.l5l.pnd.x.m": "1.l5l.pnd.x.m",
    "#sheet=1.l5l.pnd%": "1.l5l.pnd",
    "#sheet=1.l5l.pnd…": "1.l5l.pnd",
    "#sheet=1.l5l.p nd.x.m7": "1.l5l.p",
    "#sheet=1.l5r.pnd.x.m7": "1.l5r.pnd.x.m7",
}  # fmt: skip
