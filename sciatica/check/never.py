"""Words that frighten, promise or sell never stand on a patient page."""

from collections.abc import Iterator

from sciatica.check.lists import Lists, NeverWord
from sciatica.check.making import Made
from sciatica.check.project import Project
from sciatica.check.report import Finding
from sciatica.check.texts import Text, locale_texts, markdown_texts, plain, without_markup


def _remedy(word: NeverWord) -> str:
    return f'Write "{word.instead}" instead.'


def _found(text: Text, lists: Lists) -> Iterator[tuple[NeverWord, Finding]]:
    body, offsets = without_markup(text.body)
    for word in lists.never:
        for match in word.pattern.finditer(body):
            said = " ".join(match[0].split())
            yield (
                word,
                Finding(
                    text.file,
                    text.line_at(offsets[match.start()]),
                    f'the word "{said}" stands on a patient page.',
                    _remedy(word),
                ),
            )


def never_words(project: Project, lists: Lists, pages: list[Made]) -> Iterator[Finding]:
    """Yield every word of the never-list, where it is written or else on which page it appears."""
    texts = [text for lang in project.languages for text in locale_texts(project, lang)]
    texts = [text for text in texts if not lists.for_staff(text.key)]
    written: set[str] = set()
    for text in [*texts, *markdown_texts(project, staff=False)]:
        for word, finding in _found(text, lists):
            written.add(word.word)
            yield finding
    for page in pages:
        said = plain(page.html)
        for word in lists.never:
            match = word.pattern.search(said)
            if match and word.word not in written:  # it comes from facts, code or a template
                yield Finding(
                    page.file,
                    page.line_of(match[0]),
                    f'the word "{match[0]}" appears on the finished page.',
                    _remedy(word),
                )
