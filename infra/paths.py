"""Where the files of delivery lie."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INFRA = ROOT / "infra"
TEMPLATES = INFRA / "cloudformation"
PARAMETERS = INFRA / "params"
TASK_DEFINITIONS = INFRA / "taskdef"
