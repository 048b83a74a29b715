"""Trouble on purpose: what can go wrong between a bot and Discord, switched on by tests.

It holds switches and dice. The REST door and the gateway ask it; it must not know either.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Planned:
    """Trouble for the next `times` requests whose method and path template match."""

    kind: str
    method: str | None
    template: str | None
    times: int
    seconds: float = 0.0
    whole_bot: bool = False


@dataclass
class Faults:
    """Chances (0 to 1) for every request, and troubles planned for particular ones.

    Kinds: `error` (500, nothing done), `lost` (done, then the connection drops without an answer),
    `created_then_502` (done, answered 502), `unavailable` (503, nothing done), `slow` (wait
    `seconds` first), `limited` (429 with retry_after `seconds`).
    """

    chance_error: float = 0.0
    chance_lost: float = 0.0
    chance_created_then_502: float = 0.0
    delay: float = 0.0
    seed: int = 1
    planned: list[Planned] = field(default_factory=list[Planned])
    on_drop: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)

    def plan(
        self,
        kind: str,
        *,
        method: str | None = None,
        template: str | None = None,
        times: int = 1,
        seconds: float = 0.0,
        whole_bot: bool = False,
    ) -> None:
        """Plan trouble of a kind for the next `times` requests of this method and path template."""
        self.planned.append(Planned(kind, method, template, times, seconds, whole_bot))

    def calm(self) -> None:
        """Switch all trouble off."""
        self.planned.clear()
        self.chance_error = self.chance_lost = self.chance_created_then_502 = self.delay = 0.0

    def drop_gateway(self) -> None:
        """Cut every gateway connection without a word."""
        for callback in list(self.on_drop):
            callback()

    def take(self, kind: str, method: str, template: str) -> Planned | None:
        """Use up one planned trouble of this kind for this request, if there is one."""
        for one in self.planned:
            fits = one.method in (None, method) and one.template in (None, template)
            if one.kind == kind and fits and one.times > 0:
                one.times -= 1
                return one
        return None

    def strikes(self, kind: str, method: str, template: str) -> bool:
        """Whether trouble of this kind hits this request, by plan or by chance."""
        if self.take(kind, method, template):
            return True
        chance = {
            "error": self.chance_error,
            "lost": self.chance_lost,
            "created_then_502": self.chance_created_then_502,
        }.get(kind, 0.0)
        return chance > 0 and self._dice.random() < chance
