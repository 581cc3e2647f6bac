"""The address without a path: it leads each person to the first page of theirs."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.web.navigation import menu_entries

bp = Blueprint("home", __name__)


@bp.get("/")
def show() -> ResponseReturnValue:
    mine = menu_entries()
    return redirect(url_for(mine[0].places[0].endpoint if mine else "sign_in.account"))
