"""How long an editor waits: from the saved card to the new words in the browser, on a small site and on a large one.

    python bench/preview.py [--cards 10000] [--saves 20]

For the microsite of this repository and for a made site of that many cards it measures, with a real `pincite serve`:

- own share: from the end of the save to the message that tells the browser to reload, and the answer to its request
  for the page; detection of the change included;
- start: until the site is shown, with nothing in the cache and with all of it, and the memory at its most until then;
- visible: from the end of the save until Chromium has painted the new words, for saves 0.3 s apart, and how many of
  them were seen;
- idle: processor time in per cent of one core while nothing is saved; memory now, and at its most.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from corpus import make
from playwright.sync_api import sync_playwright
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

ROOT = Path(__file__).resolve().parent.parent
PATH = "/claims/{}.html"
SEEN = """
addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => requestAnimationFrame(() => {
  const found = /Save (\\d+)\\./.exec(document.querySelector("main").innerText);
  if (found) seen(Number(found[1]), Date.now());
})));
"""


class Serving:
    """A preview of a site, and the card that is saved again and again."""

    def __init__(self, root: Path, card: str) -> None:
        self.card = root / f"content/claims/{card}.yaml"
        self.path = PATH.format(card)
        self.whole = re.sub(r"(?m)^claim: .*$", 'claim: "Save 0."', self.card.read_text("utf-8"))
        command = [sys.executable, "-m", "pincite", "serve", "--root", str(root), "--port", "0"]
        began = time.perf_counter()
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().split(" ")[0].rstrip("/")
        self.started = time.perf_counter() - began

    def save(self, number: int) -> float:
        """Save the card with a number in it; give the time at which it was on disk."""
        new = self.card.with_name(f".{self.card.name}.new")  # as editors do it: a whole new file in its place
        new.write_text(self.whole.replace("Save 0.", f"Save {number}."), "utf-8")
        new.replace(self.card)
        return time.time()

    def get(self) -> str:
        """Ask for the card's page."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        connection.request("GET", self.path)
        page = connection.getresponse().read().decode()
        connection.close()
        return page

    def own_share(self, saves: int) -> list[tuple[float, float]]:
        """Give for each save the milliseconds to the message, and those that the page took."""

        async def one(number: int) -> tuple[float, float]:
            version = self.get().split("/at/")[1].split('"')[0]
            address = f"ws://{urlsplit(self.url).netloc}/at/{version}/livereload"
            socket = await websocket_connect(HTTPRequest(address, headers={"Origin": self.url}))
            await socket.write_message(json.dumps({"command": "hello", "protocols": ["official-7"]}))
            await socket.read_message()
            await socket.write_message(json.dumps({"command": "info", "url": self.url + self.path}))
            await asyncio.sleep(0.3)
            saved = self.save(number)
            await asyncio.wait_for(socket.read_message(), 10)
            told = time.time()
            page = self.get()
            got = time.time()
            if f"Save {number}." not in page:
                raise SystemExit(f"save {number} is not on the page")
            socket.close()
            return (told - saved) * 1000, (got - told) * 1000

        return [asyncio.run(one(number)) for number in range(1, saves + 1)]

    def visible(self, saves: int) -> dict[int, float]:
        """Save every 0.3 s with the page open; give the milliseconds after which each save was seen."""
        seen: dict[int, float] = {}
        saved: dict[int, float] = {}

        def take(number: int, at: float) -> None:
            seen.setdefault(number, at)

        browser = next(
            filter(None, (os.environ.get("CHROMIUM"), *map(shutil.which, ("chromium-headless-shell", "chromium"))))
        )
        with sync_playwright() as play:
            chromium = play.chromium.launch(executable_path=browser, args=["--disable-gpu"])
            page = chromium.new_page()
            page.expose_function("seen", take)
            page.add_init_script(SEEN)
            self.save(1000)
            time.sleep(1)
            page.goto(self.url + self.path)
            page.wait_for_timeout(1500)
            for number in range(1001, 1001 + saves):
                saved[number] = self.save(number)
                page.wait_for_timeout(300)
            page.wait_for_timeout(2000)
            chromium.close()
        return {number: seen[number] - at * 1000 for number, at in saved.items() if number in seen}

    def idle(self, seconds: float) -> float:
        """Give the processor time in per cent of one core."""
        time.sleep(5)  # the inspection after the last save

        def used() -> int:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
            return int(fields[11]) + int(fields[12])

        before = used()
        time.sleep(seconds)
        return (used() - before) / os.sysconf("SC_CLK_TCK") / seconds * 100

    def memory(self, what: str = "VmHWM") -> float:
        """Give the resident memory in megabytes: at its most, or with `VmRSS` now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return int(re.search(rf"{what}:\s+(\d+)", status)[1]) / 1024

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def row(name: str, values: list[float]) -> str:
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"  {name:28} median {statistics.median(values):6.0f} ms, 95 % {high:6.0f} ms, most {ordered[-1]:6.0f} ms"


def measure(root: Path, card: str, name: str, saves: int) -> None:
    cold = Serving(root, card)
    print(f"{name}: first shown after {cold.started:.1f} s, {cold.memory():.0f} MB at most, with nothing in the cache;")
    cold.stop()
    serving = Serving(root, card)
    try:
        print(f"  after {serving.started:.1f} s, {serving.memory():.0f} MB at most, with a cache that is filled")
        own = serving.own_share(saves)
        print(row("save to message", [told for told, _ in own]))
        print(row("page", [page for _, page in own]))
        print(row("own share, both", [told + page for told, page in own]))
        seen = serving.visible(saves)
        print(row("visible in Chromium", list(seen.values())))
        print(f"  {'saves 0.3 s apart':28} {len(seen)} of {saves} seen")
        print(f"  {'idle':28} {serving.idle(20):.2f} % of a core")
        print(f"  {'memory':28} {serving.memory('VmRSS'):.0f} MB, {serving.memory():.0f} MB at most")
    finally:
        serving.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--saves", type=int, default=20)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        small.mkdir()
        for name in ("site.yaml", "content", "templates", "assets", "seeds"):
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, small / name)
        make(large, args.cards)
        measure(small, "ariha-49", "the microsite, 33 cards", args.saves)
        measure(large, "card-5", f"a made site of {args.cards:,} cards", args.saves)


if __name__ == "__main__":
    main()
