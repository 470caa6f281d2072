"""The tricks, by what they use to hide."""

from tests.budgets.corpus.hiding import (
    documents,
    markup,
    pictures,
    scripts,
    styles,
    tokens,
    visits,
    ways,
    wire,
)
from tests.budgets.corpus.trick import Trick

EVERY: tuple[Trick, ...] = (
    *pictures.TRICKS,
    *styles.TRICKS,
    *markup.TRICKS,
    *wire.TRICKS,
    *documents.TRICKS,
    *visits.TRICKS,
    *scripts.TRICKS,
    *tokens.TRICKS,
    *ways.TRICKS,
)
