"""A city with a few services of the tests' own, each for one way that a case may go."""

import shutil
from pathlib import Path

from backend.config import ROOT

HEAD = """
topic = "vehicles"
title = "{title}"
line = "Para probar."
for_whom = "Cualquiera"
needs = ["probar {slug}"]
office = "{office}"
owner = "Dirección de Pruebas"
level = {level}
days = 3
legal = ["Ley de Pruebas, artículo 1"]
replaces = ["{title} anterior"]

[channels.online]
hours = "Siempre"
"""

PERMIT = (
    HEAD.format(slug="permit", title="Permiso de puesto", office="mobility", level=2)
    + """
[[rules]]
id = "adult"
label = "¿Eres mayor de edad?"
kind = "yesno"
passes = ["yes"]
otherwise = "Que lo pida tu mamá o tu papá."

[[steps]]
id = "you"
title = "Tus datos"
fields = [
  { id = "name", kind = "text", label = "Nombre", record = "name" },
  { id = "home", kind = "address", label = "Domicilio", record = "address" },
  { id = "nick", kind = "text", label = "Cómo te dicen", required = false },
]

[[steps]]
id = "stall"
title = "Tu puesto"
fields = [
  { id = "sort", kind = "choice", label = "Qué vendes", answers = [
    { id = "food", label = "Comida" },
    { id = "other", label = "Otra cosa" },
  ] },
  { id = "what", kind = "text", label = "Qué cosa", when = [
    { question = "sort", among = ["other"] },
  ] },
  { id = "gas", kind = "yesno", label = "¿Usas gas?", when = [
    { question = "sort", among = ["food"] },
  ] },
]

[[steps]]
id = "tank"
title = "Tu tanque"
when = [{ question = "gas", among = ["yes"] }]
fields = [{ id = "litres", kind = "number", label = "Litros", least = 1, most = 100 }]

[[steps]]
id = "proof"
title = "Foto"
fields = [{ id = "photo", kind = "file", label = "Foto del puesto", most = 2 }]

[payment]
days = 10
fees = [
  { id = "food", label = "Permiso de comida", amount = "250.00", when = [
    { question = "sort", among = ["food"] },
  ] },
]

[outcome]
kind = "permit"
title = "Permiso de puesto"
text = "Tenlo a la vista."
lasts_days = 365
shows = ["name", "sort"]

[texts]
granted = "Ya puedes vender."
refused = "No se pudo."
"""
)

COPY = (
    HEAD.format(slug="copy", title="Copia al instante", office="mobility", level=1)
    + """
[[steps]]
id = "you"
title = "Tus datos"
fields = [{ id = "name", kind = "text", label = "Nombre", record = "name" }]

[outcome]
kind = "paper"
title = "Copia certificada"
text = "No caduca."
instant = true
shows = ["name"]
"""
)

QUESTION = (
    HEAD.format(slug="question", title="Preguntar algo", office="mobility", level=1)
    + """
[[steps]]
id = "what"
title = "Tu pregunta"
fields = [{ id = "question", kind = "longtext", label = "¿Qué quieres saber?" }]

[[steps]]
id = "people"
title = "Quién pregunta"
fields = [
  { id = "people", kind = "list", label = "Personas", least = 1, most = 3, fields = [
    { id = "called", kind = "text", label = "Nombre" },
  ] },
]

[outcome]
kind = "answer"
title = "Respuesta"
text = "Aquí está."
"""
)

CHECKED = (
    HEAD.format(slug="checked", title="Solo con identidad", office="mobility", level=3)
    + """
[[steps]]
id = "what"
title = "Tu pregunta"
fields = [{ id = "question", kind = "text", label = "¿Qué quieres?" }]

[outcome]
kind = "answer"
title = "Respuesta"
text = "Aquí está."
"""
)

VISIT = (
    HEAD.format(slug="visit", title="Venir a vernos", office="mobility", level=1)
    + """
[[steps]]
id = "why"
title = "Por qué vienes"
fields = [{ id = "why", kind = "text", label = "¿Por qué?" }]

[visits]
place = "counter"
weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
begins = "09:00"
ends = "12:00"
minutes = 60
capacity = 1
ahead = 5

[outcome]
kind = "appointment"
title = "Cita"
text = "Llega antes."
"""
)

ELSEWHERE = (
    HEAD.format(slug="lamp", title="Poner una luminaria", office="lighting", level=1)
    + """
[[steps]]
id = "where"
title = "Dónde"
fields = [{ id = "where", kind = "text", label = "¿Dónde?" }]

[outcome]
kind = "answer"
title = "Respuesta"
text = "Ya vamos."
"""
)

SERVICES = {
    "permit": PERMIT,
    "copy": COPY,
    "question": QUESTION,
    "checked": CHECKED,
    "visit": VISIT,
    "lamp": ELSEWHERE,
}


def a_pack(folder: Path, **changed: str) -> Path:
    """The city of the repository with these services and no others, ``changed`` ones instead."""
    pack = folder / "pack"
    shutil.copytree(ROOT / "backend" / "city" / "cdmx", pack)
    shutil.rmtree(pack / "services")
    (pack / "services").mkdir()
    for slug, text in (SERVICES | changed).items():
        (pack / "services" / f"{slug}.toml").write_text(text, encoding="utf-8")
    shutil.rmtree(pack / "translations")
    settings = pack / "city.toml"
    text = settings.read_text(encoding="utf-8")
    begin = text.index("[[languages]]", text.index("[[languages]]") + 1)
    end = text.find("\n[", begin + 5)
    settings.write_text(text[:begin] + text[end + 1 :], encoding="utf-8")
    return pack
