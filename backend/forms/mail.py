"""A mail address as people type it."""

MOST = 254


def read(text: str) -> str | None:
    """``text`` as a mail address in small letters; None if it is none."""
    text = text.strip()
    return text.lower() if len(text) <= MOST and _is_address(text) else None


def _is_address(text: str) -> bool:
    """What SMTP without extensions can carry (RFC 5321), and looks like an address to people."""
    name, _, host = text.rpartition("@")
    labels = host.split(".")
    return (
        text.isascii()
        and text.isprintable()
        and 0 < len(name) <= 64
        and not any(sign in name for sign in ' ()<>[]:;@\\,"')
        and not name.startswith(".")
        and not name.endswith(".")
        and ".." not in name
        and len(labels) > 1
        and all(
            0 < len(label) <= 63
            and label.replace("-", "").isalnum()
            and label[0] != "-" != label[-1]
            for label in labels
        )
        and not labels[-1].isdigit()
    )
