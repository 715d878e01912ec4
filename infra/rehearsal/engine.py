"""The engine of a rehearsal: carries a release through the stages of the pipeline and the steps of a deployment."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infra.build import render
from infra.hooks.codedeploy import task_definition_of
from infra.paths import ROOT
from infra.rehearsal import places
from infra.rehearsal.alarms import Alarms
from infra.rehearsal.places import Tree
from infra.rehearsal.proxy import TASKS, Proxy
from infra.rehearsal.state import COLOURS, ENV, Action, Cloud, Deployment, Execution, Release, now
from infra.rehearsal.tasks import Fleet

_HOOK = re.compile(r"- (\w+): CodeDeployHook_shop-\w+?-([\w-]+)")
_INVOKE = """
import json, sys
from infra.hooks import codedeploy
class Context:
    def get_remaining_time_in_millis(self): return 60_000
codedeploy.handle(json.loads(sys.argv[1]), Context())
"""


@dataclass(frozen=True)
class Speed:
    """How long things take: a minute of the templates is shorter here."""

    minute: float = 1.5
    percent: int = 10  # of the traffic, in the canary's small step, as in infra/params/small.json
    shift: float = 5  # minutes
    keep_old: float = 2  # minutes
    install: float = 30.0  # seconds until new tasks have to be healthy


@dataclass
class Version:
    """A release as the engine needs it: its code and what is wrong with it."""

    release: Release
    tree: Tree
    fault: str = ""


class _Stopped(Exception):
    """A deployment does not go on; the message says why."""


@dataclass
class Engine:
    """Runs releases. One at a time, as the pipeline's mode QUEUED does."""

    cloud: Cloud
    proxy: Proxy
    fleet: Fleet
    alarms: Alarms
    speed: Speed
    bucket: Path | None  # where static files are published; None keeps them inside the image
    versions: dict[str, Version] = field(default_factory=dict)  # by commit
    live: str = "blue"
    address: str = ""
    queue: threading.Lock = field(default_factory=threading.Lock)

    # ---- the shop before the first release -------------------------------------------------------------

    def add(self, version: Version) -> None:
        """Make a commit known that can be released."""
        self.versions[version.release.commit] = version
        self.cloud.releases[version.release.commit] = version.release

    def begin(self, version: Version) -> None:
        """Let shoppers have a release as if it had been there for long."""
        self._publish(version)
        self.fleet.start_web(self.live, version.release, version.tree, self.proxy.of(self.live))
        self.fleet.start_worker(version.release, version.tree)
        for backend in ("shop", "next"):
            self.proxy.shift(backend, self.live, 100)
        if not self._wait(lambda: self.proxy.healthy(self.live) == TASKS, 60):
            raise RuntimeError(f"The shop does not start; see {self.fleet.logs}")
        self.alarms.began = time.monotonic()
        self.cloud.parameters[f"/shop/{ENV}/migrated"] = version.release.image
        self.cloud.workers_image = version.release.image
        done = Deployment(version.release, self._appspec(version.release), status="Succeeded", ended=now())
        self.cloud.deployments.insert(0, done)

    def _appspec(self, release: Release) -> str:
        return render.appspec(ENV).replace("<TASK_DEFINITION>", release.task_definition)

    def _wait(self, is_so: Callable[[], bool], seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if is_so():
                return True
            time.sleep(0.1)
        return False

    # ---- the pipeline ----------------------------------------------------------------------------------

    def start(self, commit: str) -> Execution:
        """Start a release of a commit, by default of the newest."""
        made = Execution(commit or list(self.versions)[-1])
        self.cloud.executions.insert(0, made)
        threading.Thread(target=self._run, args=(made,), daemon=True).start()
        return made

    def _run(self, one: Execution) -> None:
        version = self.versions[one.commit]
        stages: list[tuple[str, Callable[[Execution, Action, Version], str]]] = [
            ("Source", lambda _one, _action, _version: ""),
            ("Build", self._build),
            ("Approve", self._approve),
            ("Migrate", self._migrate),
            ("Workers", self._workers),
            ("Web", self._web),
            ("Verify", self._verify),
        ]
        with self.queue:
            for name, stage in stages:
                while name in self.cloud.held:
                    time.sleep(0.2)
                action = Action(name)
                one.actions.append(action)
                wrong = self._attempt(stage, one, action, version)
                action.end("Failed" if wrong else "Succeeded", wrong)
                if wrong:
                    one.end("Failed")
                    return
            one.end("Succeeded")

    def _attempt(
        self,
        stage: Callable[[Execution, Action, Version], str],
        one: Execution,
        action: Action,
        version: Version,
    ) -> str:
        try:
            return stage(one, action, version)
        except Exception as error:  # noqa: BLE001 - a stage that breaks has failed
            return f"{type(error).__name__}: {error}"

    def _build(self, one: Execution, action: Action, version: Version) -> str:
        self._publish(version)
        action.variables = {"RELEASE": version.release.name, "IMAGE_URI": version.release.image}
        return ""

    def _publish(self, version: Version) -> None:
        if self.bucket is not None:
            shutil.copytree(version.tree.static, self.bucket / "static", dirs_exist_ok=True)
        self.cloud.published.add(version.release.name)

    def _approve(self, one: Execution, action: Action, version: Version) -> str:
        one.token = str(uuid.uuid4())
        one.decided.wait()
        action.by = "rehearsal"
        return "" if one.decision == "Approved" else "rejected"

    def _migrate(self, one: Execution, action: Action, version: Version) -> str:
        told = places.environment(version.tree, self.proxy.production)
        done = places.command(version.tree, told, "migrate", "--noinput")
        if done.returncode:
            return f"exit code {done.returncode}: {(done.stderr.strip().splitlines() or ['?'])[-1]}"
        self.cloud.parameters[f"/shop/{ENV}/migrated"] = version.release.image
        return ""

    def _workers(self, one: Execution, action: Action, version: Version) -> str:
        self.fleet.roll_workers(version.release, version.tree)
        self.cloud.workers_image = version.release.image
        return ""

    def update_workers(self, image: str) -> None:
        """Give the workers the image of another release."""
        version = next(one for one in self.versions.values() if one.release.image == image)
        self.fleet.roll_workers(version.release, version.tree)
        self.cloud.workers_image = image

    def _web(self, one: Execution, action: Action, version: Version) -> str:
        made = Deployment(version.release, self._appspec(version.release))
        action.external = made.id
        self.cloud.deployments.insert(0, made)
        self._deploy(made, version)
        return "" if made.status == "Succeeded" else made.error

    def _verify(self, one: Execution, action: Action, version: Version) -> str:
        address = f"http://127.0.0.1:{self.proxy.production}"
        done = subprocess.run(
            [sys.executable, "-m", "infra.build.verify", "--url", address, "--release", version.release.name],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            return done.stdout.strip().splitlines()[-1]
        told = {"release": version.release.name, "image": version.release.image}
        self.cloud.parameters[f"/shop/{ENV}/current"] = json.dumps(told)
        return ""

    # ---- a deployment ----------------------------------------------------------------------------------

    def deploy(self, asked: dict[str, Any]) -> Deployment:
        """Start a deployment that somebody asks for, such as one of an older release."""
        appspec = asked["revision"]["appSpecContent"]["content"]
        release = self.cloud.by_task_definition(task_definition_of(appspec))
        assert release is not None  # noqa: S101 - the appspec came from here
        made = Deployment(release, appspec, by="user")
        made.is_watched = asked.get("overrideAlarmConfiguration", {}).get("enabled", True)
        made.is_gradual = "AllAtOnce" not in asked.get("deploymentConfigName", "")
        self.cloud.deployments.insert(0, made)
        version = self.versions[release.commit]
        threading.Thread(target=self._deploy, args=(made, version), daemon=True).start()
        return made

    def _deploy(self, made: Deployment, version: Version) -> None:
        new = next(one for one in COLOURS if one != self.live)
        made.status = "InProgress"
        try:
            self._steps(made, version, new)
        except _Stopped as stopped:
            self._take_back(made, new, str(stopped))
        finally:
            made.ended = made.ended or now()
            self.cloud.is_scaling_suspended = False  # by an event, not by a hook

    def _steps(self, made: Deployment, version: Version, new: str) -> None:
        self._event(made, "BeforeInstall", lambda: None)
        self._event(made, "Install", lambda: self._install(version, new))
        self._event(made, "AfterInstall", lambda: None)
        self._event(made, "AllowTestTraffic", lambda: self._allow_test(new))
        self._event(made, "AfterAllowTestTraffic", lambda: None)
        self._event(made, "BeforeAllowTraffic", lambda: None)
        self._event(made, "AllowTraffic", lambda: self._shift(made, new))
        self._event(made, "AfterAllowTraffic", lambda: None)
        self._hold(made, self.speed.keep_old)
        old, self.live = self.live, new
        made.status, made.ended = "Succeeded", now()
        self.fleet.stop_web(old)

    def _event(self, made: Deployment, name: str, work: Callable[[], None]) -> None:
        made.events[name] = "InProgress"
        try:
            work()
            stage = dict(_HOOK.findall(made.appspec)).get(name)
            if stage is not None:
                self._hook(made, stage)
        except _Stopped:
            made.events[name] = "Failed"
            raise
        made.events[name] = "Succeeded"

    def _install(self, version: Version, new: str) -> None:
        self.fleet.start_web(new, version.release, version.tree, self.proxy.of(new), version.fault)
        if not self._wait(lambda: self.proxy.healthy(new) == TASKS, self.speed.install):
            raise _Stopped("the new tasks do not become healthy")

    def _allow_test(self, new: str) -> None:
        self.proxy.shift("next", new, 100)
        self._wait(lambda: self.proxy.healthy(new, "next") == TASKS, 10)

    def _shift(self, made: Deployment, new: str) -> None:
        if made.is_gradual:
            self.proxy.shift("shop", new, self.speed.percent)
            self._hold(made, self.speed.shift)
        self.proxy.shift("shop", new, 100)

    def _hold(self, made: Deployment, minutes: float) -> None:
        """Wait, and stop for an alarm or for a person."""
        deadline = time.monotonic() + minutes * self.speed.minute
        while time.monotonic() < deadline:
            if made.stop.wait(0.1):
                raise _Stopped("stopped on request")
            if made.is_watched and (ringing := self.alarms.ringing()):
                raise _Stopped(f"alarm {', '.join(ringing)}")

    def _hook(self, made: Deployment, stage: str) -> None:
        execution = str(uuid.uuid4())
        event = {"DeploymentId": made.id, "LifecycleEventHookExecutionId": execution}
        port = self.proxy.test if stage == "test-traffic" else self.proxy.production
        told = os.environ | {
            "AWS_ENDPOINT_URL": self.address, "STAGE": stage, "SHOP_ENV": ENV, "STATIC_BUCKET": "static",
            "RELEASE_ALARMS": ",".join(self.alarms.states()),
            "SCALING_RESOURCE": f"service/shop-{ENV}/shop-{ENV}-web",
            "SHOP_SCHEME": "http", "SHOP_HOST": "127.0.0.1", "SHOP_ADDRESS": "127.0.0.1", "SHOP_PORT": str(port),
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", _INVOKE, json.dumps(event)],
            cwd=ROOT, env=told, capture_output=True, text=True, check=False,
        )  # fmt: skip
        (self.fleet.logs / "hooks.log").open("a").write(f"{stage}\n{done.stdout}{done.stderr}\n")
        if made.said.get(execution) != "Succeeded":
            failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
            raise _Stopped(f"hook {stage}: {(failed or ['it has said nothing'])[0]}")

    def _take_back(self, made: Deployment, new: str, why: str) -> None:
        for backend in ("shop", "next"):
            self.proxy.shift(backend, self.live, 100)
        self.fleet.stop_web(new)
        made.error = why
        before = next(one for one in self.cloud.deployments if one.status == "Succeeded")
        back = Deployment(
            before.release, before.appspec, status="Succeeded", by="codeDeployRollback", ended=now()
        )
        back.takes_back, made.rollback = made.id, back.id
        self.cloud.deployments.insert(0, back)
        made.status = "Stopped" if made.stop.is_set() else "Failed"
