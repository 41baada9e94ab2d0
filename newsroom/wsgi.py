"""The WSGI entry that gunicorn serves."""

import gc
import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from newsroom.settings import flag

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
if not (os.environ.get("NEWSROOM_SECRET_KEY") or flag("NEWSROOM_DEBUG")):
    raise ImproperlyConfigured("Set NEWSROOM_SECRET_KEY, or NEWSROOM_DEBUG=1 on a machine of your own.")
application = get_wsgi_application()

# What is loaded by now stays as long as the process: it need not be looked through again and again for
# garbage; and what a request makes is mostly gone, without that, when it ends.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
