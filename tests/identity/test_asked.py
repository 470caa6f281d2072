"""What is wrong on a page is said from top to bottom."""

from backend.identity.asked import Asked


def test_faults_are_told_in_the_order_of_the_page() -> None:
    asked = Asked({"name": " Amina\n Reyes ", "document": "a letter"})
    assert asked.line("name") == "Amina Reyes"
    assert asked.one_of("document", "passport") == ""
    assert asked.secret("code") == ""
    asked.refuse("code", "no such code")
    asked.refuse("document", "which one?")
    asked.refuse("document", "said too late")
    assert asked.errors == [("document", "which one?"), ("code", "no such code")]
