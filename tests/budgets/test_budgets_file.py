"""Dora writes the budgets file by hand; each slip is told her in a sentence."""

from pathlib import Path

import pytest

from backend.budgets.config import BudgetsError, parse, read
from backend.budgets.verdict import budget_for

ROOT = Path(__file__).resolve().parents[2]


def entry(body: str) -> str:
    return f'[\n  {{"path": "/*",\n   {body}}}\n]'


def sizes(body: str) -> str:
    return entry(f'"resourceSizes": [\n    {body}]')


def test_dora_reads_kilobytes_with_decimals_as_bytes() -> None:
    text = sizes('{"resourceType": "script", "budget": 1.5}, {"resourceType": "font", "budget": 0}')
    assert parse(text, "b.json")[0].sizes == {"script": 1536, "font": 0}


@pytest.mark.parametrize("path", ["/", "/en/", "/reports/new", "/en/outbox"])
def test_dora_reads_the_law_of_this_house(path: str) -> None:
    law = budget_for(path, read(ROOT / "budgets.json"))
    assert law
    assert law.sizes["document"] == law.sizes["script"] == 5 * 1024
    assert law.sizes["stylesheet"] == law.sizes["font"] == law.sizes["third-party"] == 0
    assert law.sizes["total"] == 12 * 1024
    assert law.counts == {"third-party": 0, "total": 5, "dom-nodes": 399}
    if path in {"/", "/en/"}:
        assert law.sizes["first-visit"] == 40 * 1024


def test_dora_saved_it_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "budgets.json"
    file.write_text(sizes('{"resourceType": "total", "budget": 12}'), "utf-8-sig")
    assert read(file)[0].sizes == {"total": 12288}


def test_dora_limits_times_and_elements_and_says_who_is_no_stranger() -> None:
    text = entry(
        '"options": {"firstPartyHostnames": ["cdmx.gob.mx", "*.cdn.mx"]},'
        '"resourceCounts": [{"resourceType": "dom-nodes", "budget": 400}],'
        '"timings": [{"metric": "cumulative-layout-shift", "budget": 0.1}]'
    )
    (budget,) = parse(text, "b.json")
    assert budget.counts == {"dom-nodes": 400}
    assert budget.timings == {"cumulative-layout-shift": 0.1}
    assert budget.line == 2
    known = [budget.knows_host(host) for host in ("cdmx.gob.mx", "cdn.mx", "a.b.cdn.mx")]
    strange = [budget.knows_host(host) for host in ("x.cdmx.gob.mx", "xcdn.mx", "mx", "")]
    assert known == [True] * 3
    assert strange == [False] * 4


OK = '{"resourceType": "script", "budget": 5}'

SLIPS = {
    "": "b.json, line 1: not JSON: Expecting value",
    '[\n{"path": "/*",}\n]': "b.json, line 2: not JSON: ",
    "{}": "b.json, line 1: has to be a list of budgets",
    "[]": "b.json, line 1: has to be a list of budgets",
    "null": "b.json, line 1: has to be a list of budgets",
    "[5]": "b.json, line 1: 5 is no budget; write an object with a path",
    '[{"path": "/", "resourceSizes": []},\n\n "/*"]': (
        'b.json, line 3: "/*" is no budget; write an object with a path'
    ),
    "[" * 100_000: "b.json, line 1: is nested too deeply; write a list of budgets",
    sizes('{"resourceType": "script", "budget": NaN}'): (
        'b.json, line 4: "NaN" is no number for a budget'
    ),
    sizes('{"resourceType": "script", "budget": -Infinity}'): (
        'b.json, line 4: "-Infinity" is no number'
    ),
    sizes('{"resourceType": "script", "budget": 1e99999999999999999999}'): "is no number for",
    sizes('{"resourceType": "script", "budget": ' + "9" * 5000 + "}"): "is no number for",
    sizes('{"resourceType": "script", "budget": 1e999999}'): (
        "b.json, line 4: resourceSizes: the budget of script is 1E+999999; write KB, from 0 to "
    ),
    sizes('{"resourceType": "script", "budget": -1}'): "line 4: resourceSizes: the budget of",
    sizes('{"resourceType": "script", "budget": "5"}'): 'the budget of script is "5"; write KB',
    sizes('{"resourceType": "script", "budget": true}'): "the budget of script is true; write KB",
    sizes('{"resourceType": "script"}'): "the budget of script is missing; write KB",
    sizes('{"resourceType": "style", "budget": 5}'): (
        'b.json, line 4: resourceSizes: resourceType "style" is not known; write one of document,'
    ),
    sizes('{"resourceType": ["script"], "budget": 5}'): 'resourceType ["script"] is not known',
    sizes('{"budget": 5}'): "resourceType missing is not known",
    sizes(f"{OK},\n    {OK}"): "line 5: resourceSizes: script is there twice; keep one",
    sizes('{"resourceType": "script",\n "budget": 5,\n "bugdet": 6}'): (
        'b.json, line 6: "bugdet" is not a word of this format; write one of resourceType, budget'
    ),
    sizes('{"resourceType": "script", "budget": 5, "budget": 6}'): '"budget" is there twice',
    sizes('"script"'): 'b.json, line 3: resourceSizes: "script" is no limit; write an object',
    entry('"resourceSizes": {}'): "b.json, line 3: resourceSizes has to be a list",
    entry('"resourceCounts": [{"resourceType": "total", "budget": 2.5}]'): (
        "b.json, line 3: resourceCounts: the budget of total is 2.5; write whole requests"
    ),
    entry('"resourceSize": []'): 'b.json, line 3: "resourceSize" is not a word of this format',
    entry('"timings": 5'): "b.json, line 3: timings has to be a list",
    entry('"timings": [{"metric": "speed-index", "budget": 900}]'): (
        'b.json, line 3: timings: metric "speed-index" is not measured here; write one of first-'
    ),
    entry('"timings": [{"metric": "total", "budget": 900}]'): 'metric "total" is not known',
    entry('"timings": [{"resourceType": "total", "budget": 900}]'): (
        'b.json, line 3: "resourceType" is not a word of this format; write one of metric, budget'
    ),
    sizes('{"resourceType": "dom-nodes", "budget": 400}'): (
        "b.json, line 4: resourceSizes: dom-nodes has no bytes; write it into resourceCounts"
    ),
    entry('"options": []'): 'b.json, line 3: options has to be an object, such as {"firstParty',
    entry('"options": {"hosts": []}'): 'line 3: "hosts" is not a word of this format; write one',
    entry('"options": {"firstPartyHostnames": "a.mx"}'): "firstPartyHostnames has to be a list",
    entry('"options": {"firstPartyHostnames": ["https://a.mx"]}'): (
        'b.json, line 3: firstPartyHostnames: "https://a.mx" is no host; write it as example.com'
    ),
    entry('"options": {"firstPartyHostnames": ["a.*.mx"]}'): '"a.*.mx" is no host; write it as',
    entry('"options": {"firstPartyHostnames": [5]}'): "firstPartyHostnames: 5 is no host; write",
    '[{"path": "/"}]': "b.json, line 1: the budget limits nothing; add resourceSizes",
    f'[\n{{"resourceSizes": [{OK}]}}]': "b.json, line 2: the budget has no path; add one",
    f'[{{"path": "x",\n"resourceSizes": [{OK}]}}]': 'line 1: path "x" has to be text that begins',
    f'[{{"path": 5, "resourceSizes": [{OK}]}}]': "path 5 has to be text that begins with",
    f'[{{"path": "/$/a", "resourceSizes": [{OK}]}}]': '"$" means the end; move it there',
    f'[{{"path": "/ñ", "resourceSizes": [{OK}]}}]': r'path "/\u00f1" has to be as addresses',
    f'[{{"path": "/\\ud800", "resourceSizes": [{OK}]}}]': r'path "/\ud800" has to be as',
    f'[{{"path": "/\\u0000", "resourceSizes": [{OK}]}}]': r'path "/\u0000" has to be as',
    f'[{{"path": "/", "resourceSizes": [{OK}]}},\n{{"path": "/", "resourceSizes": [{OK}]}}]': (
        'b.json, line 2: path "/" has a budget already; join the two'
    ),
}


@pytest.mark.parametrize(("text", "sentence"), SLIPS.items(), ids=range(len(SLIPS)))
def test_dora_slips_and_is_told_where_and_what_to_do(text: str, sentence: str) -> None:
    with pytest.raises(BudgetsError) as told:
        parse(text, "b.json")
    assert sentence in str(told.value)
    assert str(told.value).isascii(), "a terminal of any kind can show it"


def test_dora_is_told_all_her_slips_at_once() -> None:
    with pytest.raises(BudgetsError) as told:
        parse(f'[{{"path": "a", "resourceSizes": [{OK}, 5]}}, {{"timing": []}}]', "b.json")
    assert len(told.value.sentences) == 5


def test_dora_has_no_file_yet(tmp_path: Path) -> None:
    with pytest.raises(BudgetsError, match=r"budgets\.json: cannot be read: No such file"):
        read(tmp_path / "budgets.json")


def test_doras_editor_saved_latin_letters(tmp_path: Path) -> None:
    file = tmp_path / "budgets.json"
    file.write_bytes(b'[\n{"path": "/a\xf1o"}]')
    with pytest.raises(BudgetsError, match=r"budgets\.json, line 2: not UTF-8"):
        read(file)
