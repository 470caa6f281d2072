"""The site as a whole, for the promises that hold everywhere."""

import pytest

from tests.contracts.tour import Visit, walk


@pytest.fixture(scope="session")
def tour(tmp_path_factory: pytest.TempPathFactory) -> list[Visit]:
    """Every page in every language and state."""
    return walk(tmp_path_factory.mktemp("tour"))
