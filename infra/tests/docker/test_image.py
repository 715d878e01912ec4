"""The image itself, built and looked into."""

import pytest

from infra.tests.docker.engine import Image
from infra.tests.test_rendering import RELEASE
from infra.tests.test_settings import told

pytestmark = pytest.mark.docker

MEBIBYTE = 1024 * 1024


class TestTheImage:
    def test_stays_within_its_budget(self, image: Image):
        assert image.inspect()["Size"] < 480 * MEBIBYTE

    def test_says_which_release_it_is(self, image: Image):
        config = image.inspect()["Config"]

        assert config["Labels"]["org.opencontainers.image.version"] == "r7"
        assert config["Labels"]["org.opencontainers.image.revision"] == "4f2c1e9"
        assert {"RELEASE=r7", "COMMIT=4f2c1e9"} <= set(config["Env"])

    def test_runs_as_nobody_in_particular(self, image: Image):
        assert image.shell("id -u; id -g; touch /app/x || echo refused").stdout.split() == [
            "10001",
            "10001",
            "refused",
        ]

    def test_writes_to_the_scratch_volume_only(self, image: Image):
        assert image.shell("touch /tmp/x && echo yes; touch /srv/media/x || echo no").stdout.split() == [
            "yes",
            "no",
        ]

    @pytest.mark.parametrize(
        "found",
        [
            "command -v gcc cc g++ make",
            "find / -xdev -path '*/.cache/pip' -o -xdev -name '*.whl' -path '/opt/*'",
            "find /app -type d -name tests",
            "find /app \\( -name '.env' -o -name '*.key' -o -name '.git' \\)",
            "find /app/shop -name local -o -name settings_test.py",
        ],
        ids=["compilers", "pip's cache", "tests", "secrets", "programs of a developer"],
    )
    def test_leaves_out(self, image: Image, found: str):
        assert image.shell(f"({found}) 2>/dev/null || true").stdout == ""

    def test_holds_collected_static_files(self, image: Image):
        names = image.shell("ls /app/collected /app/collected/css").stdout

        assert "staticfiles.json" in names
        assert "shop.css" in names

    def test_keeps_no_setting_of_the_build(self, image: Image):
        assert not any(
            name.startswith(("SECRET_KEY", "DATABASE_URL")) for name in image.inspect()["Config"]["Env"]
        )

    def test_needs_no_compiled_file_to_be_written_at_start(self, image: Image):
        script = "find /app/shop/__pycache__ -name 'settings.*.pyc' | wc -l"

        assert image.shell(script).stdout.strip() == "1"


class TestARelease:
    def test_starts_with_the_settings_of_its_task_definition(self, image: Image):
        """What the release tells the web service is what the shop's settings want in production."""
        options = [f"--env={name}={value}" for name, value in told().items()]
        ask = "from django.conf import settings as s; print(s.RELEASE, s.STATIC_URL)"

        said = image.shell(f'/app/docker/entrypoint manage shell --no-imports -c "{ask}"', *options).stdout

        assert said.split() == [RELEASE.name, "https://FilesHost-value/static/"]
