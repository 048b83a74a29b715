"""What the bot did that it should not have: a plain list that tests and tours fail on."""

from practice.world import World


class Findings(list[str]):
    """Sentences, each with the route and the reason; every new one is told to watchers."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world

    def note(self, where: str, what: str) -> None:
        """Add a finding: the route, and what was wrong."""
        text = f"{where}: {what}"
        self.append(text)
        self._world.tell("finding", {"text": text})
