"""What a WSGI server imports: the application as the environment describes it."""

import os

from backend.app import create_app
from backend.config import load

app = create_app(load(os.environ))
