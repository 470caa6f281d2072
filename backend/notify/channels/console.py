"""For development: the message is shown where the server runs."""

import sys

from backend.notify.channels import Answer, Parcel
from backend.notify.retry import Outcome


class Console:
    """Shows each message on standard output, in a frame."""

    def send(self, parcel: Parcel) -> Answer:
        lines = [
            f"To {parcel.recipient}",
            *filter(None, [parcel.subject]),
            *parcel.body.split("\n"),
        ]
        framed = "\n".join(f"  | {line}" for line in lines)
        sys.stdout.write(f"\n{framed}\n\n")
        sys.stdout.flush()
        return Answer(Outcome.SENT)
