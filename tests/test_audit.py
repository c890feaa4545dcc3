"""What `make audit` makes of the answers: nothing is green that nobody answered for."""

from __future__ import annotations

import json
import sys

import pytest
from test_supply import ROOT, audit, pins

ANSWERED = {"name": "jinja2", "version": "3.1.6", "vulns": []}
KNOWN = {"name": "tornado", "version": "6.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["6.5"]}]}
SKIPPED = {"name": "babel", "skip_reason": "Dependency not found on PyPI and could not be audited: babel (2.18.0)"}


def _pip(*dependencies):
    return audit.of_pip_audit("a.lock", json.dumps({"dependencies": dependencies, "fixes": []}), "")


def _npm(known, total=3):
    return audit.of_npm("p", json.dumps({"vulnerabilities": known, "metadata": {"dependencies": {"total": total}}}), "")


def test_where_all_were_answered_for_and_nothing_is_known_it_is_fine():
    found = [_pip(ANSWERED), _npm({})]
    assert (audit.status(found), [one.asked for one in found]) == (0, [1, 3])


def test_a_known_weakness_is_named_with_what_mends_it():
    found = [_pip(ANSWERED, KNOWN), _npm({"x": {"severity": "high", "range": "<2"}})]
    assert audit.status(found) == 1
    assert [one.known for one in found] == [("tornado 6.0: PYSEC-1, mended in 6.5",), ("x: high, <2",)]


def test_a_package_that_was_skipped_is_no_good_news():
    """pip-audit itself ends with 0 then."""
    found = [_pip(ANSWERED, SKIPPED)]
    assert (audit.status(found), found[0].asked, len(found[0].unasked)) == (74, 1, 1)


@pytest.mark.parametrize(
    "out", ["", "{}", "[]", "null", '{"dependencies": null}', '{"error": {"summary": ""}}', "<html>"]
)
def test_an_answer_that_is_none_is_no_good_news(out):
    error = (
        "npm warn audit 405 Method Not Allowed\nnpm error audit endpoint returned an error\nA complete log is in x\n"
    )
    for read in (audit.of_pip_audit, audit.of_npm):
        found = read("a", out, error)
        assert (audit.status([found]), found.unasked) == (74, ("npm error audit endpoint returned an error",))


def test_nothing_asked_is_no_good_news():
    assert [audit.status([]), audit.status([_pip()]), audit.status([_npm({}, total=0)])] == [74] * 3


def test_a_known_weakness_outweighs_what_nobody_could_say():
    assert audit.status([_pip(SKIPPED), _pip(KNOWN)]) == 1


def test_without_npm_and_without_an_environment_it_fails_and_says_why(monkeypatch, capsys):
    monkeypatch.setattr(audit, "_set_up", lambda: "no network")
    monkeypatch.setattr(audit.shutil, "which", lambda _: None)
    assert audit.main([]) == 74
    told = capsys.readouterr().out
    assert told.count("pip-audit could not be installed: no network") == len(audit.PYTHON_LOCKS)
    assert told.count("npm is not installed") == len(audit.NPM_LOCKS)
    assert told.splitlines()[-1].startswith("audit: FAILED: nobody answered")


def test_the_bill_of_materials_has_what_the_programs_lock_pins_and_is_always_the_same(tmp_path):
    path = tmp_path / "sbom.json"
    assert audit.main(["--sbom", str(path)]) == 0
    first, bill = path.read_bytes(), json.loads(path.read_bytes())
    audit.main(["--sbom", str(path)])
    assert path.read_bytes() == first
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    found = {(one["name"], one["version"]) for one in bill["components"]}
    assert pins("requirements.lock").items() <= found
    assert [one["name"] for one in bill["components"] if "licenses" not in one] == []
    assert len({one["bom-ref"] for one in bill["components"]}) == len(bill["components"])


def test_make_asks_by_this_script():
    assert sys.modules["audit"].__file__ == str(ROOT / "audit/audit.py")
    assert "$(PY) audit/audit.py $(ARGS)" in (ROOT / "Makefile").read_text("utf-8")
