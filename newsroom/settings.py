"""Settings, in one file. What a deployment decides comes from the environment; docs/settings.md lists it."""

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("NEWSROOM_VAR", BASE_DIR / "var"))


def flag(name: str, default: bool = False) -> bool:
    """An on/off setting from the environment."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """A list setting from the environment, parted by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def secret_key() -> str:
    """The key from the environment; in debug mode one that is made once and kept under var/.

    Without either there is none: Django then refuses whatever signs, and `wsgi` to serve. Commands that need
    no key, such as ``makemigrations --check``, need none.
    """
    if key := os.environ.get("NEWSROOM_SECRET_KEY"):
        return key
    if not DEBUG:
        return ""
    kept = VAR_DIR / "secret_key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return kept.read_text(encoding="ascii")


DEBUG = flag("NEWSROOM_DEBUG")
SECRET_KEY = secret_key()
ALLOWED_HOSTS = words("NEWSROOM_HOSTS", "localhost,127.0.0.1,[::1]" if DEBUG else "")
CSRF_TRUSTED_ORIGINS = words("NEWSROOM_ORIGINS")

INSTALLED_APPS = [
    "articles.apps.DeskConfig",
    "articles.apps.ArticlesConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "ckeditor",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsroom.locale.PrefixLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "articles.desk.refusals.TooMuchSent",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "articles.reading.gone.WithdrawnMiddleware",
    "articles.reading.missing.MissingMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        "DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'newsroom.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    # WAL lets readers go on beside the one writer; IMMEDIATE takes the write lock at the start, so that
    # two editors wait for each other instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.5  # hours, as 429.html says
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_ENABLE_ADMIN = False  # no noun of an editor's; `manage.py axes_reset` lets somebody in again

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]  # the templates' words as well
TIME_ZONE = os.environ.get("NEWSROOM_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
FORMAT_MODULE_PATH = ["newsroom.formats"]

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "newsroom.static_files.AppFilesFinder",
    "newsroom.static_files.NodeModulesFinder",
]
# Uploads are private: no address leads here, views hand them out after a permission check.
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedStaticFilesStorage"
    },
}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("NEWSROOM_BEHIND_PROXY") else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 600  # an issue of many sections, a file a page

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# CKEditor 4, held as ARCHITECTURE.md says under "Rich text": no frame, no uploader, an allow-list that is
# the same as the one of wording.html, and none of the plugins that load or store anything.
SILENCED_SYSTEM_CHECKS = [
    "ckeditor.W001",  # CKEditor 4 is past its end; what it sends is cleaned on every way in all the same
]
CKEDITOR_CONFIGS = {
    "default": {
        "language": "zh-cn",
        "versionCheck": False,
        "toolbar": [
            ["Bold", "Italic", "Format"],
            ["NumberedList", "BulletedList", "Table"],
            ["Undo", "Redo"],
        ],
        "format_tags": "p;h3",
        "extraPlugins": "divarea",
        "removePlugins": "codesnippet,uploadimage,uploadfile,filebrowser,exportpdf,scayt,wsc,elementspath",
        "allowedContent": "p h3 strong em ul ol li table thead tbody tr; th td[colspan,rowspan]",
        "entities": False,
        "height": 260,
        "width": "100%",
    }
}

# Imports are long work: the database is their queue, `manage.py db_worker` does it (docs/settings.md).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- the newspaper archive's own -----------------------------------------------------------------------

# The newspaper whose newest issue stands at "/"; the first one that was made where this is empty.
DEFAULT_NEWSPAPER = os.environ.get("NEWSROOM_DEFAULT_NEWSPAPER", "")
# At or above this confidence a jump's two halves join by themselves on import (docs/jumps.md).
JUMP_JOIN_CONFIDENCE = 0.6
# Below this one a pair is not even proposed.
JUMP_PROPOSE_CONFIDENCE = 0.3

# Preflight (docs/preflight.md): below so many dots an inch a photo is too coarse for print; the stories of so
# many days before are looked at for what was printed already.
PREFLIGHT_DPI = int(os.environ.get("NEWSROOM_PREFLIGHT_DPI", "150"))
PREFLIGHT_DAYS = int(os.environ.get("NEWSROOM_PREFLIGHT_DAYS", "7"))

# PDFs and pictures from outside are opened under these limits (docs/page-pictures.md).
MOST_PAGES_A_FILE = int(os.environ.get("NEWSROOM_MOST_PAGES", "256"))
PAGE_SECONDS = int(os.environ.get("NEWSROOM_PAGE_SECONDS", "13"))
# Whether imports recognise the text of pages that have none, by Tesseract (docs/reading-pdf.md).
OCR = flag("NEWSROOM_OCR")
OCR_SECONDS = int(os.environ.get("NEWSROOM_OCR_SECONDS", "600"))
PAGE_MEMORY_MB = int(os.environ.get("NEWSROOM_PAGE_MEMORY_MB", "1536"))

# Where this machine keeps its search index: derived data, which may be deleted at any time (docs/search.md).
SEARCH_DIR = Path(os.environ.get("NEWSROOM_SEARCH_DIR", VAR_DIR / "search"))
# Whether a process that commits a change brings the index up to date by itself; else a worker does.
SEARCH_FOLLOWS = flag("NEWSROOM_SEARCH_FOLLOWS", True)
