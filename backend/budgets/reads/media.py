"""Does a media query hold on this phone? Yes, no, or it cannot be known without a browser."""

from functools import lru_cache
from typing import Any

import tinycss2

from backend.budgets.device import EM, Device

Verdict = bool | None
TYPES = {"all": True, "screen": True, "print": False, "speech": False}
# What a phone in a hand answers to the questions of Media Queries 4 and 5 that have no number.
WORDS = {
    "hover": "none", "any-hover": "none", "pointer": "coarse", "any-pointer": "coarse",
    "update": "fast", "scripting": "enabled", "display-mode": "browser", "grid": "0",
}  # fmt: skip
FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


@lru_cache(maxsize=512)
def matches(query: str, device: Device) -> Verdict:
    """True where any of the comma-separated queries holds, None where that is not known."""
    tokens = tinycss2.parse_component_value_list(query, skip_comments=True)
    queries: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            queries.append([])
        elif token.type != "whitespace":
            queries[-1].append(token)
    if queries == [[]]:
        return True
    return _any(_query(each, device) for each in queries)


def length(token: Any, device: Device) -> float | None:
    """CSS pixels of a length, None where it is no plain one (``calc()`` and the like)."""
    if token.type == "number" and token.value == 0:
        return 0.0
    if token.type != "dimension":
        return None
    unit = {
        "px": 1.0, "em": EM, "rem": EM, "vw": device.width / 100, "vh": device.height / 100,
        "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "pt": 96 / 72, "pc": 16.0,
    }.get(token.lower_unit)  # fmt: skip
    return None if unit is None else float(token.value) * unit


def _query(tokens: list[Any], device: Device) -> Verdict:
    """``not screen and (min-width: 40em)``, or a condition alone."""
    words = [token.lower_value if token.type == "ident" else "" for token in tokens]
    if not words:
        return False
    negated = words[0] == "not" and len(words) > 1 and bool(words[1])
    start = 1 if negated or words[0] == "only" else 0
    if not words[start : start + 1] or not words[start] or words[start] == "not":
        return _condition(tokens, device)
    kind: Verdict = TYPES.get(words[start], False)
    rest = tokens[start + 1 :]
    if rest and words[start + 1] == "and":
        kind = _all([kind, _condition(rest[1:], device)])
    elif rest:
        kind = False
    return _not(kind) if negated else kind


def _condition(tokens: list[Any], device: Device) -> Verdict:
    """``(a) and (b)``, ``(a) or (b)``, ``not (a)``: one kind of joint at each level."""
    parts = [_feature(t.content, device) for t in tokens if t.type == "() block"]
    joints = [token.lower_value for token in tokens if token.type == "ident"]
    if len(parts) + len(joints) != len(tokens) or not parts:
        return None
    if joints == ["not"] and len(parts) == 1:
        return _not(parts[0])
    if set(joints) <= {"and"}:
        return _all(parts)
    return _any(parts) if set(joints) == {"or"} else None


def _feature(content: list[Any], device: Device) -> Verdict:
    tokens = [token for token in content if token.type not in {"whitespace", "comment"}]
    if any(token.type == "() block" for token in tokens):
        return _condition(tokens, device)
    signs = "".join(t.value if t.type == "literal" and t.value in "<>=:/" else " " for t in tokens)
    if not tokens or "/" in signs:
        return None
    if tokens[0].type == "ident" and len(tokens) == 1:
        return _flag(tokens[0].lower_value, device)
    if tokens[0].type == "ident" and signs.strip() == ":":
        return _named(tokens[0].lower_value, tokens[2], device) if len(tokens) == 3 else None
    return _range(tokens, device)


def _flag(name: str, device: Device) -> Verdict:
    """``(hover)``, ``(color)``: is it there at all?"""
    if name in WORDS:
        return WORDS[name] not in {"none", "0"}
    return True if name in {"width", "height", "resolution", "color", "orientation"} else None


def _named(name: str, value: Any, device: Device) -> Verdict:
    if name == "orientation" and value.type == "ident":
        upright = device.height >= device.width
        return bool(value.lower_value == ("portrait" if upright else "landscape"))
    if name in WORDS:
        return str(getattr(value, "lower_value", getattr(value, "value", ""))) == WORDS[name]
    bare = name.removeprefix("-webkit-")
    way, _, feature = bare.partition("-")
    if way in {"min", "max"}:
        return _compare(feature, ">=" if way == "min" else "<=", value, device)
    return _compare(bare, "=", value, device)


def _range(tokens: list[Any], device: Device) -> Verdict:
    """``(width >= 40em)`` and ``(40em <= width < 60em)``."""
    parts: list[Any] = []
    for token in tokens:
        if token.type == "literal" and parts and isinstance(parts[-1], str):
            parts[-1] += token.value
        else:
            parts.append(token.value if token.type == "literal" else token)
    at = next((n for n, part in enumerate(parts) if getattr(part, "type", "") == "ident"), None)
    if at is None or len(parts) not in {3, 5} or at % 2:
        return None
    name, found = parts[at].lower_value, list[Verdict]()
    for n in range(1, len(parts), 2):
        if not isinstance(parts[n], str) or parts[n] not in FLIPPED:
            return None
        sign, value = (parts[n], parts[n + 1]) if n > at else (FLIPPED[parts[n]], parts[n - 1])
        found.append(_compare(name, sign, value, device))
    return _all(found)


def _compare(name: str, sign: str, value: Any, device: Device) -> Verdict:
    name = name.removeprefix("device-")
    have = {"width": device.width, "height": device.height, "resolution": device.density,
            "pixel-ratio": device.density}.get(name)  # fmt: skip
    asked = ratio(value) if name in {"resolution", "pixel-ratio"} else length(value, device)
    if have is None or asked is None:
        return None
    return {"<": have < asked, "<=": have <= asked, ">": have > asked, ">=": have >= asked}.get(
        sign, have == asked
    )


def ratio(value: Any) -> float | None:
    """Device pixels in a CSS pixel, None where it is none."""
    if value.type == "number":
        return float(value.value)
    if value.type != "dimension":
        return None
    unit = {"dppx": 1.0, "x": 1.0, "dpi": 1 / 96, "dpcm": 2.54 / 96}.get(value.lower_unit)
    return None if unit is None else float(value.value) * unit


def _not(verdict: Verdict) -> Verdict:
    return None if verdict is None else not verdict


def _all(verdicts: Any) -> Verdict:
    found = list(verdicts)
    return False if False in found else None if None in found else True


def _any(verdicts: Any) -> Verdict:
    return _not(_all(_not(verdict) for verdict in verdicts))
