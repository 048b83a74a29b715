"""A headless Chromium driven over its DevTools websocket: open, look, press keys, take pictures.

It knows the browser. It must not know the practice server.
"""

import asyncio
import base64
import contextlib
import json
import shutil
import signal
from collections.abc import AsyncGenerator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

BINARY = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-port=0",
    "--proxy-server=direct://", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
KEYS = {
    "Enter": 13, "Tab": 9, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38, " ": 32, "Backspace": 8,
}  # fmt: skip


class Tab:
    """One page: commands go out with numbers, answers come back, and trouble is kept."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.trouble: list[str] = []
        self.requests: list[str] = []
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for frame in self._socket:
            said: dict[str, Any] = json.loads(frame.data)
            waiting = self._answers.pop(said.get("id", -1), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(said)
            self._note(said.get("method", ""), said.get("params", {}))

    def _note(self, method: str, params: dict[str, Any]) -> None:
        if method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.trouble.append(str(details.get("exception", {}).get("description") or details))
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.trouble.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])

    async def send(self, method: str, **params: Any) -> dict[str, Any]:
        """One DevTools command; its result."""
        self._number += 1
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._answers[self._number] = future
        await self._socket.send_json({"id": self._number, "method": method, "params": params})
        said = await asyncio.wait_for(future, 20)
        if "error" in said:
            raise RuntimeError(f"{method}: {said['error']}")
        return said["result"]

    async def run(self, script: str) -> Any:
        """The value of a JavaScript expression."""
        found = await self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in found:
            raise RuntimeError(str(found["exceptionDetails"]))
        return found["result"].get("value")

    async def until(self, script: str, seconds: float = 10) -> Any:
        """Wait until an expression is true, and return it; AssertionError when it stays false."""
        end = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < end:
            if value := await self.run(script):
                return value
            await asyncio.sleep(0.05)
        text = await self.run("document.body.innerText")
        raise AssertionError(f"never true: {script}\n{self.trouble}\n{str(text)[-1500:]}")

    async def size(self, width: int, height: int, *, dark: bool = False) -> None:
        """Make the window this big, light or dark."""
        await self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.send("Emulation.setEmulatedMedia", features=[scheme])

    async def open(self, url: str) -> None:
        """Go to an address and wait until the page says it is ready."""
        await self.send("Page.navigate", url="about:blank")
        await self.send("Page.navigate", url=url)
        await self.until("document.body && document.body.dataset.ready === 'yes'")

    async def key(self, key: str, *, shift: bool = False) -> None:
        """Press and let go of a key that is no letter."""
        common = {
            "key": key, "code": {" ": "Space"}.get(key, key), "modifiers": 8 if shift else 0,
            "windowsVirtualKeyCode": KEYS[key],
        }  # fmt: skip
        text = {"Enter": "\r", " ": " "}.get(key)
        more = {"text": text} if text else {}
        await self.send("Input.dispatchKeyEvent", type="keyDown", **common, **more)
        await self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    async def write(self, words: str) -> None:
        """Type into whatever has the focus."""
        await self.send("Input.insertText", text=words)

    async def hover(self, script: str) -> list[float]:
        """Move the mouse over the element an expression finds; where it is now."""
        await self.until(f"!!({script})")
        spot = await self.run(
            f"(() => {{ const el = {script}; el.scrollIntoView({{block: 'center'}});"
            " const r = el.getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        await self.send("Input.dispatchMouseEvent", type="mouseMoved", x=spot[0], y=spot[1])
        return [float(each) for each in spot]

    async def click(self, script: str) -> None:
        """Click, with a real mouse, in the middle of the element an expression finds."""
        spot = await self.hover(script)
        for kind in ("mousePressed", "mouseReleased"):
            await self.send(
                "Input.dispatchMouseEvent", type=kind, x=spot[0], y=spot[1], button="left",
                clickCount=1,
            )  # fmt: skip

    async def picture(self, path: Path) -> None:
        """Save what is seen as a PNG."""
        found = await self.send("Page.captureScreenshot", format="png")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(found["data"]))

    async def close(self) -> None:
        """Stop listening."""
        self._reader.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reader


def by_text(words: str, selector: str = "button", within: str = "document") -> str:
    """An expression for the last visible element of a kind that shows these words."""
    wanted = json.dumps(words)
    return (
        f"[...{within}.querySelectorAll('{selector}')].filter(e => e.offsetParent !== null && "
        f"e.textContent.includes({wanted})).at(-1)"
    )


@contextlib.asynccontextmanager
async def chrome() -> AsyncGenerator[Tab]:
    """A browser with one blank tab, gone at the end with all it wrote."""
    assert BINARY is not None
    with TemporaryDirectory(ignore_cleanup_errors=True) as home:
        process = await asyncio.create_subprocess_exec(
            BINARY, *FLAGS, f"--user-data-dir={home}", "about:blank",
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            port = await _port(Path(home) / "DevToolsActivePort")
            async with aiohttp.ClientSession() as session:
                async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                    pages = [one for one in await answer.json() if one["type"] == "page"]
                url = pages[0]["webSocketDebuggerUrl"]
                async with session.ws_connect(url, max_msg_size=0) as socket:
                    tab = Tab(socket)
                    for domain in ("Page", "Runtime", "Log", "Network"):
                        await tab.send(f"{domain}.enable")
                    yield tab
                    await tab.close()
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            await process.wait()


async def _port(file: Path) -> int:
    for _ in range(400):
        if number := _first_line(file):
            return int(number)
        await asyncio.sleep(0.05)
    raise RuntimeError("chromium did not start")


def _first_line(file: Path) -> str:
    return file.read_text().partition("\n")[0] if file.is_file() else ""
