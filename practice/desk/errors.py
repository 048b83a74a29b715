"""Discord's refusals: status, code and words, and the nested shape of form errors.

Codes from https://docs.discord.com/developers/topics/opcodes-and-status-codes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from practice.world.wiretypes import Json

_KNOWN: dict[int, tuple[int, str]] = {
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10009: (404, "Unknown Permission Overwrite"),
    10011: (404, "Unknown Role"),
    10013: (404, "Unknown User"),
    10014: (404, "Unknown Emoji"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    10065: (404, "Unknown Voice State"),
    10070: (404, "Unknown Guild Scheduled Event"),
    20012: (403, "You are not authorized to perform this action on this application"),
    30003: (400, "Maximum number of pins reached for the channel (250)"),
    30013: (400, "Maximum number of guild channels reached (500)"),
    30032: (400, "Maximum number of application commands reached (100)."),
    30038: (400, "Maximum number of scheduled events reached (100)"),
    30046: (429, "Maximum number of edits to messages older than 1 hour reached. Try again later"),
    40001: (401, "Unauthorized. Provide a valid token and try again"),
    40005: (413, "Request entity too large"),
    40032: (400, "Target user is not connected to voice."),
    40060: (400, "Interaction has already been acknowledged."),
    50001: (403, "Missing Access"),
    50003: (403, "Cannot execute action on a DM channel"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (403, "Cannot send messages in a non-text channel"),
    50013: (403, "You lack permissions to perform that action"),
    50024: (403, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50034: (400, "A message provided was too old to bulk delete"),
    50035: (400, "Invalid Form Body"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    50278: (403, "Cannot send messages to this user due to having no mutual guilds"),
    160004: (400, "A thread has already been created for this message"),
    160005: (403, "This thread is locked"),
    180000: (400, "Cannot update a finished event"),
}


class ApiError(Exception):
    """A refusal as Discord words it."""

    def __init__(
        self,
        code: int,
        *,
        message: str | None = None,
        status: int | None = None,
        more: Json | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        known_status, known_message = _KNOWN.get(code, (400, "Bad Request"))
        self.status = status or known_status
        self.body: Json = {"message": message or known_message, "code": code, **(more or {})}
        self.headers = dict(headers or {})
        super().__init__(f"{self.status} {code} {self.body['message']}")


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a request body: where (dotted path), Discord's code, and words."""

    path: str
    code: str
    message: str


@dataclass
class _Node:
    errors: list[Json] = field(default_factory=list[Json])
    inside: "dict[str, _Node]" = field(default_factory=dict[str, "_Node"])

    def body(self) -> Json:
        here: Json = {"_errors": self.errors} if self.errors else {}
        return here | {key: node.body() for key, node in self.inside.items()}


def form_error(problems: Iterable[Problem]) -> ApiError:
    """The 50035 error, with the problems nested as Discord nests them."""
    root = _Node()
    for problem in problems:
        node = root
        for part in filter(None, problem.path.split(".")):
            node = node.inside.setdefault(part, _Node())
        node.errors.append({"code": problem.code, "message": problem.message})
    return ApiError(50035, more={"errors": root.body()})
