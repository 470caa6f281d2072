"""How to reach somebody, as people type it: a phone number or a mail address."""

from dataclasses import dataclass

from backend.forms import mail, phone

MAIL, PHONE = "mail", "phone"
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
    if "@" in text:
        address = mail.read(text)
        return Reached(MAIL, address) if address else None
    number = phone.read(text, region, phone.PERSONAL)
    return Reached(PHONE, number) if number else None


def spoken(kind: str, address: str) -> str:
    """As people read it: ``55 1234 5678`` with its country's code."""
    return address if kind == MAIL else phone.spoken(address)
