"""Making an environment and changing its stacks, step by step; what is done already is not done again."""

import json
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from infra import stacks
from infra.build import migrate, package, render
from infra.build.render import Release
from infra.deployctl import changes, deployment, traffic
from infra.deployctl.account import Account
from infra.deployctl.problems import Failed, Refused
from infra.stacks import STACKS, Stack

Say = Callable[[str], None]
OPTIONAL = frozenset(("edge",))
_WEB = next(one for one in STACKS if one.name == "web")
_NEEDS_AN_IMAGE = frozenset(("workers", "web"))
_OF_STRIPE = ("STRIPE_SECRET_KEY", "STRIPE_PUBLISHABLE_KEY", "STRIPE_WEBHOOK_SECRETS")


@dataclass
class Environment:
    """An environment that is made or changed: its account, and all values known so far."""

    account: Account
    values: dict[str, str]
    say: Say
    accepted: Collection[str] = field(default=())

    @classmethod
    def read(cls, account: Account, size: str, say: Say, accepted: Collection[str] = ()) -> "Environment":
        """Return an environment with the values of its files and of the stacks there are.

        Raises Refused when the file of the environment is missing or is for another one.
        """
        try:
            own = stacks.parameter_file(account.env)
        except FileNotFoundError as error:
            raise Refused(
                f"infra/params/{account.env}.json is missing.",
                "Write it after infra/params/account.example.json; it holds names, no secrets.",
            ) from error
        if own.get("Env") != account.env:
            raise Refused(f"infra/params/{account.env}.json is for {own.get('Env')!r}.", "Correct its Env.")
        made = cls(account, {**stacks.parameter_file(size), **own}, say, accepted)
        for stack in STACKS:
            if found := changes.state(account, stack):
                made.values |= changes.outputs(found)
        return made

    def plan(self, stack: Stack) -> changes.ChangeSet:
        """Return what a change of a stack would do. Raises Refused when a value is missing."""
        self._tell_run_time(stack)
        try:
            given = stacks.resolve(stack, self.values)
        except KeyError as error:
            raise Refused(
                str(error.args[0]), "Apply the stacks before it first, or add it to the file."
            ) from error
        return changes.plan(self.account, stack, given)

    def apply(self, stack: Stack) -> None:
        """Change a stack, or make it, and keep what it tells. Raises Refused for harm and while a release runs."""
        found = self.plan(stack)
        for one in found.changes:
            self.say(f"  {one}")
        changes.refuse_harm(found, self.accepted)
        if not found.is_new and found.changes and (running := _running(self.account)):
            raise Refused(
                f"Deployment {running} runs; a change of a stack could move its traffic.",
                "Wait for its end: deployctl release status.",
            )
        self.values |= changes.carry_out(self.account, found)
        self.say(f"stack {stack.name}: {'as it should be' if found.changes else 'nothing to change'}")

    def _tell_run_time(self, stack: Stack) -> None:
        asked = stack.parameters()
        found = changes.state(self.account, stack)
        if found is not None and "ImageUri" in asked:
            # Releases change the image; who changes anything else must not take it back.
            told = {one["ParameterKey"]: one["ParameterValue"] for one in found.get("Parameters", ())}
            self.values |= {"ImageUri": told["ImageUri"]} if "ImageUri" in told else {}
        if found is not None and "LiveColour" in asked and _has_web(self.account):
            self.values["LiveColour"] = traffic.live(self.account).colour
        if "HookCodeKey" in asked and "ArtifactBucketName" in self.values:
            self.values["HookCodeKey"] = self.upload_hooks()

    def upload_hooks(self) -> str:
        """Put the hooks' code where stack web finds it and return its name there."""
        with tempfile.TemporaryDirectory() as folder:
            archive = Path(folder) / "hooks.zip"
            key = package.pack(archive)
            bucket = self.values["ArtifactBucketName"]
            self.account.client("s3").put_object(Bucket=bucket, Key=key, Body=archive.read_bytes())
        return key


def _has_web(account: Account) -> bool:
    found = changes.state(account, _WEB)
    return found is not None and found["StackStatus"].endswith("_COMPLETE")


def _running(account: Account) -> str:
    return deployment.running(account) if _has_web(account) else ""


def chosen(names: Collection[str]) -> tuple[Stack, ...]:
    """Return the stacks of these names in their order, or all but the optional ones. Raises Refused for others."""
    known = {one.name for one in STACKS}
    if unknown := sorted(set(names) - known):
        raise Refused(
            f"There is no stack {', '.join(unknown)}.", f"There are: {', '.join(s.name for s in STACKS)}."
        )
    return tuple(one for one in STACKS if one.name in names or (not names and one.name not in OPTIONAL))


def bootstrap(made: Environment, image: str, release: str, commit: str) -> None:
    """Make a whole environment with its first release. Repeat it after a stop: it goes on where it ended.

    No stand-in image ever serves: the stacks that need an image are made when there is one.
    """
    _refuse_pending_connection(made)
    for stack in chosen(()):
        if stack.name in _NEEDS_AN_IMAGE and not image:
            raise Refused(_no_image(made), _how_to_build(made.values))
        if stack.name == "web" and not _has_web(made.account):
            _prepare_web(made, Release(release, commit, image))
        if stack.name == "workers":
            _refuse_empty_secrets(made)
            made.values["ImageUri"] = image
        made.say(f"stack {stack.name} ...")
        made.apply(stack)
    made.say("The environment is there. Add staff: run manage createsuperuser as a task of shop-*-migrate.")


def _refuse_pending_connection(made: Environment) -> None:
    arn = made.values.get("ConnectionArn", "")
    client = made.account.client("codeconnections")
    status = client.get_connection(ConnectionArn=arn)["Connection"]["ConnectionStatus"]
    if status != "AVAILABLE":
        raise Refused(
            f"The connection to the source is {status}.",
            "Confirm it in the console (Developer Tools, Connections, Update pending connection), then repeat.",
        )


def _refuse_empty_secrets(made: Environment) -> None:
    """The shop does not start with Stripe and without its keys, and a task that does not start says so to nobody."""
    if "stripe" not in made.values.get("PaymentProviders", ""):
        return
    arn = made.values["ShopSecretArn"]
    found = json.loads(made.account.client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"])
    if empty := [name for name in _OF_STRIPE if not found.get(name)]:
        raise Refused(
            f"The secret shop/{made.account.env}/shop has no {', '.join(empty)}.",
            "Fill it in (Secrets Manager, Retrieve secret value, Edit), EMAIL_URL as well, then repeat.",
        )


def _no_image(made: Environment) -> str:
    return f"Stacks network, data and platform of {made.account.env} are there; now there has to be a first image."


def _how_to_build(values: Mapping[str, str]) -> str:
    told = {"REPOSITORY_URI": "RepositoryUri", "BASE_IMAGE": "BaseImage", "STATIC_BUCKET": "StaticBucketName"}
    given = " ".join(f"{name}={values.get(value, '?')}" for name, value in told.items())
    return (
        f'Build it: {given} COMMIT="$(git rev-parse HEAD)" RELEASE=first infra/build/build-image, then '
        "infra/build/publish-static IMAGE with the same. Repeat this command with --image and --release first."
    )


def _prepare_web(made: Environment, release: Release) -> None:
    """Migrate, and register what the service starts with: it names its task definition by family only."""
    account = made.account
    ecs = account.client("ecs")
    if account.parameter("migrated") != release.image:
        made.say("migrating ...")
        network = migrate.network_of_workers(ecs, env=account.env, cluster=account.cluster)
        outcome = migrate.run(
            ecs, env=account.env, cluster=account.cluster, image=release.image, network=network
        )
        if not outcome.is_ok:
            raise Failed(f"The migration has failed: {outcome.reason}", "See: deployctl release logs migrate")
        account.client("ssm").put_parameter(
            Name=f"/shop/{account.env}/migrated", Value=release.image, Type="String", Overwrite=True
        )
    family = f"shop-{account.env}-web"
    if not ecs.list_task_definitions(familyPrefix=family)["taskDefinitionArns"]:
        values = json.loads(account.parameter("release-values"))
        definition = render.task_definition(values, release, region=ecs.meta.region_name)
        text = json.dumps(definition).replace("<IMAGE1_NAME>", release.image)
        ecs.register_task_definition(**json.loads(text))
        made.say(f"registered {family}")
