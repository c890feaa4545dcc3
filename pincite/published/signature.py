"""SSH signatures of a manifest, made and checked by OpenSSH's own ssh-keygen (`man ssh-keygen`, its option -Y).

A signature says who vouches for the manifest, and so for every file that it lists. No key is ever copied.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.disk.files import DiskError, read_file, read_given, write_file
from pincite.disk.kinds import is_file, stands
from pincite.disk.own import own_folder
from pincite.output.manifest import MANIFEST, SIGNATURE
from pincite.problems import Problem, Span
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMESPACE = "pincite"  # what the key signs for: a signature of this kind stands for nothing else, and none else for it
LIMIT = 64 * 1024  # bytes; a signature of the largest RSA key has two thousand
_ALLOWED = 8 * 1024 * 1024  # bytes; a line a signer, of some hundred each
KEYGEN = "ssh-keygen"  # from PATH
_SECONDS = 120  # for signing without a terminal: a security key is touched
_KEY = re.compile(r"\b(SHA256:[A-Za-z0-9+/=]+)")


class SignatureError(Exception):
    """Nothing can be signed, or no signature be checked. Carries the problem that says so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Signed:
    """How a manifest is signed. `state` is `none`, `unchecked`, `known`, `unknown` or `wrong`; `key` a fingerprint.

    `unchecked` is a signature that fits the manifest, by whom nobody has asked; with `known` the signer is one of those
    that were allowed, with `unknown` none of them.
    """

    state: str = "none"
    key: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    status: int
    out: str
    err: str


def _keygen(words: Sequence[str], given: bytes | None = None, *, asks: bool = False) -> _Said:
    """Run ssh-keygen; where it asks something and somebody sits at a terminal, it asks there, and is waited for."""
    at_terminal = asks and os.isatty(0)
    try:
        done = subprocess.run(  # noqa: S603 - no shell; what users name comes as an absolute path, or behind its option
            [KEYGEN, *words],
            capture_output=True,
            # Ended while it asks, it would leave the terminal without an echo.
            timeout=None if at_terminal else _SECONDS,
            check=False,
            input=None if at_terminal else given or b"",
        )
    except FileNotFoundError:
        hint = "install OpenSSH with the system's packages: openssh-client on Debian and Ubuntu"
        raise SignatureError(Problem("no-ssh-keygen", "ssh-keygen is not installed", Span(SIGNATURE), hint)) from None
    except subprocess.TimeoutExpired:
        message = f"ssh-keygen has not ended within {_SECONDS} seconds"
        raise SignatureError(Problem("sign-failed", message, Span(SIGNATURE), "try again")) from None
    return _Said(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def sign(manifest: bytes, key: Path, present: tuple[bytes, bytes] | None = None) -> bytes:
    """Sign a manifest with a private key, or with a public one whose private half an agent holds.

    `present` are the manifest and the signature that stand there now: a signature of the same bytes by the same key is
    kept, since not every kind of key gives the same one again. Raises SignatureError.
    """
    if present and present[0] == manifest and (mine := _fingerprint(key)):
        try:
            if _fits(manifest, present[1]) == mine:
                return present[1]
        except SignatureError as error:
            if error.problem.code == "no-ssh-keygen":
                raise
    with own_folder() as folder:
        file = folder / MANIFEST
        write_file(file, manifest)
        said = _keygen(["-Y", "sign", "-n", NAMESPACE, "-f", str(key.absolute()), str(file)], asks=True)
        made = file.with_name(SIGNATURE)
        if said.status or not is_file(made):
            raise SignatureError(_unsigned(key, said.err))
        return read_file(made)


def _fingerprint(key: Path) -> str:
    said = _keygen(["-l", "-E", "sha256", "-f", str(key.absolute())])
    found = _KEY.search(said.out)
    return found[1] if found and not said.status else ""


def _unsigned(key: Path, err: str) -> Problem:
    lines = [line for line in err.splitlines() if line.strip("@ ") and not line.startswith(("Signing ", "Enter "))]
    why = lines[-1].strip() if lines else "ssh-keygen does not say why"
    hint = "name the file of a private key, or of a public one that `ssh-add -l` lists; docs/verify.md tells how"
    if not stands(key):
        why, hint = "there is no such file", "name the file of a key; docs/verify.md tells how to make one"
    elif "passphrase" in err:
        why = "it has a passphrase, and that was not given, or there is no terminal to ask for it"
        hint = "without a terminal: `ssh-add KEY` once, and --sign KEY.pub; or a key without one, kept as a secret"
    elif "UNPROTECTED" in err:
        why, hint = "others may read it", f"`chmod 600 {key.name}`"
    elif "load public key" in err:
        why = "it is no key that OpenSSH can read"
        hint = "a key copied from elsewhere must end in a line end, and have none of Windows'"
    return Problem("sign-failed", f'nothing was signed with "{key.name}": {why}', Span(SIGNATURE), hint)


def exposed(key: Path, root: Path, output: Path) -> Problem | None:
    """Refuse a private key that lies in the project or its output: there it would be published sooner or later."""
    candidates = (key, key.with_suffix("")) if key.suffix == ".pub" else (key,)
    for one in candidates:
        real = Path(os.path.realpath(one))
        if any(real.is_relative_to(os.path.realpath(folder)) for folder in (root, output)) and _is_private(real):
            message = f'the private key "{one.name}" lies in the folder of the site'
            hint = "move it out of the repository, and make a new one if it was ever in a commit"
            return Problem("sign-failed", message, Span(SIGNATURE), hint)
    return None


def _is_private(file: Path) -> bool:
    try:
        return b"PRIVATE KEY" in read_file(file, 100)
    except DiskError:
        return False


def is_one(data: bytes) -> bool:
    """Tell whether bytes look like an SSH signature, right or wrong."""
    return data.lstrip().startswith(b"-----BEGIN SSH SIGNATURE-----")


def check(manifest: bytes, signature: bytes | None, signers: Path | None) -> tuple[Signed, tuple[Problem, ...]]:
    """Check the signature of a manifest, None where there is none, against a file of allowed signers, if there is one.

    Raises SignatureError where it cannot be checked at all.
    """
    if signature is None:
        if signers is None:
            return Signed(), ()
        hint = "the publisher signs with `pincite build --sign KEY`; without --signers no signature is asked for"
        return Signed(), (Problem("signature-missing", "the manifest is not signed", Span(SIGNATURE), hint),)
    try:
        key = _fits(manifest, signature)
    except SignatureError as error:
        if error.problem.code != "signature-wrong":
            raise
        return Signed("wrong"), (error.problem,)
    if signers is None:
        return Signed("unchecked", key), ()
    return _known(manifest, signature, signers, key)


def _fits(manifest: bytes, signature: bytes) -> str:
    """Give the fingerprint of the key that made a signature of these very bytes. Raises SignatureError."""
    with own_folder() as folder:
        said = _keygen(["-Y", "check-novalidate", "-n", NAMESPACE, "-s", _written(folder, signature)], manifest)
    found = _KEY.search(said.out)
    if said.status or not found:
        why = said.err.strip().splitlines()[-1:] or said.out.strip().splitlines()[-1:] or ["ssh-keygen refuses it"]
        hint = "the manifest was changed after it was signed, or another thing was signed: do not trust the site"
        message = f"the signature does not fit the manifest ({why[0].partition(': ')[2] or why[0]})"
        raise SignatureError(Problem("signature-wrong", message, Span(SIGNATURE), hint))
    return found[1]


def _known(manifest: bytes, signature: bytes, signers: Path, key: str) -> tuple[Signed, tuple[Problem, ...]]:
    try:
        allowed = read_given(signers, _ALLOWED)
    except DiskError as error:
        message = f"no signer is known: {error.problem.message}"
        hint = "name a file as `man ssh-keygen` tells it below ALLOWED SIGNERS"
        raise SignatureError(Problem("file-unreadable", message, Span(signers.name), hint)) from None
    with own_folder() as folder:
        signed = _written(folder, signature)
        copy = folder / "signers"
        write_file(copy, allowed)  # ssh-keygen reads it more than once, which a pipe does not bear
        file = str(copy)
        found = _keygen(["-Y", "find-principals", "-s", signed, "-f", file])
        names = found.out.splitlines() if not found.status else []
        said = found
        for name in names:
            said = _keygen(["-Y", "verify", "-n", NAMESPACE, "-f", file, "-I", name, "-s", signed], manifest)
            if not said.status:
                return Signed("known", key, name), ()
    words = [line for line in said.err.splitlines() if line.strip() and "No principal matched" not in line]
    hint = (
        f"if you know that this key is the publisher's, add it to {signers.name}; if you do not, do not trust the site"
    )
    hint += "".join(f"\nssh-keygen: {line.replace(file, signers.name)}" for line in words[:3])
    message = f"the manifest is signed by a key that {signers.name} does not allow: {key}"
    return Signed("unknown", key), (Problem("signer-unknown", message, Span(SIGNATURE), hint),)


def _written(folder: Path, signature: bytes) -> str:
    file = folder / SIGNATURE
    write_file(file, signature)
    return str(file)
