"""`schema` as a user runs it: what it writes and prints, and what it leaves alone."""

from __future__ import annotations

import pytest

from pincite.cli import main
from pincite.fields.schema import FILES, schemas


def _run(capsys, *arguments):
    """Run the verb; give its exit status, what went to stdout, what to stderr."""
    status = main(["schema", *map(str, arguments)])
    return (status, *capsys.readouterr())


def test_the_schemas_are_written_where_editors_find_them(site, capsys):
    told = _run(capsys, "--root", site.root)
    assert told == (0, "schema: 9 files, 9 of them new or changed\n", "")
    assert {path: (site.root / path).read_bytes() for path in schemas()} == dict(schemas())


def test_an_older_schema_of_pincite_is_replaced(site, capsys):
    _run(capsys, "--root", site.root)
    site.edit("schema/topics.schema.json", '"The topics"', '"Topics, once"')
    assert _run(capsys, "--root", site.root)[:2] == (0, "schema: 9 files, 1 of them new or changed\n")
    assert '"The topics"' in site.read("schema/topics.schema.json")


def test_a_file_of_somebody_else_s_is_kept_and_told(site, capsys):
    site.write("schema/topics.schema.json", "{}")
    status, out, err = _run(capsys, "--root", site.root)
    assert (status, out) == (2, "")
    assert "schema/topics.schema.json: error[file-exists]" in err
    assert sorted(path.name for path in (site.root / "schema").iterdir()) == ["topics.schema.json"]
    assert site.read("schema/topics.schema.json") == "{}"


@pytest.mark.parametrize("kind", list(FILES))
def test_one_schema_is_printed_and_nothing_written(kind, site, capsys, monkeypatch):
    monkeypatch.chdir(site.root)
    told = _run(capsys, kind)
    assert told == (0, schemas()[f"schema/{kind}.schema.json"].decode(), "")
    assert not (site.root / "schema").exists()


def test_where_there_is_no_site_nothing_is_written(tmp_path, capsys):
    status, out, err = _run(capsys, "--root", tmp_path)
    assert (status, out, list(tmp_path.iterdir())) == (2, "", [])
    assert "error[no-site]" in err
