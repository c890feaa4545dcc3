"""The workflows of this repository and of a new site: their form, their rights, and that what they run is there.

No test here runs a workflow: that only GitHub can.
"""

from __future__ import annotations

import re
import shlex

import pytest
import yaml
from projects import HERE

from pincite.cli import _parser

ROOT = HERE.parent
STARTER = ROOT / "pincite" / "scaffold" / "starter"
PLACES = {"repository": ROOT, "new site": STARTER}
# The commits of the releases that were current when this was written: a tag can be moved to another one, and a commit
# is what it is. A newer one is taken by hand, after its notes were read.
ACTIONS = {
    "actions/checkout": ("3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1"),
    "actions/setup-python": ("ece7cb06caefa5fff74198d8649806c4678c61a1", "v6.3.0"),
    "actions/configure-pages": ("45bfe0192ca1faeb007ade9deae92b16b8254a0d", "v6.0.0"),
    "actions/upload-pages-artifact": ("fc324d3547104276b827a68afc52ff2a11cc49c9", "v5.0.0"),
    "actions/deploy-pages": ("cd2ce8fcbc39b97be8ca5fce6e763baed58fa128", "v5.0.0"),
}
# What GitHub itself makes, or what only those who may push set. Titles, names of branches and the like are anybody's.
TRUSTED = {
    "github.base_ref",
    "steps.pages.outputs.base_url",
    "needs.deploy.outputs.url",
    "steps.deployment.outputs.page_url",
}


class _Loader(yaml.SafeLoader):
    """Reads `on:` as the word that it is."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in ones if tag != "tag:yaml.org,2002:bool"]
    for first, ones in yaml.SafeLoader.yaml_implicit_resolvers.items()
} | {first: [("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"))] for first in "tf"}


def workflow(place: str, name: str) -> dict:
    text = (PLACES[place] / ".github" / "workflows" / f"{name}.yml").read_text("utf-8")
    return yaml.load(text, _Loader)  # noqa: S506 - a safe loader, with fewer words that are true


def steps(flow: dict) -> list[dict]:
    return [step for job in flow["jobs"].values() for step in job["steps"]]


def using(flow: dict, action: str) -> list[dict]:
    return [step for step in steps(flow) if step.get("uses", "").startswith(f"{action}@")]


BOTH = pytest.mark.parametrize("place", PLACES)
ALL = pytest.mark.parametrize(("place", "name"), [(place, name) for place in PLACES for name in ("check", "pages")])


def test_there_are_no_other_workflows():
    for place in PLACES.values():
        assert sorted(path.name for path in (place / ".github/workflows").iterdir()) == ["check.yml", "pages.yml"]


@ALL
def test_every_action_is_named_by_its_commit_and_its_version_stands_beside_it(place, name):
    text = (PLACES[place] / ".github" / "workflows" / f"{name}.yml").read_text("utf-8")
    used = re.findall(r"\buses:(.*)", text)
    assert used
    assert set(used) <= {f" {action}@{commit} # {version}" for action, (commit, version) in ACTIONS.items()}
    assert {len(commit) for commit, _ in ACTIONS.values()} == {40}


def test_every_action_that_publishing_needs_is_used():
    used = {step["uses"].split("@")[0] for step in steps(workflow("new site", "pages")) if "uses" in step}
    assert used == ACTIONS.keys()


@ALL
def test_nothing_is_allowed_that_a_job_does_not_name(place, name):
    flow = workflow(place, name)
    assert flow["permissions"] == {}
    held = {job: facts["permissions"] for job, facts in flow["jobs"].items()}
    reading = {"contents": "read"}
    assert (
        held
        == {
            "check": {"check": reading},
            "pages": {
                "build": {"contents": "read", "pages": "read"},
                "deploy": {"pages": "write", "id-token": "write"},
                "verify": reading,
            },
        }[name]
    )


@ALL
def test_no_key_of_the_repository_is_left_for_what_runs_later(place, name):
    flow = workflow(place, name)
    assert {step["with"]["persist-credentials"] for step in using(flow, "actions/checkout")} == {False}


@BOTH
def test_a_change_that_goes_to_another_branch_than_before_is_checked_anew(place):
    """Its record was held against that of the first branch, where anybody may have put another one."""
    wanted = {"opened", "synchronize", "reopened", "edited"}
    assert set(workflow(place, "check")["on"]["pull_request"]["types"]) == wanted


@ALL
def test_every_job_ends_by_itself(place, name):
    assert {job["timeout-minutes"] <= 15 for job in workflow(place, name)["jobs"].values()} == {True}


@ALL
def test_no_line_that_is_run_has_words_of_others_in_it(place, name):
    """What stands in `run` is a program: an expression there is put in before the shell reads it."""
    for step in steps(workflow(place, name)):
        assert "${{" not in step.get("run", "")
        for value in step.get("env", {}).values():
            assert set(re.findall(r"\$\{\{ (.*?) \}\}", value)) <= TRUSTED
    assert "pull_request_target" not in workflow(place, name)["on"]


@BOTH
def test_a_pull_request_is_checked_against_the_branch_that_it_is_for(place):
    flow = workflow(place, "check")
    assert list(flow["on"]) == ["pull_request"]
    assert [step["with"]["fetch-depth"] for step in using(flow, "actions/checkout")] == [0]
    (check,) = [step for step in steps(flow) if step.get("name") == "check"]
    assert (check["run"], check["env"]) == (
        'pincite check --format github --since "origin/$BASE"',
        {"BASE": "${{ github.base_ref }}"},
    )


@BOTH
def test_what_is_not_on_record_lands_neither_on_the_branch_nor_on_the_web(place):
    for name in ("check", "pages"):
        assert "pincite record --check --format github" in [step.get("run") for step in steps(workflow(place, name))]


@BOTH
def test_one_deployment_runs_at_a_time_and_none_is_broken_off(place):
    flow = workflow(place, "pages")
    assert flow["concurrency"] == {"group": "pages", "cancel-in-progress": False}


@BOTH
def test_only_the_default_branch_is_published_and_a_pull_request_never(place):
    flow = workflow(place, "pages")
    assert flow["on"] == {"push": {"branches": ["main"]}, "workflow_dispatch": None}
    assert flow["jobs"]["build"]["if"] == "github.ref == 'refs/heads/main'"
    assert (flow["jobs"]["deploy"]["needs"], flow["jobs"]["verify"]["needs"]) == ("build", "deploy")


@BOTH
def test_the_steps_stand_in_their_order_and_what_is_uploaded_is_the_output_with_its_hidden_files(place):
    flow = workflow(place, "pages")
    order = [
        step.get("name") or step["uses"].split("@")[0].removeprefix("actions/")
        for step in flow["jobs"]["build"]["steps"]
    ]
    assert order == [
        *("checkout", "setup-python", "install", "configure-pages"),
        *("check", "record", "build", "upload-pages-artifact"),
    ]
    (upload,) = using(flow, "actions/upload-pages-artifact")
    assert upload["with"] == {"path": "output", "include-hidden-files": True}


@BOTH
def test_the_deployment_names_its_address_which_is_verified(place):
    flow = workflow(place, "pages")
    deploy, verify = flow["jobs"]["deploy"], flow["jobs"]["verify"]
    assert deploy["environment"] == {"name": "github-pages", "url": "${{ steps.deployment.outputs.page_url }}"}
    (step,) = deploy["steps"]
    assert (step["uses"].split("@")[0], step["id"]) == ("actions/deploy-pages", "deployment")
    assert verify["steps"][-1]["env"] == {"URL": "${{ needs.deploy.outputs.url }}"}
    assert deploy["outputs"]["url"] == "${{ steps.deployment.outputs.page_url }}"


@pytest.mark.parametrize("name", ["check", "pages"])
def test_the_two_differ_only_in_how_pincite_is_installed(name):
    def without_installing(flow: dict) -> dict:
        for step in steps(flow):
            if step.get("name") == "install":
                step["run"] = ""
            if step.get("uses", "").startswith("actions/setup-python"):
                step["with"] = {"python-version": step["with"]["python-version"]}
        return flow

    assert without_installing(workflow("repository", name)) == without_installing(workflow("new site", name))


def test_a_new_site_installs_what_its_own_file_names():
    runs = {
        step["run"]
        for name in ("check", "pages")
        for step in steps(workflow("new site", name))
        if step.get("name") == "install"
    }
    assert runs == {"python -m pip install -r requirements.txt"}
    assert (STARTER / "requirements.txt").is_file()


RUNS = sorted(
    {
        step["run"]
        for place in PLACES
        for name in ("check", "pages")
        for step in steps(workflow(place, name))
        if step.get("run", "").startswith("pincite ")
    }
)


@pytest.mark.parametrize("line", RUNS)
def test_what_is_run_is_a_verb_with_options_that_the_command_line_has(line):
    arguments = shlex.split(line)[1:]
    assert _parser(arguments).parse_args(arguments).run


def test_the_docs_tell_what_is_run():
    told = (ROOT / "docs" / "publishing.md").read_text("utf-8")
    verbs = {shlex.split(line)[1] for line in RUNS}
    assert verbs == {"check", "record", "build", "verify"}
    assert [verb for verb in verbs if f"`pincite {verb}" not in told] == []
    assert all(f"`.github/workflows/{name}.yml`" in told for name in ("check", "pages"))
    assert [action for action, (_, version) in ACTIONS.items() if f"`{action}` {version}" not in told] == []


def test_nobody_turns_the_line_ends_of_a_new_site():
    lines = (STARTER / ".gitattributes").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["* -text"]
