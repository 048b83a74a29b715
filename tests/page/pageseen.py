"""A scene with a browser tab that looks at it, and short names for parts of the page."""

from chrome import Tab, by_text
from pagescene import Scene

FOCUS = "document.activeElement"
FORM = "document.getElementById('form-dialog')"
SHEET = "document.getElementById('sheet')"
TEXT = "document.body.innerText"


class Seen:
    """A scene, and a tab that looks at it."""

    def __init__(self, scene: Scene, tab: Tab, url: str) -> None:
        self.scene, self.tab, self.url = scene, tab, url

    async def open(self, who: str = "Amara", channel: str = "welcome") -> Tab:
        """Open the page as somebody, at a channel."""
        place = self.scene.channel(channel).id
        await self.tab.open(f"{self.url}/#as={self.scene.ids[who]}&c={place}")
        return self.tab


async def press(tab: Tab, words: str, within: str = "document") -> None:
    """Click the button that shows these words."""
    await tab.click(by_text(words, "button", within))
