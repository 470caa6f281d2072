"""Weight within the page itself, where no list of files shows it."""

from tests.budgets.corpus.trick import Trick, letters, page

TRICKS = (
    Trick(
        "picture-in-the-page",
        {"": page(f"<img src='data:image/png;base64,{letters()}'>")},
        "take the data: addresses out of /picture-in-the-page/",
        "document",
    ),
    Trick(
        "words-for-nobody",
        {"": page(f"<!-- {letters()} -->")},
        "take the comments out of /words-for-nobody/",
        "document",
    ),
    Trick(
        "state-in-a-field",
        {"": page(f"<form><input type=hidden name=state value='{letters()}'></form>")},
        "take the hidden fields out of /state-in-a-field/",
        "document",
    ),
    Trick(
        "data-in-a-script",
        {"": page("", f"<script>const state = '{letters()}'</script>")},
        "take the inline scripts out of /data-in-a-script/",
        "document",
    ),
    Trick(
        "sheet-in-an-address",
        {
            "": page(
                "",
                "<link rel=stylesheet "
                f"href='data:text/css,p%7B--x:%22{letters().replace('+', '_')}%22%7D'>",
            )
        },
        "take the data: addresses out of /sheet-in-an-address/",
        "document",
    ),
)
