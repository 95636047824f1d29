"""Headless Chromium over its debugging pipe: no port, no driver, no network.

`Browser.evaluate` asks a page; `Browser.press`, `Browser.photograph`, `Browser.print_pdf` do what
its reader does. Tests and the pictures of the manuals use it.
"""

import base64
import json
import os
import subprocess
from pathlib import Path
from typing import Any

SPOKEN = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")

OPENED = "for (const box of document.querySelectorAll('details')) box.open = true;"


class Browser:
    """One page of a Chromium that nobody else uses."""

    FLAGS = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--remote-debugging-pipe",
    )

    def __init__(self, program: str, profile: Path) -> None:
        their_in, self._in = os.pipe()
        self._out, their_out = os.pipe()

        def hand_over() -> None:  # Chromium reads from 3 and writes to 4
            os.dup2(their_in, 103)
            os.dup2(their_out, 104)
            os.dup2(103, 3)
            os.dup2(104, 4)

        self.process = subprocess.Popen(
            [program, *self.FLAGS, f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=hand_over,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(their_in)
        os.close(their_out)
        self.events: list[dict[str, Any]] = []
        self._rest, self._number, self._session = b"", 0, None
        pages = [
            target
            for target in self.call("Target.getTargets")["targetInfos"]
            if target["type"] == "page"
        ]
        target = {"targetId": pages[0]["targetId"], "flatten": True}
        self._session = self.call("Target.attachToTarget", **target)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Give a command of the DevTools protocol and return its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._in, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return dict(answer["result"])
            self.events.append(answer)

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            chunk = os.read(self._out, 1 << 16)
            assert chunk, "Chromium ended"
            self._rest += chunk
        message, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(message))

    def resize(self, width: int, height: int = 800) -> None:
        """Give the window a size in CSS pixels; below 600 it is a phone's."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    def open(self, path: Path, width: int, height: int = 800) -> None:
        """Open a file as a reader does who double-clicks it."""
        self.visit(path.as_uri(), width, height)

    def visit(self, address: str, width: int, height: int = 800) -> None:
        """Open an address and wait until it is loaded."""
        self.resize(width, height)
        self.lay_out_for("")
        self.events.clear()
        self.call("Page.navigate", url=address)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._receive())

    def lay_out_for(self, medium: str) -> None:
        """Lay the page out for ``print`` without printing; an empty word ends it."""
        self.call("Emulation.setEmulatedMedia", media=medium)

    def evaluate(self, expression: str) -> Any:
        """Return what an expression comes to in the page, waiting for a promise."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press and release a key such as ``Tab``."""
        code = {"Tab": 9, "Enter": 13, " ": 32}[key]
        for kind in ("rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code)

    def photograph(self) -> bytes:
        """Return what the window shows, as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def print_pdf(self) -> bytes:
        """Print the page as its style sheet asks for."""
        answer = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(answer["data"])

    @property
    def console(self) -> list[dict[str, Any]]:
        """What the page said on the console since it was opened."""
        return [event for event in self.events if event["method"] in SPOKEN]

    @property
    def requested(self) -> list[str]:
        """Addresses that the page asked for since it was opened, itself included."""
        return [
            event["params"]["request"]["url"]
            for event in self.events
            if event["method"] == "Network.requestWillBeSent"
        ]

    def close(self) -> None:
        """End this Chromium."""
        self._session = None
        self.call("Browser.close")
        self.process.wait(timeout=30)
        os.close(self._in)
        os.close(self._out)
