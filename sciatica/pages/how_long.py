"""How long it takes: words first, then two studies as two roads, and a sheet for the fridge.

A road shows a hundred people at the times that were measured and at no other; two outcomes never
share one. There is none for a narrow canal, and none says where somebody is.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sciatica.content.clinic import the_clinic
from sciatica.content.facts import printed, topics
from sciatica.content.words import Words, words
from sciatica.figures.icon_array import ROADS, icon_words, walkers
from sciatica.figures.picture import WHOLE
from sciatica.pages.block import Block, render
from sciatica.pages.citing import read_sources, sources_of_numbers
from sciatica.pages.safety import net_html

NAME = "how_long"


def _roads(text: Words) -> Iterator[Mapping[str, Any]]:
    """Yield each road: who was asked, what was counted, and its stops in the order of time."""
    slots = printed()
    for outcome, numbers in ROADS.items():
        key = f"{NAME}.road.{outcome}"
        said = {
            part: text(f"{key}.{part}", **slots) for part in ("title", "who", "counted", "start")
        }
        stops = [
            {
                **icon_words(number, text),
                "when": text(f"{NAME}.stop.{number}.when", **slots),
                "said": text(f"{NAME}.stop.{number}.said", **slots),
                "svg": walkers(number, text).svg(NAME, WHOLE),
            }
            for number in numbers
        ]
        yield {**said, "stops": stops, "sources": sources_of_numbers(text, f"{key}.who")}


def _block(lang: str, template: str, **values: object) -> Block:
    text, slots = words(lang), printed()

    def say(key: str) -> str:
        return text(f"{NAME}.{key}", **slots)

    counted = ("scotland", "much", "trouble", "strength", "again")
    sources = {name: sources_of_numbers(text, f"{NAME}.{name}") for name in counted}
    sources |= {one.id: read_sources(one) for one in topics()["recovery"]}
    return Block(render(template, say=say, words=text, sources=sources, **values))


def how_long(lang: str) -> Block:
    """Say in words how long it takes: the clinic's sentence, and a national one."""
    return _block(lang, "how_long_words")


def roads(lang: str) -> Block:
    """Show two studies as two roads, a hundred people at each time that was measured."""
    return _block(lang, "how_long_roads", roads=list(_roads(words(lang))))


def how_long_more(lang: str) -> Block:
    """Say what other studies found: much better, weak or numb for longer, back again."""
    return _block(lang, "how_long_more")


def fridge_sheet(lang: str) -> Block:
    """Show the sheet for the fridge: both roads in words, lines to fill in, when to come."""
    text = words(lang)
    return Block(
        render(
            "fridge_sheet",
            words=text,
            clinic=the_clinic(),
            roads=list(_roads(text)),
            net=net_html(text, "h3"),
        )
    )
