"""Headers that keep pages to themselves, and protection against forged submissions."""

from typing import Any

from flask import Flask, Response, current_app, request
from flask_wtf.csrf import CSRFProtect

from tasks_tracker.settings import Settings

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
        " frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONE_YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    CSRFProtect(app)
    app.after_request(_protect)


def cookie_settings(settings: Settings) -> dict[str, Any]:
    """Flask's own cookie carries the form token alone; who is signed in stands in the database."""
    is_secure = settings.base_url.startswith("https:")
    return {
        "SESSION_COOKIE_NAME": "__Host-form" if is_secure else "form",
        "SESSION_COOKIE_SECURE": is_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,  # a form may stay open as long as its session
        "WTF_CSRF_SSL_STRICT": is_secure,
        "WTF_I18N_ENABLED": False,  # the words come from WTForms itself
        "SEND_FILE_MAX_AGE_DEFAULT": 0,
    }


def _protect(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR}")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
