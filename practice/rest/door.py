"""The door every REST request comes through: trouble, key, pace, reading, checks, then the route.

It must not know what any route does.
"""

import asyncio
import json
import logging
import mimetypes
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import BodyPartReader, web

from practice.check import openapi
from practice.desk.call import Call, Reply, Route
from practice.desk.errors import ApiError, form_error
from practice.desk.memory import Memory
from practice.faults import Faults
from practice.findings import Findings
from practice.rest import pace
from practice.rest.routes import ROUTES
from practice.world import Attachment, World

API = "/api/v10"
_log = logging.getLogger(__name__)


class Door:
    """Serves every route under /api/v10."""

    def __init__(
        self, world: World, findings: Findings, memory: Memory, faults: Faults, token: str
    ) -> None:
        self.world = world
        self.findings = findings
        self.memory = memory
        self.faults = faults
        self.token = token
        self.gateway_url = ""
        self.on_reply: Callable[[Route, Reply], None] | None = None

    def add_to(self, app: web.Application) -> None:
        """Enter all routes; anything else under the API is answered 404 and noted."""
        for one in sorted(ROUTES, key=lambda each: each.template.count("{")):
            app.router.add_route(one.method, API + _pattern(one.template), self._server(one))
        app.router.add_route("*", "/api/{rest:.*}", self._lost)

    def _server(self, one: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def serve(request: web.Request) -> web.StreamResponse:
            return await self._serve(request, one)

        return serve

    async def _lost(self, request: web.Request) -> web.Response:
        self.findings.note(
            f"{request.method} {request.path}", "no such route on the practice server"
        )
        return _json({"message": "404: Not Found", "code": 0}, 404)

    async def _serve(self, request: web.Request, one: Route) -> web.StreamResponse:
        try:
            await self._trouble_before(one)
            if one.token:
                self._key(request)
            window = pace.enter(self.memory, one, request.match_info)
            reply = await self._answer(request, one)
            if self.on_reply:
                self.on_reply(one, reply)
            response = _json(reply.body, reply.status)
            pace.stamp(response, self.memory, one, window)
        except ApiError as no:
            response = _json(no.body, no.status, no.headers)
            if no.status == 429:
                pace.refuse(response, no)
            return response
        return self._trouble_after(request, one, response)

    async def _trouble_before(self, one: Route) -> None:
        faults = self.faults
        slow = faults.take("slow", one.method, one.template)
        wait = faults.delay + (slow.seconds if slow else 0.0)
        if wait:
            await asyncio.sleep(wait)
        if faults.strikes("error", one.method, one.template):
            raise ApiError(0, status=500, message="500: Internal Server Error")
        if faults.strikes("unavailable", one.method, one.template):
            raise ApiError(0, status=503, message="503: Service Unavailable")
        limited = faults.take("limited", one.method, one.template)
        if limited:
            raise pace.too_fast(limited.seconds, whole_bot=limited.whole_bot)

    def _trouble_after(
        self, request: web.Request, one: Route, response: web.Response
    ) -> web.StreamResponse:
        if self.faults.strikes("lost", one.method, one.template):
            if request.transport is not None:
                request.transport.abort()
            return response
        if self.faults.strikes("created_then_502", one.method, one.template):
            return _json({"message": "502: Bad Gateway", "code": 0}, 502)
        return response

    def _key(self, request: web.Request) -> None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme and scheme != "Bot":
            raise ApiError(40001)
        if token != self.token:
            raise ApiError(0, status=401, message="401: Unauthorized")

    async def _answer(self, request: web.Request, one: Route) -> Reply:
        call = Call(
            self.world,
            self.findings,
            self.memory,
            one.method,
            one.template,
            request.match_info,
            request.query,
            reason=request.headers.get("X-Audit-Log-Reason"),
            gateway_url=self.gateway_url,
        )
        await _read(request, call)
        self._check(call, one)
        try:
            return await one.handler(call)
        except ApiError:
            raise
        except Exception as broken:
            _log.exception("practice server failed in %s", call.where)
            self.findings.note(call.where, f"the practice server itself failed: {broken!r}")
            raise ApiError(0, status=500, message="500: Internal Server Error") from broken

    def _check(self, call: Call, one: Route) -> None:
        description = openapi.load()
        try:
            problems = one.check(call) if one.check else []
            if not problems and description and call.raw is not None:
                problems = description.problems(one.method, one.template, call.raw)
            if problems:
                raise form_error(problems)
        except ApiError as no:
            self.findings.note(call.where, _why(no))
            raise


def _why(no: ApiError) -> str:
    detail = json.dumps(no.body["errors"], ensure_ascii=False) if "errors" in no.body else ""
    return f"{no.body['code']} {no.body['message']} {detail}".strip()


def _pattern(template: str) -> str:
    """Ids in the path are digits; tokens and emoji are anything but a slash."""
    done = template
    for name in ("channel", "message", "guild", "user", "overwrite", "application", "command"):
        done = done.replace(f"{{{name}_id}}", f"{{{name}_id:[0-9]+}}")
    for name in ("interaction", "webhook", "role", "guild_scheduled_event"):
        done = done.replace(f"{{{name}_id}}", f"{{{name}_id:[0-9]+}}")
    return done


async def _read(request: web.Request, call: Call) -> None:
    if not request.can_read_body:
        return
    if request.content_type.startswith("multipart/"):
        await _parts(request, call)
        return
    text = await request.text()
    if text:
        call.raw = _parsed(text)


async def _parts(request: web.Request, call: Call) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        if part.name == "payload_json":
            call.raw = _parsed(await part.text())
        elif (part.name or "").startswith("files["):
            name = part.filename or "file"
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            content = bytes(await part.read(decode=True))
            call.files.append(Attachment(call.world.next_id(), name, content, kind))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise ApiError(50109) from None


def _json(body: Any, status: int, headers: dict[str, str] | None = None) -> web.Response:
    head = {"Via": "1.1 practice", "Date": "", **(headers or {})}
    head["Date"] = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime())
    if status == 204:
        return web.Response(status=204, headers=head)
    head["Content-Type"] = "application/json"
    return web.Response(body=json.dumps(body).encode(), status=status, headers=head)
