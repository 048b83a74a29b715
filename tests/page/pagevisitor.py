"""Somebody who asks the page's doors without a browser, as one person after another."""

from typing import Any

import aiohttp
from pagescene import Scene

Json = dict[str, Any]


class Visitor:
    """Asks the page's doors as one person after another."""

    def __init__(self, scene: Scene, session: aiohttp.ClientSession, url: str) -> None:
        self.scene, self.session, self.url = scene, session, url

    async def get(self, name: str, who: str = "Amara", **query: str) -> Any:
        params = {"as": str(self.scene.ids[who]), **query}
        async with self.session.get(f"{self.url}/practice/api/{name}", params=params) as answer:
            return await answer.json()

    async def post(self, door: str, /, who: str | None = "Amara", **body: Any) -> tuple[int, Json]:
        if who is not None:
            body["as"] = str(self.scene.ids[who])
        async with self.session.post(f"{self.url}/practice/api/{door}", json=body) as answer:
            return answer.status, await answer.json()

    async def messages(self, who: str, channel: str) -> Any:
        return await self.get("messages", who, channel=str(self.scene.channel(channel).id))
