"""Speaks to the language server for YAML that text editors use (yaml-language-server), as an editor does.

It runs below tests/editor, where `make test` installs it from its lock. It is asked over its standard input and output,
in messages of the Language Server Protocol 3.17.
"""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "tests" / "editor" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
SECONDS = 20


def lacking():
    """Say what is missing here to run the server; an empty text where nothing is."""
    if not shutil.which("node"):
        return "node is not installed"
    return "" if PROGRAM.exists() else "yaml-language-server is not installed: run `make test`, with npm"


class LanguageServer:
    """One server for the site below `root`, with the settings of its .vscode folder. `close` ends it."""

    def __init__(self, root):
        self.root = root
        self._process = subprocess.Popen(
            ["node", str(PROGRAM), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._arrived = queue.Queue()
        self._told = {}
        self._settings = _settings(root)
        self._last = 0
        threading.Thread(target=self._read, daemon=True).start()
        folder = {"uri": root.as_uri(), "name": root.name}
        asks = {"workspace": {"configuration": True, "workspaceFolders": True}, "textDocument": {"hover": {}}}
        self.ask("initialize", processId=None, rootUri=root.as_uri(), workspaceFolders=[folder], capabilities=asks)
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": self._settings}})
        # Until the settings have reached it, the server finds nothing wrong with anything.
        self.open("site.yaml", "no-field: x")
        while not self._told[(root / "site.yaml").as_uri()]:
            self._take()
        self.shut("site.yaml")

    def close(self):
        """End the server."""
        self._process.kill()
        self._process.communicate()

    def open(self, path, text):
        """Open a file with a text, which need not be the one on the disk; give what the server finds wrong with it."""
        return self.open_all({path: text})[path]

    def open_all(self, texts):
        """Open several files, by their paths; the server looks at all of them in one go, so that they cost one wait."""
        uris = {path: (self.root / path).as_uri() for path in texts}
        for path, text in texts.items():
            self.shut(path)
            self._last += 1  # a text of a version that the server has seen would not be looked at
            document = {"uri": uris[path], "languageId": "yaml", "version": self._last, "text": text}
            self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while set(uris.values()) - set(self._told):
            self._take()
        return {
            path: [f"{one['range']['start']['line'] + 1}: {one['message']}" for one in self._told[uri]]
            for path, uri in uris.items()
        }

    def shut(self, path):
        """Close a file, if it is open."""
        uri = (self.root / path).as_uri()
        if uri not in self._told:
            return
        self._send({"method": "textDocument/didClose", "params": {"textDocument": {"uri": uri}}})
        self._told.pop(uri)
        while uri not in self._told:  # it takes back what it found
            self._take()
        self._told.pop(uri)

    def completions(self, path, line, column):
        """Give the words proposed at a place, counted from 1."""
        found = self.ask("textDocument/completion", **self._at(path, line, column))
        return [item["label"] for item in (found["items"] if isinstance(found, dict) else found)]

    def hover(self, path, line, column):
        """Give the text shown at a place."""
        found = self.ask("textDocument/hover", **self._at(path, line, column))
        return found["contents"]["value"] if found else ""

    def ask(self, method, **params):
        """Send a request and wait for its answer."""
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": params})
        while True:
            answer = self._take()
            if answer.get("id") == number and "method" not in answer:
                assert "error" not in answer, answer
                return answer["result"]

    def _at(self, path, line, column):
        uri = (self.root / path).as_uri()
        return {"textDocument": {"uri": uri}, "position": {"line": line - 1, "character": column - 1}}

    def _take(self):
        """Take the next message; answer what the server asks, and keep what it finds wrong."""
        message = self._arrived.get(timeout=SECONDS)
        assert message is not None, "the language server has ended"
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            self._told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif method and "id" in message:
            asked = message["params"].get("items", []) if method == "workspace/configuration" else None
            answer = None if asked is None else [self._settings.get(item["section"]) for item in asked]
            self._send({"id": message["id"], "result": answer})
        return message

    def _send(self, message):
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def _read(self):
        stream = self._process.stdout
        while True:
            length = 0
            while (line := stream.readline()) not in {b"\r\n", b""}:
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            if not length:
                self._arrived.put(None)
                return
            self._arrived.put(json.loads(stream.read(length)))


def _settings(root):
    """Read .vscode/settings.json the way the editor hands it on: names with dots become groups."""
    settings = {}
    for name, value in json.loads((root / ".vscode" / "settings.json").read_text("utf-8")).items():
        *groups, last = name.split(".")
        inner = settings
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[last] = value
    return settings
