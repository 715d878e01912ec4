"""CloudFormation as far as deployctl needs it, in the shapes of the SDK: stacks that hold texts and do nothing."""

import json
from dataclasses import dataclass, field
from typing import Any

from infra import templates
from infra.rehearsal.state import now
from infra.rehearsal.wire import Answer, ServiceError

Asked = dict[str, Any]


@dataclass
class FakeStacks:
    """The stacks of an account. A stack's outputs are its own name and that of each output."""

    stacks: dict[str, Asked] = field(default_factory=dict)
    sets: dict[str, Asked] = field(default_factory=dict)
    connection: str = "AVAILABLE"
    objects: list[str] = field(default_factory=list)
    secret: dict[str, str] = field(default_factory=dict)

    def answers(self) -> dict[tuple[str, str], Answer]:
        name = "cloudformation"
        return {
            (name, "DescribeStacks"): self._describe,
            (name, "CreateChangeSet"): self._create,
            (name, "DescribeChangeSet"): self._change_set,
            (name, "ExecuteChangeSet"): self._execute,
            (name, "DeleteChangeSet"): lambda asked: {},
            (name, "DeleteStack"): self._delete,
            (name, "DescribeStackEvents"): self._events,
            ("codeconnections", "GetConnection"): lambda asked: {
                "Connection": {"ConnectionStatus": self.connection}
            },
            ("s3", "PutObject"): self._put,
            ("secretsmanager", "GetSecretValue"): lambda asked: {"SecretString": json.dumps(self.secret)},
        }

    def _describe(self, asked: Asked) -> Asked:
        if asked["StackName"] not in self.stacks:
            raise ServiceError("ValidationError", f"Stack with id {asked['StackName']} does not exist")
        return {"Stacks": [self.stacks[asked["StackName"]]]}

    def _create(self, asked: Asked) -> Asked:
        name = asked["StackName"]
        if (asked["ChangeSetType"] == "CREATE") is not (name not in self.stacks):
            raise ServiceError("ValidationError", f"{name} does not fit {asked['ChangeSetType']}")
        if asked["ChangeSetType"] == "CREATE":
            self.stacks[name] = {
                "StackName": name,
                "CreationTime": now(),
                "StackStatus": "REVIEW_IN_PROGRESS",
            }
        self.sets[asked["ChangeSetName"]] = asked
        return {"Id": asked["ChangeSetName"]}

    def _change_set(self, asked: Asked) -> Asked:
        made = self.sets[asked["ChangeSetName"]]
        stack = self.stacks[made["StackName"]]
        if stack.get("Parameters") == made["Parameters"]:
            return {"Status": "FAILED", "StatusReason": "The submitted information didn't contain changes."}
        body = templates.parse(made["TemplateBody"])
        action = "Add" if made["ChangeSetType"] == "CREATE" else "Modify"
        changes = [
            {"Type": "Resource", "ResourceChange": {
                "LogicalResourceId": name, "ResourceType": one["Type"], "Action": action, "Replacement": "False",
            }}
            for name, one in body["Resources"].items()
        ]  # fmt: skip
        return {"Status": "CREATE_COMPLETE", "Changes": changes}

    def _execute(self, asked: Asked) -> Asked:
        made = self.sets[asked["ChangeSetName"]]
        name, is_new = made["StackName"], made["ChangeSetType"] == "CREATE"
        body = templates.parse(made["TemplateBody"])
        told = {one["ParameterKey"]: one["ParameterValue"] for one in made["Parameters"]}
        bad = told.get("Note") == "bad"
        done = ("CREATE" if is_new else "UPDATE", "ROLLBACK_COMPLETE" if bad else "COMPLETE")
        self.stacks[name] |= {
            "StackStatus": "_".join(done) if not (bad and is_new) else "ROLLBACK_COMPLETE",
            "Parameters": made["Parameters"],
            "Outputs": [
                {"OutputKey": one, "OutputValue": f"{name}/{one}"} for one in body.get("Outputs", {})
            ],
        }
        return {}

    def _delete(self, asked: Asked) -> Asked:
        self.stacks.pop(asked["StackName"], None)
        return {}

    def _events(self, asked: Asked) -> Asked:
        event = {
            "StackId": asked["StackName"], "EventId": "1", "StackName": asked["StackName"], "Timestamp": now(),
            "LogicalResourceId": "Kept", "ResourceStatus": "UPDATE_FAILED", "ResourceStatusReason": "no such value",
        }  # fmt: skip
        return {"StackEvents": [event]}

    def _put(self, asked: Asked) -> Asked:
        self.objects.append(asked["path"])
        return {}

    def told(self, stack: str) -> dict[str, str]:
        """Return the parameters that a stack was given."""
        return {one["ParameterKey"]: one["ParameterValue"] for one in self.stacks[stack]["Parameters"]}
