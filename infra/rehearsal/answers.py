"""What the services of AWS answer in a rehearsal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from infra.rehearsal.alarms import Alarms
from infra.rehearsal.proxy import TASKS, Proxy
from infra.rehearsal.state import ACCOUNT, COLOURS, ENV, STAGES, Action, Cloud, Deployment, Execution, arn
from infra.rehearsal.wire import Answer, ServiceError

_NAME = f"shop-{ENV}"
_LISTENER = arn("elasticloadbalancing", f"listener/app/{_NAME}/1/1")
_CONNECTION = arn("codeconnections", "connection/1")
Asked = dict[str, Any]


@dataclass
class Orders:
    """What the engine does when it is asked to."""

    start: Callable[[str], Execution]
    deploy: Callable[[Asked], Deployment]
    update_workers: Callable[[str], None]


@dataclass
class Desk:
    """Answers questions from what is known, and hands orders to the engine."""

    cloud: Cloud
    proxy: Proxy
    alarms: Alarms
    orders: Orders
    live: Callable[[], str]

    def answers(self) -> dict[tuple[str, str], Answer]:
        """Return every operation that is known."""
        return {**self._pipeline(), **self._deploy(), **self._others()}

    # ---- CodePipeline ----------------------------------------------------------------------------------

    def _pipeline(self) -> dict[tuple[str, str], Answer]:
        name = "codepipeline"
        return {
            (name, "StartPipelineExecution"): self._start,
            (name, "GetPipelineExecution"): self._execution,
            (name, "ListPipelineExecutions"): self._executions,
            (name, "GetPipelineState"): self._state,
            (name, "ListActionExecutions"): self._actions,
            (name, "PutApprovalResult"): self._decide,
            (name, "DisableStageTransition"): self._hold,
            (name, "EnableStageTransition"): self._resume,
            (name, "GetPipeline"): self._definition,
        }

    def _start(self, asked: Asked) -> Asked:
        commit = next((one["revisionValue"] for one in asked.get("sourceRevisions", ())), "")
        if commit and commit not in self.cloud.releases:
            raise ServiceError("ValidationException", f"There is no commit {commit}.")
        return {"pipelineExecutionId": self.orders.start(commit).id}

    def _found(self, asked: Asked) -> Execution:
        found = self.cloud.execution(asked["pipelineExecutionId"])
        if found is None:
            raise ServiceError("PipelineExecutionNotFoundException", "There is no such execution.")
        return found

    def _execution(self, asked: Asked) -> Asked:
        one = self._found(asked)
        revisions = [{"name": "Source", "revisionId": one.commit}]
        return {
            "pipelineExecution": {
                "pipelineName": _NAME,
                "pipelineExecutionId": one.id,
                "status": one.status,
                "artifactRevisions": revisions,
                "executionMode": "QUEUED",
            }
        }

    def _executions(self, asked: Asked) -> Asked:
        return {
            "pipelineExecutionSummaries": [
                {
                    "pipelineExecutionId": one.id,
                    "status": one.status,
                    "startTime": one.began,
                    "lastUpdateTime": one.changed,
                    "sourceRevisions": [{"actionName": "Checkout", "revisionId": one.commit}],
                }
                for one in self.cloud.executions[: asked.get("maxResults", 100)]
            ]
        }

    def _state(self, asked: Asked) -> Asked:
        return {"pipelineName": _NAME, "stageStates": [self._stage(name) for name in STAGES]}

    def _stage(self, name: str) -> Asked:
        held = self.cloud.held.get(name)
        stage: Asked = {
            "stageName": name,
            "inboundTransitionState": {"enabled": True}
            if held is None
            else {"enabled": False, "disabledReason": held},
        }
        for one in self.cloud.executions:
            action = next((action for action in one.actions if action.stage == name), None)
            if action is not None:
                newest: Asked = {"status": action.status, "lastStatusChange": action.changed}
                if name == "Approve" and one.token and action.status == "InProgress":
                    newest["token"] = one.token
                stage["latestExecution"] = {"pipelineExecutionId": one.id, "status": action.status}
                stage["actionStates"] = [{"actionName": name, "latestExecution": newest}]
                break
        return stage

    def _actions(self, asked: Asked) -> Asked:
        wanted = asked.get("filter", {}).get("pipelineExecutionId")
        return {
            "actionExecutionDetails": [
                self._action(one, action)
                for one in self.cloud.executions
                if wanted in (None, one.id)
                for action in reversed(one.actions)
            ]
        }

    def _action(self, one: Execution, action: Action) -> Asked:
        result: Asked = {"externalExecutionId": action.external, "externalExecutionSummary": action.says}
        if action.status == "Failed":
            result["errorDetails"] = {"code": "JobFailed", "message": action.says or "failed"}
        return {
            "pipelineExecutionId": one.id,
            "actionExecutionId": action.id,
            "stageName": action.stage,
            "actionName": action.stage,
            "startTime": action.began,
            "lastUpdateTime": action.changed,
            "updatedBy": action.by,
            "status": action.status,
            "output": {"executionResult": result, "outputVariables": action.variables},
        }

    def _decide(self, asked: Asked) -> Asked:
        one = next((one for one in self.cloud.executions if one.token == asked["token"]), None)
        if one is None or one.decision:
            raise ServiceError("InvalidApprovalTokenException", "The token is of no release that waits.")
        one.decision = asked["result"]["status"]
        one.decided.set()
        return {}

    def _hold(self, asked: Asked) -> Asked:
        self.cloud.held[asked["stageName"]] = asked["reason"]
        return {}

    def _resume(self, asked: Asked) -> Asked:
        self.cloud.held.pop(asked["stageName"], None)
        return {}

    def _definition(self, asked: Asked) -> Asked:
        kind = {"category": "Source", "owner": "AWS", "provider": "CodeStarSourceConnection", "version": "1"}
        told = {"ConnectionArn": _CONNECTION}
        stages = [
            {
                "name": name,
                "actions": [
                    {"name": name, "actionTypeId": kind, "configuration": told if name == "Source" else {}}
                ],
            }
            for name in STAGES
        ]
        return {"pipeline": {"name": _NAME, "roleArn": arn("iam", "role/pipeline"), "stages": stages}}

    # ---- CodeDeploy ------------------------------------------------------------------------------------

    def _deploy(self) -> dict[tuple[str, str], Answer]:
        name = "codedeploy"
        return {
            (name, "GetDeploymentGroup"): self._group,
            (name, "ListDeployments"): self._deployments,
            (name, "BatchGetDeployments"): self._described,
            (name, "GetDeployment"): lambda asked: {
                "deploymentInfo": self._deployment(asked["deploymentId"])
            },
            (name, "ListDeploymentTargets"): lambda asked: {"targetIds": [f"{_NAME}:{_NAME}-web"]},
            (name, "BatchGetDeploymentTargets"): self._targets,
            (name, "StopDeployment"): self._stop,
            (name, "CreateDeployment"): lambda asked: {"deploymentId": self.orders.deploy(asked).id},
            (name, "PutLifecycleEventHookExecutionStatus"): self._hook_ended,
        }

    def _group(self, asked: Asked) -> Asked:
        pair = {
            "targetGroups": [{"name": f"{_NAME}-{colour}"} for colour in COLOURS],
            "prodTrafficRoute": {"listenerArns": [_LISTENER]},
        }
        return {
            "deploymentGroupInfo": {
                "applicationName": _NAME,
                "deploymentGroupName": f"{_NAME}-web",
                "alarmConfiguration": {
                    "enabled": True,
                    "alarms": [{"name": one} for one in self.alarms.states()],
                },
                "loadBalancerInfo": {"targetGroupPairInfoList": [pair]},
            }
        }

    def _deployments(self, asked: Asked) -> Asked:
        wanted = asked.get("includeOnlyStatuses")
        return {
            "deployments": [one.id for one in self.cloud.deployments if not wanted or one.status in wanted]
        }

    def _described(self, asked: Asked) -> Asked:
        return {"deploymentsInfo": [self._deployment(one) for one in asked["deploymentIds"]]}

    def _known(self, deployment_id: str) -> Deployment:
        found = self.cloud.deployment(deployment_id)
        if found is None:
            raise ServiceError("DeploymentDoesNotExistException", f"There is no {deployment_id}.")
        return found

    def _deployment(self, deployment_id: str) -> Asked:
        one = self._known(deployment_id)
        rollback = {"rollbackDeploymentId": one.rollback, "rollbackTriggeringDeploymentId": one.takes_back}
        told: Asked = {
            "deploymentId": one.id,
            "status": one.status,
            "createTime": one.began,
            "creator": one.by,
            "revision": {"revisionType": "AppSpecContent", "appSpecContent": {"content": one.appspec}},
            "rollbackInfo": {name: value for name, value in rollback.items() if value},
        }
        told |= {"completeTime": one.ended} if one.ended else {}
        return told | (
            {"errorInformation": {"code": "HOOK_EXECUTION_FAILURE", "message": one.error}}
            if one.error
            else {}
        )

    def _targets(self, asked: Asked) -> Asked:
        one = self._known(asked["deploymentId"])
        events = [{"lifecycleEventName": name, "status": status} for name, status in one.events.items()]
        target = {
            "deploymentId": one.id,
            "targetId": f"{_NAME}:{_NAME}-web",
            "lifecycleEvents": events,
            "taskSetsInfo": [] if one.has_ended else [self._colour(label) for label in ("Blue", "Green")],
        }
        return {"deploymentTargets": [{"deploymentTargetType": "ECSTarget", "ecsTarget": target}]}

    def _colour(self, label: str) -> Asked:
        """CodeDeploy calls the old tasks Blue and the new ones Green, whatever their target groups are called."""
        live = self.live()
        name = live if label == "Blue" else next(one for one in COLOURS if one != live)
        return {
            "taskSetLabel": label,
            "trafficWeight": float(self.proxy.share(name)),
            "runningCount": self.proxy.healthy(name),
            "desiredCount": TASKS,
        }

    def _stop(self, asked: Asked) -> Asked:
        one = self._known(asked["deploymentId"])
        if one.has_ended:
            raise ServiceError("DeploymentAlreadyCompletedException", f"{one.id} has ended.")
        one.stop.set()
        return {"status": "Pending", "statusMessage": "Stopping"}

    def _hook_ended(self, asked: Asked) -> Asked:
        self._known(asked["deploymentId"]).said[asked["lifecycleEventHookExecutionId"]] = asked["status"]
        return {"lifecycleEventHookExecutionId": asked["lifecycleEventHookExecutionId"]}

    # ---- the services around them ----------------------------------------------------------------------

    def _others(self) -> dict[tuple[str, str], Answer]:
        scaling = "application-autoscaling"
        return {
            ("ecs", "DescribeTaskDefinition"): self._task_definition,
            ("elbv2", "DescribeTargetGroups"): self._groups,
            ("elbv2", "DescribeListeners"): self._listeners,
            ("elbv2", "DescribeTargetHealth"): self._health,
            ("cloudwatch", "DescribeAlarms"): self._alarms,
            (scaling, "DescribeScalableTargets"): self._scalable,
            (scaling, "RegisterScalableTarget"): self._scale,
            ("ssm", "GetParameter"): self._parameter,
            ("s3", "HeadObject"): self._object,
            ("sts", "GetCallerIdentity"): lambda asked: {
                "Account": ACCOUNT,
                "Arn": arn("iam", "user/rehearsal"),
            },
            ("codeconnections", "GetConnection"): lambda asked: {
                "Connection": {"ConnectionStatus": "AVAILABLE"}
            },
            ("ecr", "DescribeImages"): lambda asked: {"imageDetails": [{"imageDigest": "x"}]},
            ("logs", "FilterLogEvents"): lambda asked: {"events": []},
            ("cloudformation", "DescribeStacks"): self._stacks,
            ("cloudformation", "UpdateStack"): self._update,
        }

    def _task_definition(self, asked: Asked) -> Asked:
        release = self.cloud.by_task_definition(asked["taskDefinition"])
        if release is None:
            raise ServiceError("ClientException", "There is no such task definition.")
        told = [{"name": "RELEASE", "value": release.name}]
        container = {"name": "web", "image": release.image, "environment": told}
        return {
            "taskDefinition": {
                "taskDefinitionArn": release.task_definition,
                "containerDefinitions": [container],
            }
        }

    def _groups(self, asked: Asked) -> Asked:
        return {
            "TargetGroups": [
                {
                    "TargetGroupName": name,
                    "TargetGroupArn": arn("elasticloadbalancing", f"targetgroup/{name}/1"),
                }
                for name in asked["Names"]
            ]
        }

    def _listeners(self, asked: Asked) -> Asked:
        shares = [
            {
                "TargetGroupArn": arn("elasticloadbalancing", f"targetgroup/{_NAME}-{colour}/1"),
                "Weight": self.proxy.share(colour),
            }
            for colour in COLOURS
        ]
        action = {"Type": "forward", "ForwardConfig": {"TargetGroups": shares}}
        return {"Listeners": [{"ListenerArn": _LISTENER, "DefaultActions": [action]}]}

    def _health(self, asked: Asked) -> Asked:
        colour = next(one for one in COLOURS if f"-{one}/" in asked["TargetGroupArn"])
        healthy = self.proxy.healthy(colour)
        return {"TargetHealthDescriptions": [{"TargetHealth": {"State": "healthy"}}] * healthy}

    def _alarms(self, asked: Asked) -> Asked:
        names = asked.get("AlarmNames")
        states = self.alarms.states()
        found = [{"AlarmName": name, "StateValue": state} for name, state in states.items()]
        return {"MetricAlarms": [one for one in found if not names or one["AlarmName"] in names]}

    def _scalable(self, asked: Asked) -> Asked:
        is_suspended = self.cloud.is_scaling_suspended
        return {
            "ScalableTargets": [
                {
                    "ServiceNamespace": "ecs",
                    "ResourceId": asked["ResourceIds"][0],
                    "ScalableDimension": "ecs:service:DesiredCount",
                    "MinCapacity": TASKS,
                    "MaxCapacity": TASKS,
                    "RoleARN": arn("iam", "role/scaling"),
                    "CreationTime": self.cloud.deployments[-1].began,
                    "SuspendedState": {"DynamicScalingOutSuspended": is_suspended},
                }
            ]
        }

    def _scale(self, asked: Asked) -> Asked:
        self.cloud.is_scaling_suspended = asked["SuspendedState"]["DynamicScalingOutSuspended"]
        return {}

    def _parameter(self, asked: Asked) -> Asked:
        if asked["Name"] not in self.cloud.parameters:
            raise ServiceError("ParameterNotFound", asked["Name"])
        return {"Parameter": {"Name": asked["Name"], "Value": self.cloud.parameters[asked["Name"]]}}

    def _object(self, asked: Asked) -> Asked:
        if asked["path"].rpartition("/")[2].removesuffix(".json") not in self.cloud.published:
            raise ServiceError("NoSuchKey", asked["path"])
        return {}

    def _stacks(self, asked: Asked) -> Asked:
        told = {"ImageUri": self.cloud.workers_image} if "workers" in asked["StackName"] else {}
        stack = {
            "StackName": asked["StackName"],
            "CreationTime": self.cloud.deployments[-1].began,
            "StackStatus": "UPDATE_COMPLETE",
            "Parameters": [{"ParameterKey": name, "ParameterValue": value} for name, value in told.items()],
        }
        return {"Stacks": [stack]}

    def _update(self, asked: Asked) -> Asked:
        told = {one["ParameterKey"]: one.get("ParameterValue", "") for one in asked["Parameters"]}
        self.orders.update_workers(told["ImageUri"])
        return {"StackId": arn("cloudformation", f"stack/{asked['StackName']}/1")}
