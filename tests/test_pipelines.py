"""Pipelines: what their files promise, and that their steps do what they say, run here."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from site_builder.cli import cli
from tests.conftest import REPOSITORY, SITES

GITHUB = tuple(sorted((REPOSITORY / ".github/workflows").glob("*.yml")))
GITLAB = REPOSITORY / ".gitlab-ci.yml"
GITEE = tuple(sorted((REPOSITORY / ".workflow").glob("*.yml")))
HOOKS = (REPOSITORY / ".pre-commit-hooks.yaml", REPOSITORY / ".pre-commit-config.yaml")
SCRIPTS = tuple(sorted((REPOSITORY / ".ci").glob("[a-z]*[!.json]")))


def read(path: Path) -> Any:
    """Return a file of a pipeline; `on` is read as the word it is."""
    loader = yaml.BaseLoader
    return yaml.load(path.read_text(encoding="utf-8"), loader)


def steps_of_github() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every step of every job with the name of its file and job."""
    for path in GITHUB:
        for name, job in read(path)["jobs"].items():
            for step in job["steps"]:
                yield f"{path.name} {name}", step


def scripts_of_gitlab() -> dict[str, list[str]]:
    """Return the script of every job; what a job extends is filled in."""
    told = read(GITLAB)
    jobs = {name: job for name, job in told.items() if isinstance(job, dict)}
    merged = {name: {**jobs.get(job.get("extends", ""), {}), **job} for name, job in jobs.items()}
    return {
        name: job["script"]
        for name, job in merged.items()
        if "script" in job and not name.startswith(".")
    }


def commands() -> Iterator[str]:
    """Yield every shell command that any pipeline runs, and the scripts that these call."""
    yield from (step["run"] for _, step in steps_of_github() if "run" in step)
    yield from ("\n".join(script) for script in scripts_of_gitlab().values())
    for path in GITEE:
        yield from ("\n".join(step["commands"]) for step in steps_of_gitee(path))
    yield from (hook["entry"] for path in HOOKS for hook in hooks(path))
    yield from (path.read_text(encoding="utf-8") for path in SCRIPTS)


def steps_of_gitee(path: Path) -> list[dict[str, Any]]:
    """Return every step of a pipeline."""
    return [step for stage in read(path)["stages"] for step in stage["steps"]]


def hooks(path: Path) -> list[dict[str, Any]]:
    """Return the hooks of a file, of either kind."""
    told = read(path)
    return (
        told if isinstance(told, list) else [hook for one in told["repos"] for hook in one["hooks"]]
    )


def test_actions_are_pinned_to_commits_with_their_versions() -> None:
    """A tag can be moved to other code; whoever updates one reads the version beside it."""
    lines = [line for path in GITHUB for line in path.read_text("utf-8").splitlines()]
    used = [line for line in lines if "uses:" in line]
    assert len(used) >= 6
    for line in used:
        assert re.search(r"uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_pipelines_may_read_and_little_else() -> None:
    """Rights are named, strangers' changes get no secret, no token stays in the clone."""
    for path in GITHUB:
        told = read(path)
        assert told["permissions"] == {"contents": "read"}, path
        assert "pull_request_target" not in told["on"]
        for job in told["jobs"].values():
            assert set(job.get("permissions", {})) <= {"contents", "security-events"}
            assert "timeout-minutes" in job
    for name, step in steps_of_github():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false", name
        if "secrets." in json.dumps(step):
            assert step["if"] == "github.event_name == 'push'", name
        assert "${{" not in step.get("run", ""), name


def test_a_change_from_outside_neither_gets_nor_gives_a_cache() -> None:
    """The builder trusts its cache like its own code."""
    for name, step in steps_of_github():
        if step.get("uses", "").startswith("actions/cache") and name.startswith("site.yml"):
            assert step["if"] == "github.event_name == 'push'"
    told = read(GITLAB)
    assert "cache" not in told["default"] | told[".build"] | told["build-proposed"]
    proposed = REPOSITORY / ".workflow/proposed.yml"
    assert [step["caches"] for step in steps_of_gitee(proposed)] == [[]]
    assert "pr" in read(proposed)["triggers"]
    for path in GITEE:
        if path != proposed:
            assert "pr" not in read(path)["triggers"]


@pytest.mark.parametrize("script", sorted({*commands()}), ids=lambda text: text.split("\n")[0])
def test_every_command_is_sound_shell_and_calls_what_there_is(script: str) -> None:
    """Bash reads it; commands, options and targets of make are those of this project."""
    subprocess.run(("bash", "-n"), input=script, text=True, check=True)
    makefile = (REPOSITORY / "Makefile").read_text("utf-8").replace("$(VENV)", ".venv")
    joined = script.replace("\\\n", " ").replace("||\n", "|| ")
    lines = [line for line in joined.split("\n") if not line.lstrip().startswith("#")]
    for target in re.findall(r"\bmake (\S+)", "\n".join(lines)):
        assert re.search(rf"^{re.escape(target)}:", makefile, re.M), target
    for call in re.findall(r"site-builder ((?:[^|>&;\n\"`]|\"[^\"]*\")+)", "\n".join(lines)):
        group: click.Command = cli
        words = shlex.split(call)
        context = click.Context(group)
        while isinstance(group, click.Group):
            found = group.get_command(context, words.pop(0))
            assert found is not None, call
            group = found
        known = {option for one in group.params for option in one.opts}
        assert {word for word in words if word.startswith("--")} <= known, call


def test_what_is_scheduled_names_the_day_and_remembers_even_when_it_fails() -> None:
    """Today's date is passed; the memory of addresses survives a run that found something."""
    text = (REPOSITORY / ".ci/scheduled").read_text("utf-8")
    assert text.count('--as-of "$today"') == 2
    saved = next(
        step
        for name, step in steps_of_github()
        if name.startswith("scheduled.yml") and "cache/save" in step.get("uses", "")
    )
    assert saved["if"] == "always()"
    assert read(GITLAB)["look"]["cache"]["when"] == "always"


@pytest.mark.thorough
def test_known_warnings_of_the_shipped_site_are_still_there(shipped: Any) -> None:
    """`.ci/known.json` hides nothing that is not found."""
    known = json.loads((REPOSITORY / ".ci/known.json").read_text("utf-8"))
    found = {(item.code, item.span.path) for item in shipped.diagnostics}
    assert {(item["code"], item["path"]) for item in known} == found


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The repository as a pipeline finds it, with a small site in it and its environment made.

    Programs of the environment are those of the one that runs the tests.
    """
    root = tmp_path / "clone"
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("site_builder", "templates", ".ci"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=ignored)
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(REPOSITORY / name, root / name)
    shutil.copytree(SITES / "minimal", root, dirs_exist_ok=True)
    (root / ".ci/known.json").write_text("[]", encoding="utf-8")
    programs = root / ".venv/bin"
    programs.mkdir(parents=True)
    for name, command in (("python", ""), ("site-builder", " -m site_builder")):
        text = f'#!/bin/sh\nPYTHONPATH={root} exec {sys.executable}{command} "$@"\n'
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    for mark in (".builder", ".developer"):
        (root / ".venv" / mark).touch()
    return root


def ran(root: Path, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a step as pipelines do: it ends at its first failure."""
    known = {name: text for name, text in os.environ.items() if not name.startswith("DEPLOY_")}
    return subprocess.run(
        ("bash", "-eo", "pipefail", "-c", script),
        cwd=root,
        env={**known, **variables},
        check=False,
        capture_output=True,
        text=True,
    )


def sites_of_pipelines() -> dict[str, list[str]]:
    """Return what each platform does with a change, without the project's own tests."""
    github = read(REPOSITORY / ".github/workflows/site.yml")["jobs"]["build"]["steps"]
    gitlab = scripts_of_gitlab()
    [first, *_] = steps_of_gitee(REPOSITORY / ".workflow/site.yml")
    return {
        "github": [step["run"] for step in github if "run" in step],
        "gitlab": ["\n".join(gitlab["build"]), gitlab["deploy"][-1]],
        "gitee": ["\n".join(first["commands"])],
    }


@pytest.mark.thorough
@pytest.mark.parametrize("platform", ["github", "gitlab", "gitee"])
def test_the_steps_build_check_and_deploy_nothing(platform: str, clone: Path) -> None:
    """Twice, so with and without a cache; the reports are what the platform reads."""
    for _ in range(2):
        said = ""
        for script in sites_of_pipelines()[platform]:
            done = ran(clone, script)
            assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
            said += done.stdout
        assert "nothing is deployed" in said
        assert "完好：共" in said
        assert (clone / "public/index.html").is_file()
    if platform == "gitlab":
        assert json.loads((clone / "gl-code-quality-report.json").read_text("utf-8")) == []
    if platform == "github":
        assert json.loads((clone / "site.sarif").read_text("utf-8"))["version"] == "2.1.0"


@pytest.mark.thorough
@pytest.mark.parametrize("platform", ["github", "gitlab", "gitee"])
def test_a_fault_in_the_content_fails_the_pipeline_with_its_report(
    platform: str, clone: Path
) -> None:
    """Told in the form of the platform, and in words where that form is a file."""
    page = clone / "content/pages/about.md"
    page.write_text(page.read_text("utf-8") + "[页](/none/)\n", encoding="utf-8")
    [status, said] = [0, ""]
    for script in sites_of_pipelines()[platform]:
        done = ran(clone, script)
        said += done.stdout
        status = status or done.returncode
        if status and "sarif" not in script:
            break
    assert status == 1
    assert "link-dead" in said
    assert ("::error file=content/pages/about.md" in said) == (platform == "github")
    assert not (clone / "public").exists()
    if platform == "gitlab":
        [found] = json.loads((clone / "gl-code-quality-report.json").read_text("utf-8"))
        assert found["check_name"] == "link-dead"


def program(root: Path, name: str, text: str) -> None:
    """Put a program before those of the machine."""
    (root / "programs").mkdir(exist_ok=True)
    (root / "programs" / name).write_text(f"#!/usr/bin/env bash\n{text}\n", encoding="utf-8")
    (root / "programs" / name).chmod(0o755)


def test_a_deployment_believes_one_server_and_leaves_no_key(clone: Path) -> None:
    """What rsync and ssh are told; the key is gone afterwards, and was nobody else's."""
    program(clone, "rsync", 'echo rsync "$@"; ls -l "$KEPT"/*/key')
    program(clone, "ssh", 'echo ssh "$@"')
    (clone / ".venv/bin/site-builder").write_text("#!/bin/sh\necho verified\n", encoding="utf-8")
    kept = clone / "secrets"
    kept.mkdir()
    secrets = {
        "DEPLOY_HOST": "somebody@server.example",
        "DEPLOY_KEY": "not a key",
        "DEPLOY_KNOWN_HOSTS": "server.example ssh-ed25519 none",
        "DEPLOY_PLACE": "/srv/site",
        "TMPDIR": str(kept),
        "KEPT": str(kept),
        "PATH": f"{clone}/programs:{os.environ['PATH']}",
    }
    done = ran(clone, ".ci/deploy", **secrets)
    assert done.returncode == 0, done.stderr
    assert "-rw------- " in done.stdout
    assert "StrictHostKeyChecking=yes" in done.stdout
    assert "public/ somebody@server.example:/srv/site/incoming/" in done.stdout
    assert "cd /srv/site && site-builder deploy live --output incoming" in done.stdout
    assert "not a key" not in done.stdout + done.stderr
    assert list(kept.iterdir()) == []
    assert ran(clone, ".ci/deploy", **{**secrets, "DEPLOY_PLACE": "a; rm -rf x"}).returncode == 2


@pytest.mark.thorough
def test_the_scheduled_look_fails_by_what_time_has_brought(clone: Path) -> None:
    """A column is overdue today; a known warning is none; addresses are asked all the same."""
    sound = ran(clone, ".ci/scheduled github")
    assert (sound.returncode, sound.stdout) == (0, ""), sound.stderr
    with (clone / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[[freshness]]\ntype = "首页"\ndays = 30\n')
    late = ran(clone, ".ci/scheduled text")
    assert late.returncode == 1
    assert "[column-stale]" in late.stdout
    assert "个站外网址" in late.stdout
    assert json.loads((clone / ".cache/links.json").read_text("utf-8")) == {"failed": {}}


@pytest.mark.outside
def test_the_files_are_what_the_platforms_published(tmp_path: Path) -> None:
    """Schemas of GitHub and GitLab, an audit of workflows, and pre-commit's own reader."""
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv/bin"
    tools = ("check-jsonschema==0.39.0", "zizmor==1.32.0", "pre-commit==4.7.0")
    subprocess.run((programs / "pip", "install", "-q", *tools), check=True)
    schema = (programs / "check-jsonschema", "--builtin-schema")
    subprocess.run((*schema, "vendor.github-workflows", *GITHUB), check=True)
    subprocess.run((*schema, "vendor.gitlab-ci", GITLAB), check=True)
    audit = ("zizmor", "--offline", "--no-exit-codes", "--format", "json")
    done = subprocess.run(
        (programs / audit[0], *audit[1:], REPOSITORY / ".github/workflows"),
        check=True,
        capture_output=True,
        text=True,
    )
    grave = [item for item in json.loads(done.stdout) if not item["ignored"]]
    assert grave == []
    for action, path in zip(("validate-manifest", "validate-config"), HOOKS, strict=True):
        subprocess.run((programs / "pre-commit", action, path), check=True)
