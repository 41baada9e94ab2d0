"""A story that two editors have open."""

from __future__ import annotations

import pytest

from articles.models import Role
from tests.desk.conftest import logged_in
from tests.desk.together.sending import THREE
from tests.house import make_article, make_issue, make_user


@pytest.fixture
def issue():
    return make_issue()


@pytest.fixture
def article(issue):
    return make_article(issue, (1, 2), bodies=[*THREE, "<p>转到第二版。</p>"], bylines=["林小满"])


@pytest.fixture
def other(db):
    """A second editor's browser."""
    return logged_in(make_user(Role.DUTY_EDITOR))
