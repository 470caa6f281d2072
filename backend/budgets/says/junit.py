"""What was found as JUnit XML: each page a case, each figure over a failure."""

from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from backend.budgets.says.words import measured, remedy
from backend.budgets.weighed import Weighed


def as_junit(weighed: Sequence[Weighed], open_questions: Sequence[str]) -> str:
    """A suite for what any server of tests can show. What is not known is an error."""
    suite = Xml.Element(
        "testsuite",
        name="page-budgets",
        tests=str(len(weighed) + len(open_questions)),
        failures=str(sum(bool(each.over) for each in weighed)),
        errors=str(
            sum(bool(each.open and not each.over) for each in weighed) + len(open_questions)
        ),
    )
    for each in weighed:
        case = Xml.SubElement(
            suite, "testcase", classname=_plain(each.page.path), name=_plain(each.page.name)
        )
        if each.over:
            lines = [
                line
                for finding in each.over
                for line in (measured(finding), remedy(finding, each.weight))
            ]
            _add(case, "failure", measured(each.over[0]), "\n".join(filter(None, lines)))
        elif each.open:
            _add(case, "error", each.open[0], "\n".join(each.open))
    for question in open_questions:
        case = Xml.SubElement(suite, "testcase", classname="page-budgets", name=_plain(question))
        _add(case, "error", question, question)
    Xml.indent(suite)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Xml.tostring(suite, "unicode")}\n'


def _add(case: Xml.Element, tag: str, message: str, text: str) -> None:
    Xml.SubElement(case, tag, message=_plain(message)).text = _plain(text)


def _plain(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")
