"""The WSGI entry that gunicorn serves."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from newsroom.settings import flag

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
if not (os.environ.get("NEWSROOM_SECRET_KEY") or flag("NEWSROOM_DEBUG")):
    raise ImproperlyConfigured("Set NEWSROOM_SECRET_KEY, or NEWSROOM_DEBUG=1 on a machine of your own.")
application = get_wsgi_application()
