"""The list of the workshop's pages: whoever is new finds them here."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sciatica.publish.lesson import Lesson
from sciatica.serve.frame import OwnPage, render
from sciatica.serve.room_pages import LEAD, PAGE, RECORD
from sciatica.serve.staff import StaffAuth, ask_first

LIST = "staff"


class StaffList(OwnPage):
    """Every staff page with its title: the room first, then what is live, then what is finished."""

    def initialize(self, *_: Any, **given: Any) -> None:
        """Keep who may see it, and what it lists."""
        super().initialize(**given)
        self.auth: StaffAuth = given["auth"]
        self.lessons: Sequence[Lesson] = given["lessons"]

    def get(self) -> None:
        """Send the page."""
        lang, text = self.text.lang, self.text
        if not self.auth.may_learn(self):
            ask_first(self, self.base_url, lang, f"{lang}/{LIST}")
            return
        rooms = {LEAD: text("room.lead.title"), PAGE: text("room.join.title")}
        rooms[f"{PAGE}/{RECORD}"] = text("room.record.title")
        pages = [(f"{self.base_url}{lang}/{path}", title) for path, title in rooms.items()]
        pages += [(f"{self.base_url}{one.route}", one.title) for one in self.lessons]
        content = render("staff_list", words=text, pages=pages)
        self.show(text("staff.list.title"), content)


def staff_list_handlers(
    lessons: Sequence[Lesson], auth: StaffAuth, given: dict[str, Any]
) -> Iterator[tuple[Any, ...]]:
    """Yield the route of the list, with and without a slash behind. `given` is what every own page
    needs."""
    route = rf"{re.escape(given['base_url'])}{given['lang']}/{LIST}/?"
    yield route, StaffList, {"lessons": lessons, "auth": auth, **given}
