"""Measures five kinds of pages of the built site with Lighthouse, served as a host would: compressed, and cached.

    make lighthouse            installs Lighthouse from the lock in bench/lighthouse, builds the site, and runs this
    python bench/lighthouse.py SITE [--desktop] [--say]

Prints a score of 0 to 100 for each category and page; `--say` lists the audits that a page did not pass, too. The exit
status is 1 where a score is below 100. What is measured is a telephone on a slow network, as Lighthouse simulates one,
or a desktop. Scores for speed vary with the load of the machine: run it on one that does nothing else.

CHROME_PATH names the browser, where it is not the first of chromium, chromium-headless-shell and google-chrome.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

PROGRAM = Path(__file__).resolve().parent / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TEXT = {".html", ".css", ".js", ".svg", ".json", ".txt"}
FLAGS = "--headless=new --no-sandbox --disable-gpu --host-resolver-rules=MAP\\ *\\ ~NOTFOUND,\\ EXCLUDE\\ 127.0.0.1"
SECONDS = 180
BROWSERS = ("chromium", "chromium-headless-shell", "google-chrome")


class Host(SimpleHTTPRequestHandler):
    """Serves a folder as hosts do: text compressed, what has its digest in its name kept for a year."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer one request."""
        path = Path(self.translate_path(self.path.partition("?")[0]))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        kept = "max-age=31536000, immutable" if "assets" in path.parts else "max-age=600"
        self.send_header("Cache-Control", kept)
        if path.suffix in TEXT and "gzip" in self.headers.get("Accept-Encoding", ""):
            data = gzip.compress(data, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *said: object) -> None:
        """Print nothing."""


def pages(site: Path) -> dict[str, str]:
    """Give one page of each kind; of the claims the largest, which is the hardest to load."""
    claims = [path for path in (site / "claims").glob("*.html") if path.name != "index.html"]
    articles = [path for path in (site / "articles").glob("*.html") if path.name != "index.html"]
    largest = [max(found, key=lambda path: (path.stat().st_size, path.name)) for found in (claims, articles)]
    claim, article = (path.relative_to(site).as_posix() for path in largest)
    return {
        "front page": "index.html",
        "claim": claim,
        "article": article,
        "timeline": "timeline.html",
        "comparison": "compare.html",
    }


def measure(address: str, *, desktop: bool) -> dict:
    """Run Lighthouse on one page and give its report."""
    browser = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, BROWSERS)), "")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={report}"]
        command += [f"--chrome-flags={FLAGS}", "--no-enable-error-reporting"]
        command += ["--preset=desktop"] if desktop else []
        run = subprocess.run(
            command, env=os.environ | {"CHROME_PATH": browser}, timeout=SECONDS, capture_output=True, check=False
        )
        if not report.exists():
            sys.exit(run.stderr.decode(errors="replace") or "Lighthouse wrote no report")
        return json.loads(report.read_text("utf-8"))


def failed(report: dict) -> list[str]:
    """List the audits of a report that cost a score, with what they say."""
    weighed = {ref["id"] for one in report["categories"].values() for ref in one["auditRefs"] if ref["weight"]}
    found = []
    for ident, audit in report["audits"].items():
        if ident in weighed and audit["score"] is not None and audit["score"] < 1:
            items = json.dumps(audit.get("details", {}).get("items", [])[:3])[:400]
            found.append(f"{ident} {audit['score']}: {audit.get('displayValue', audit['title'])} {items}")
    return found


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path, help="the folder of a built site")
    parser.add_argument("--desktop", action="store_true", help="a desktop instead of a telephone")
    parser.add_argument("--say", action="store_true", help="list the audits that a page did not pass")
    args = parser.parse_args()
    if not PROGRAM.exists():
        sys.exit("Lighthouse is not installed: run `make lighthouse`, with npm")
    worst = 100
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(args.site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        print(f"{'':12}", *(f"{name:>15}" for name in CATEGORIES), sep="")
        for kind, path in pages(args.site).items():
            report = measure(f"http://127.0.0.1:{server.server_address[1]}/{path}", desktop=args.desktop)
            scores = [round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES]
            worst = min(worst, *scores)
            print(f"{kind:12}", *(f"{score:15}" for score in scores), sep="", flush=True)
            if args.say:
                print(*(f"    {line}" for line in failed(report)), sep="\n")
        server.shutdown()
    return 0 if worst == 100 else 1


if __name__ == "__main__":
    sys.exit(main())
