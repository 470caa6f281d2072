"""How to reach somebody, as people type it: a phone number or a mail address."""

from dataclasses import dataclass

import phonenumbers

MAIL, PHONE = "mail", "phone"
PERSONAL = {
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
}
"""Numbers that take messages and cost what any message costs."""
CHANNEL = {MAIL: "mail", PHONE: "sms"}


@dataclass(frozen=True)
class Reached:
    """``address`` is E.164 for a phone, in small letters for mail."""

    kind: str
    address: str

    @property
    def masked(self) -> str:
        """Enough for her to know which one it is, and too little for anybody else."""
        if self.kind == PHONE:
            return f"•••• {self.address[-4:]}"
        name, _, host = self.address.rpartition("@")
        return f"{name[0]}••••@{host}"

    @property
    def channel(self) -> str:
        """The channel of ``notify`` that leads there."""
        return CHANNEL[self.kind]


def read(text: str, region: str) -> Reached | None:
    """``text`` as a number, of ``region`` ("MX") unless it says so, or an address; or None."""
    text = text.strip()
    if len(text) > 254:
        return None
    if "@" in text:
        return Reached(MAIL, text.lower()) if _is_address(text) else None
    return _number(text, region)


def spoken(kind: str, address: str) -> str:
    """As people read it: ``55 1234 5678`` with its country's code."""
    if kind == MAIL:
        return address
    number = phonenumbers.parse(address)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _number(text: str, region: str) -> Reached | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in PERSONAL:
        return None
    return Reached(PHONE, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


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
