"""A manifest is signed by OpenSSH, and a signature that is wrong, missing or a stranger's is told apart."""

from __future__ import annotations

import subprocess

import pytest
from running import needs

from pincite.published import signature
from pincite.published.signature import SignatureError, Signed, check, exposed, sign

DATA = b'{"format": 2}\n'


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """Make two keys, one with a passphrase, and a file that allows the first."""
    needs("ssh-keygen", "REQUIRE_SSH")
    folder = tmp_path_factory.mktemp("keys")
    for name, phrase, kind in (("desk", "", "ed25519"), ("other", "", "ed25519"), ("closed", "x7", "ed25519")):
        words = ["ssh-keygen", "-q", "-t", kind, "-N", phrase, "-C", name, "-f", str(folder / name)]
        subprocess.run(words, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    allowed(folder / "signers", folder / "desk.pub")
    return folder


def allowed(file, key, who="desk@example.org", options='namespaces="pincite"'):
    """Write a file of allowed signers."""
    file.write_text(f"{who} {options} {key.read_text()}")
    return file


def _refused(*arguments):
    with pytest.raises(SignatureError) as caught:
        sign(*arguments)
    return caught.value.problem


def _codes(*arguments):
    signed, problems = check(*arguments)
    return signed.state, [one.code for one in problems]


def test_a_signature_fits_and_its_signer_is_known(keys):
    made = sign(DATA, keys / "desk")
    assert made.startswith(b"-----BEGIN SSH SIGNATURE-----")
    signed, problems = check(DATA, made, keys / "signers")
    assert (signed.state, signed.signer, problems) == ("known", "desk@example.org", ())
    unchecked, problems = check(DATA, made, None)
    assert (unchecked, problems) == (Signed("unchecked", signed.key), ())
    assert signed.key.startswith("SHA256:")


def test_without_a_signature_there_is_a_problem_only_where_one_is_asked_for(keys):
    assert _codes(DATA, None, None) == ("none", [])
    assert _codes(DATA, None, keys / "signers") == ("none", ["signature-missing"])


def test_a_changed_manifest_and_a_broken_signature_are_wrong_whoever_asks(keys):
    made = sign(DATA, keys / "desk")
    broken = made.replace(made[40:60], made[40:60][::-1])
    for data, one in ((DATA + b" ", made), (DATA, broken), (DATA, b""), (DATA, b"x"), (DATA, made[:-40])):
        for signers in (None, keys / "signers"):
            assert _codes(data, one, signers) == ("wrong", ["signature-wrong"])


def test_a_signature_for_another_purpose_is_wrong(keys, tmp_path):
    file = tmp_path / "x"
    file.write_bytes(DATA)
    words = ["ssh-keygen", "-Y", "sign", "-n", "git", "-f", str(keys / "desk"), str(file)]
    subprocess.run(words, check=True, capture_output=True)
    assert _codes(DATA, (tmp_path / "x.sig").read_bytes(), keys / "signers") == ("wrong", ["signature-wrong"])


def test_a_stranger_s_signature_is_told_with_the_key(keys):
    signed, (problem,) = check(DATA, sign(DATA, keys / "other"), keys / "signers")
    assert (signed.state, problem.code, signed.key in problem.message) == ("unknown", "signer-unknown", True)


@pytest.mark.parametrize("options", ['namespaces="git"', 'valid-before="20200101"', 'valid-after="20990101"'])
def test_a_key_that_may_not_sign_this_or_not_now_is_no_signer(keys, tmp_path, options):
    signers = allowed(tmp_path / "signers", keys / "desk.pub", options=options)
    assert _codes(DATA, sign(DATA, keys / "desk"), signers) == ("unknown", ["signer-unknown"])


def test_a_signer_may_have_several_names_or_a_pattern(keys, tmp_path):
    for who in ("one@example.org,two@example.org", "*@example.org"):
        signers = allowed(tmp_path / "signers", keys / "desk.pub", who)
        assert check(DATA, sign(DATA, keys / "desk"), signers)[0].state == "known"


def test_a_file_of_signers_that_is_damaged_allows_nobody_and_one_that_is_missing_is_told(keys, tmp_path):
    (tmp_path / "signers").write_bytes(b"desk@example.org ssh-ed25519 not-a-key\n\xff\x00")
    assert _codes(DATA, sign(DATA, keys / "desk"), tmp_path / "signers") == ("unknown", ["signer-unknown"])
    with pytest.raises(SignatureError) as caught:
        check(DATA, sign(DATA, keys / "desk"), tmp_path / "none")
    assert caught.value.problem.code == "file-unreadable"


def test_a_key_with_a_passphrase_is_refused_without_a_terminal_and_in_no_time(keys):
    problem = _refused(DATA, keys / "closed")
    assert (problem.code, "passphrase" in problem.message, "ssh-add" in problem.hint) == ("sign-failed", True, True)


def test_a_key_that_is_none_is_told(keys, tmp_path):
    (tmp_path / "junk").write_text("junk")
    told = [_refused(DATA, tmp_path / name) for name in ("none", "junk")]
    assert [one.code for one in told] == ["sign-failed"] * 2
    assert told[0].message == 'nothing was signed with "none": there is no such file'


def test_a_key_that_others_may_read_is_told(keys, tmp_path):
    (tmp_path / "open").write_bytes((keys / "desk").read_bytes())
    (tmp_path / "open").chmod(0o644)
    problem = _refused(DATA, tmp_path / "open")
    assert (problem.message, problem.hint) == ('nothing was signed with "open": others may read it', "`chmod 600 open`")


def test_an_agent_signs_for_a_public_key(keys, tmp_path, monkeypatch):
    needs("ssh-agent", "REQUIRE_SSH")
    (tmp_path / "desk.pub").write_bytes((keys / "desk.pub").read_bytes())
    monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path / "agent"))
    with subprocess.Popen(
        ["ssh-agent", "-D", "-a", str(tmp_path / "agent")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as agent:
        try:
            for _ in range(100):
                if (
                    subprocess.run(["ssh-add", "-q", str(keys / "desk")], capture_output=True, check=False).returncode
                    == 0
                ):
                    break
            assert check(DATA, sign(DATA, tmp_path / "desk.pub"), keys / "signers")[0].state == "known"
        finally:
            agent.terminate()
    assert _refused(DATA, tmp_path / "desk.pub").code == "sign-failed"


def test_a_signature_of_the_same_bytes_by_the_same_key_is_kept(keys, tmp_path):
    """Such a key gives another signature each time."""
    words = ["ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", str(tmp_path / "ec")]
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    made = sign(DATA, tmp_path / "ec")
    assert sign(DATA, tmp_path / "ec") != made
    assert sign(DATA, tmp_path / "ec", (DATA, made)) == made
    assert sign(DATA + b" ", tmp_path / "ec", (DATA, made)) != made
    assert sign(DATA, keys / "desk", (DATA, made)) == sign(DATA, keys / "desk")
    assert sign(DATA, keys / "desk", (DATA, b"junk")) == sign(DATA, keys / "desk")


def test_no_part_of_a_key_and_no_file_stays_behind(keys, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    check(DATA, sign(DATA, keys / "desk"), keys / "signers")
    _refused(DATA, keys / "closed")
    assert list(tmp_path.iterdir()) == []
    names = {file.name for file in keys.iterdir()}
    assert names == {"closed", "closed.pub", "desk", "desk.pub", "other", "other.pub", "signers"}


def test_a_machine_without_openssh_is_told_so(keys, monkeypatch):
    made = sign(DATA, keys / "desk")
    monkeypatch.setattr(signature, "KEYGEN", "no-such-program")
    assert _refused(DATA, keys / "desk").code == "no-ssh-keygen"
    assert _refused(DATA, keys / "desk", (DATA, made)).code == "no-ssh-keygen"
    with pytest.raises(SignatureError) as caught:
        check(DATA, made, keys / "signers")
    assert caught.value.problem.code == "no-ssh-keygen"


def test_a_program_that_does_not_end_is_not_waited_for(keys, monkeypatch, tmp_path):
    (tmp_path / "slow").write_text("#!/bin/sh\nexec sleep 20\n")
    (tmp_path / "slow").chmod(0o755)
    monkeypatch.setattr(signature, "KEYGEN", str(tmp_path / "slow"))
    monkeypatch.setattr(signature, "_SECONDS", 0.2)
    assert "has not ended" in _refused(DATA, keys / "desk").message


def test_a_private_key_in_the_site_s_folder_is_refused(keys, tmp_path):
    root, output = tmp_path / "site", tmp_path / "output"
    for folder in (root / "keys", output):
        folder.mkdir(parents=True)
        for name in ("desk", "desk.pub"):
            (folder / name).write_bytes((keys / name).read_bytes())
        for name in ("desk", "desk.pub"):  # beside a public key ssh-keygen takes the private one
            assert exposed(folder / name, root, output).code == "sign-failed"
        (folder / "desk").unlink()
        assert exposed(folder / "desk.pub", root, output) is None
    (tmp_path / "link").symlink_to(root / "keys/desk")
    (root / "keys/desk").write_bytes((keys / "desk").read_bytes())
    assert exposed(tmp_path / "link", root, output)
    assert exposed(keys / "desk", root, output) is None
