"""What is kept of files; they go with the row of the room that points to them."""

from flask_babel import lazy_gettext as _

from backend.kernel.keeping import Referred, Table, Why, file, link, told

TABLES = (
    Table(
        "files_photos",
        _("Fotos y documentos"),
        {
            "id": link(),
            "name": file(),
            "thumb_name": file(),
            "bytes": told(_("Peso en bytes"), Why.SERVICE),
            "thumb_bytes": told(_("Peso de la muestra en bytes"), Why.SERVICE),
            "width": told(_("Ancho"), Why.SERVICE),
            "height": told(_("Alto"), Why.SERVICE),
            "created": told(_("Cuándo"), Why.SERVICE),
        },
        (Referred(),),
    ),
)
