"""What a person reads when a page cannot be shown."""

from flask import Flask, g, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import NoResultFound
from werkzeug.exceptions import HTTPException, InternalServerError

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.persistence.session import db
from tasks_tracker.web.current import settings

WORDS = {
    400: ("请求不完整", "页面没有看懂这次提交，请返回重试。"),
    401: ("尚未登录", "登录已结束，请重新登录后再办。刚才的内容没有保存。"),
    403: ("没有这项权限", "这件事不在你的岗位职责内。需要办理的，请联系安全管理员调整岗位。"),
    404: ("没有这个页面", "地址不对，或者这里的内容不在你的查看范围内。"),
    405: ("不能这样打开", "这个地址只用来提交表单，请从页面上的按钮进入。"),
    409: ("没有办成", ""),
    500: ("系统出错了", "错误已记录，刚才的操作没有保存。请稍后再试。"),
}
STALE = "页面已过期，请返回上一页，刷新后重新提交。"


def install(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NoResultFound, lambda _error: show(404))
    app.register_error_handler(NotAllowed, lambda _error: show(403))
    app.register_error_handler(Refusal, lambda error: show(409, error.words))
    app.register_error_handler(CSRFError, lambda _error: show(400, STALE))
    app.register_error_handler(413, lambda _error: show(413, _too_large()))
    app.register_error_handler(InternalServerError, _broken)


def show(status: int, words: str = "") -> ResponseReturnValue:
    title, default = WORDS.get(status, ("没有办成", ""))
    page = render_template("errors/show.html", status=status, heading=title, words=words or default)
    return page, status


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:  # noqa: PLR2004 - a redirect is no error
        return error
    return show(error.code)


def _broken(_error: InternalServerError) -> ResponseReturnValue:
    """The database may be what broke: show a page that asks it nothing."""
    db.remove()
    g.user = None
    return show(500)


def _too_large() -> str:
    most, in_all = settings().upload_max_mb, settings().upload_total_max_mb
    limits = f"每个文件不超过 {most} MB，一次合计不超过 {in_all} MB"
    return f"提交的内容太大。{limits}，请压缩或分次上传；长篇文字请作附件。"
