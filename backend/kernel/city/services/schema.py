"""The schema of a service file: every key, what it takes, what it is for.

Whoever reads a file and whoever prints ``docs/reference/services.md`` both read this.
"""

from typing import get_args

from backend.kernel.city.services.fields import ANSWER, CONDITION, FIELD, FORMULA, HINT, INNER, WHEN
from backend.kernel.city.services.model import StateText
from backend.kernel.city.services.table import Key, Sort, Table
from backend.kernel.city.services.takes import (
    AMOUNT,
    CLOCK,
    Ids,
    Known,
    Like,
    Many,
    One,
    OneOf,
    Whole,
    Words,
    WordsEach,
    Yes,
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ADDRESSES = (
    *("answer", "appeal", "cancel", "check", "documents", "form", "pay", "photos", "rate"),
    *("send", "visit"),
)
"""What stands in the address of a case where the id of a step would."""
LINE, SENTENCES = 160, 400
"""Letters of what stands in a line, and of what is read."""

HOURS = Key("hours", Words(LINE), "When it is open.", '"Lunes a viernes, 9 a 15 h"', needed=False)

TOPIC = Table(
    "[[topics]]",
    "What services are grouped by, for people who look around. They stand in `services.toml`, with "
    "a `note` before them where pages shall say something of all services, for instance that they "
    "are samples.",
    (
        Key("name", Words(60), "What it is called.", '"Vehículos y licencias"'),
        Key("icon", Known("icons", "an icon of `pwa/icons.toml`"), "Its icon.", '"car"'),
    ),
)

ONLINE = Table("[channels.online]", "Done here, on the phone.", (HOURS,))
COUNTER = Table(
    "[channels.counter]",
    "Done at a counter.",
    (
        Key("place", Known("places", "a kind of `places.toml`"), "Where.", '"counter"'),
        HOURS,
    ),
)
PHONE = Table(
    "[channels.phone]",
    "Done by calling.",
    (Key("phone", Known("phones", "a phone of `city.toml`"), "Whom to call.", '"help"'), HOURS),
)
CHANNELS = Table(
    "[channels]",
    "The ways to the service, at least one. Where it is not online, a clerk does it for people.",
    (
        Key("online", One(ONLINE, may_be_empty=True), "On the phone.", needed=False),
        Key("counter", One(COUNTER), "At a counter.", needed=False),
        Key("phone", One(PHONE), "By calling.", needed=False),
    ),
)

ANSWERS = FIELD.sorts["choice"].keys[0]
RULE = Table(
    "[[rules]]",
    "Who may use it: a question before anything else is asked. Its answer counts as an earlier one "
    "in conditions.",
    (
        Key("label", Words(LINE), "The question.", '"¿Ya tuviste licencia aquí?"'),
        HINT,
        Key("kind", OneOf(("yesno", "choice")), "How it is answered.", '"yesno"'),
        Key("passes", Ids(), "The answers with which one may go on, not all of them.", '["yes"]'),
        Key(
            "otherwise",
            Words(SENTENCES),
            "What is said to the others: where else they may turn.",
            '"Pide tu primera licencia en un módulo."',
        ),
    ),
    {"yesno": Sort("Yes or no."), "choice": Sort("One of a few answers.", (ANSWERS,))},
)

STEP = Table(
    "[[steps]]",
    "Questions that belong together, asked on one page. Its `id` stands in the address; taken are: "
    f"{', '.join(ADDRESSES)}.",
    (
        Key("title", Words(80), "What the page is about.", '"Tus datos"'),
        Key(
            "lead",
            Words(SENTENCES),
            "A sentence before the questions.",
            '"Están en tu licencia."',
            needed=False,
        ),
        WHEN,
        Key("fields", Many(FIELD), "The questions."),
    ),
)

FEE = Table(
    "[[payment.fees]]",
    "One sum to be paid.",
    (
        Key("label", Words(LINE), "What for.", '"Licencia por 3 años"'),
        Key(
            "amount",
            Like(AMOUNT, 'a sum above nothing between quotes, "1055.00"'),
            "How much, in the city's currency.",
            '"1055.00"',
        ),
        WHEN,
    ),
)
PAYMENT = Table(
    "[payment]",
    "What is to be paid before the city decides. Leave it out where nothing is.",
    (
        Key("days", Whole(1, 90), "Within how many days.", "10"),
        Key("fees", Many(FEE), "The sums; those whose conditions hold are added up."),
    ),
)

VISITS = Table(
    "[visits]",
    "Appointments, where one has to come.",
    (
        Key("place", Known("places", "a kind of `places.toml`"), "At which places.", '"clinic"'),
        Key("weekdays", Ids(WEEKDAYS), "On which days of the week.", '["mon", "tue"]'),
        Key("begins", Like(CLOCK, 'a time, "09:00"'), "When the first one begins.", '"09:00"'),
        Key("ends", Like(CLOCK, 'a time, "14:00"'), "When the last one is over.", '"14:00"'),
        Key("minutes", Whole(5, 240), "How long one takes.", "30"),
        Key("capacity", Whole(1, 100), "How many people at a time, at each place.", "2"),
        Key("ahead", Whole(1, 120), "How many days before it may be booked.", "14"),
    ),
)

SHOWN = (
    Key(
        "shows",
        Ids(),
        "The questions whose answers stand on it; files cannot.",
        '["name"]',
    ),
    Key("instant", Yes(), "It is there at once: nobody decides.", "true", False, instead=False),
    Key(
        "lasts_days",
        Whole(1, 36500),
        "How many days it holds. For good if left out.",
        "1095",
        False,
    ),
)
OUTCOME = Table(
    "[outcome]",
    "What one has in the end.",
    (
        Key(
            "kind",
            OneOf(("paper", "permit", "appointment", "answer")),
            "Of which sort.",
            '"permit"',
        ),
        Key("title", Words(80), "What it is called; it stands on the paper.", '"Licencia"'),
        Key("text", Words(SENTENCES), "What one may do with it.", '"Llévala en el teléfono."'),
    ),
    {
        "paper": Sort("A certificate, signed, with a QR.", SHOWN),
        "permit": Sort("A permit, signed, with a QR.", SHOWN),
        "appointment": Sort("The appointment itself; it takes `[visits]`.", (SHOWN[1],)),
        "answer": Sort("An answer in words."),
    },
)

STATES: tuple[StateText, ...] = get_args(StateText)
_SAID = {
    "received": ("When it was sent.", '"Ya la tenemos."'),
    "asked": ("When the city asks for more.", '"Nos falta algo."'),
    "granted": ("When it was granted.", '"Ya puedes usarla."'),
    "refused": ("When it was refused, before the reason.", '"No pudimos renovarla."'),
    "cancelled": ("When she took it back.", '"La cancelaste."'),
}
TEXTS = Table(
    "[texts]",
    "What is said in place of our own words when it comes into a state.",
    tuple(Key(state, Words(SENTENCES), *_SAID[state], needed=False) for state in STATES),
)

SERVICE = Table(
    "The service",
    "These keys stand at the top of the file, before any `[table]`. The name of the file is the "
    "name of the page: a-z, 0-9 and -, 2 to 40, a letter first.",
    (
        Key("topic", Known("topics", "a topic of `services.toml`"), "What it is under.", '"home"'),
        Key("title", Words(80), "What people call it: begin with a verb.", '"Renovar la licencia"'),
        Key("line", Words(LINE), "One plain sentence.", '"Tu licencia venció o va a vencer."'),
        Key("for_whom", Words(LINE), "Who may use it.", '"Quien ya tuvo licencia"'),
        Key(
            "needs",
            WordsEach(60),
            "The words by which people look for it, as they say them.",
            '["se venció mi licencia"]',
        ),
        Key("office", Known("offices", "a department of `city.toml`"), "Who does it.", '"care"'),
        Key("owner", Words(LINE), "Who answers for it there.", '"Dirección de Licencias"'),
        Key(
            "level",
            Whole(1, 3),
            "The level of the Llave it takes: 1 declared, 2 contact confirmed, 3 identity checked.",
            "1",
        ),
        Key("days", Whole(0, 365), "How many days the city gives itself; 0 is at once.", "10"),
        Key("legal", WordsEach(LINE), "What it rests on.", '["Ley de Movilidad, artículo 68"]'),
        Key(
            "replaces",
            WordsEach(LINE),
            "The procedures that went into it.",
            '["Renovación tipo A"]',
            needed=False,
            instead=(),
        ),
        Key("channels", One(CHANNELS, "[channels.online], counter or phone"), "The ways to it."),
        Key("rules", Many(RULE, 12), "Who may use it.", needed=False, instead=()),
        Key("steps", Many(STEP, 20), "What is asked."),
        Key("payment", One(PAYMENT), "What it costs.", needed=False),
        Key("visits", One(VISITS), "Where one has to come.", needed=False),
        Key("outcome", One(OUTCOME), "What one has in the end."),
        Key("texts", One(TEXTS), "Words of its own.", needed=False),
    ),
)

TABLES = (
    *(SERVICE, CHANNELS, ONLINE, COUNTER, PHONE, RULE, STEP, FIELD, INNER, ANSWER, CONDITION),
    *(FORMULA, PAYMENT, FEE, VISITS, OUTCOME, TEXTS, TOPIC),
)
"""Every table, in the order in which they are told."""
