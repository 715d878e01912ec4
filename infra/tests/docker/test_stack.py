"""The stack of compose.yaml, running: what reaches what, who stops how, and what a visitor sees."""

import http.client
import json
import socket
import threading
import time

import pytest

from infra.hooks.journey import journey, same_release
from infra.hooks.visitor import Door
from infra.rehearsal.shoppers import Shoppers
from infra.tests.docker.engine import Image, Stack, run, until

pytestmark = pytest.mark.docker


def get(port: int, path: str) -> tuple[int, str]:
    """Ask for a page on this machine and return its status and text."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


class TestTheStack:
    @pytest.mark.parametrize("service", ["web", "worker", "beat", "db", "valkey", "mail", "proxy"])
    def test_becomes_healthy(self, stack: Stack, service: str):
        assert until(lambda: stack.health(service) == "healthy", 60)

    def test_serves_the_demo_shop_with_its_pictures(self, stack: Stack):
        port = stack.port("proxy", 8080)
        status, page = get(port, "/")

        assert status == 200
        picture = "/media/plates/" + page.split("/media/plates/")[1].split('"')[0].split()[0]
        assert get(port, picture)[0] == 200

    def test_says_which_release_serves(self, stack: Stack):
        assert json.loads(get(stack.port("proxy", 8080), "/readyz")[1])["release"] == "r7"

    def test_has_no_green_colour_until_somebody_starts_it(self, stack: Stack):
        assert get(stack.port("proxy", 8081), "/")[0] == 503


LOOK_UP = (
    "python -c \"import socket; socket.create_connection(('{0}', {1}), 3); print('reached')\" 2>&1 | tail -1"
)


class TestTheNetworks:
    def test_keep_the_database_from_the_front(self, stack: Stack, image: Image):
        told = image.shell(LOOK_UP.format("db", 5432), "--network", f"{stack.project}_front-tier").stdout

        assert "reached" not in told

    def test_let_the_shop_reach_the_database(self, stack: Stack, image: Image):
        told = image.shell(LOOK_UP.format("db", 5432), "--network", f"{stack.project}_back-tier").stdout

        assert told.strip() == "reached"

    def test_give_the_back_no_way_out(self, stack: Stack):
        internal = run(
            "docker", "network", "inspect", "--format", "{{.Internal}}", f"{stack.project}_back-tier"
        )

        assert internal.stdout.strip() == "true"


class TestStopping:
    """Each role gets TERM as the first process of its container and leaves by itself."""

    def test_a_web_server_answers_what_has_begun(self, stack: Stack, image: Image):
        settings = stack.compose("exec", "-T", "web", "env").stdout.splitlines()
        options = [f"--env={line}" for line in settings if line.split("=")[0] in _PASSED_ON]
        name = f"{stack.project}-stopping"
        run(
            "docker", "run", "--detach", "--name", name, "--read-only", "--tmpfs", "/tmp",
            "--network", f"{stack.project}_back-tier", *options, image.name, "web",
        )  # fmt: skip
        try:
            run("docker", "network", "connect", f"{stack.project}_front-tier", name)
            assert _answer_over_a_stop(name).startswith(
                "HTTP/1.1 403"
            )  # no token: the form was read to its end
            assert run("docker", "inspect", "--format", "{{.State.ExitCode}}", name).stdout.strip() == "0"
        finally:
            run("docker", "rm", "--force", name, check=False)

    @pytest.mark.parametrize("service", ["worker", "beat"])
    def test_a_process_without_work_leaves_at_once(self, stack: Stack, service: str):
        before = time.monotonic()
        stack.compose("stop", service)
        took = time.monotonic() - before

        try:
            state = json.loads(
                run("docker", "inspect", "--format", "{{json .State}}", _stopped(stack, service)).stdout
            )
            assert state["ExitCode"] == 0
            assert took < 20
        finally:
            stack.compose("start", service)


_PASSED_ON = {"SHOP_MODE", "SHOP_URL", "ALLOWED_HOSTS", "SECRET_KEY", "DATABASE_URL", "REDIS_URL"}


def _stopped(stack: Stack, service: str) -> str:
    label = f"label=com.docker.compose.service={service}"
    project = f"label=com.docker.compose.project={stack.project}"
    return run("docker", "ps", "-aq", "--filter", label, "--filter", project).stdout.strip()


def _answer_over_a_stop(name: str) -> str:
    """Send half a form, tell the server to stop, send the other half, and return the first line of the answer."""
    addresses = run(
        "docker", "inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}", name
    ).stdout.split()
    assert until(lambda: _is_open(addresses[0]), 30)
    with socket.create_connection((addresses[0], 8000), timeout=20) as connection:
        connection.sendall(
            b"POST /basket/add/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 18\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\nquantity="
        )
        time.sleep(1)  # it has to be read by a thread before the signal comes
        stopping = threading.Thread(target=run, args=("docker", "stop", "--time", "40", name))
        stopping.start()
        time.sleep(2)
        connection.sendall(b"123456789")
        answer = connection.recv(200).decode()
        stopping.join()
    return answer.splitlines()[0]


def _is_open(address: str) -> bool:
    try:
        socket.create_connection((address, 8000), timeout=1).close()
    except OSError:
        return False
    return True


def _invoices(stack: Stack) -> int:
    return int(stack.inside("web", "find /srv/documents -name '*.pdf' | wc -l").stdout)


class TestItsVolumes:
    def test_keep_everything_over_a_stop(self, stack: Stack):
        """Order, invoice, message of the queue, picture: what `down` without `--volumes` may not lose."""
        shoppers = Shoppers(stack.port("proxy", 8080), count=1, label="kept").start()
        assert until(lambda: bool(shoppers.placed), 90), shoppers.reasons
        shoppers.stop()
        assert until(lambda: _invoices(stack) > 0, 60), stack.compose("logs", "worker").stdout[-3000:]
        queue = "valkey-cli -n 9 {0}"
        stack.inside("valkey", queue.format("lpush kept message"))
        picture = stack.inside("web", "ls /srv/media/plates | head -1").stdout.strip()

        stack.compose("down", "--timeout", "30")
        stack.start()

        ask = 'PGPASSWORD=$POSTGRES_PASSWORD psql -h 127.0.0.1 -U shop -tAc "SELECT email FROM orders_order"'
        assert shoppers.placed[0] in stack.inside("db", ask).stdout
        assert stack.inside("valkey", queue.format("lrange kept 0 -1")).stdout.strip() == "message"
        assert _invoices(stack) > 0
        assert picture
        assert stack.inside("web", f"ls /srv/media/plates/{picture}").returncode == 0


class TestTheChecksOfARelease:
    def test_find_nothing_wrong_with_a_shop_that_is_well(self, stack: Stack):
        door = Door("localhost", "127.0.0.1", stack.port("proxy", 8080), is_https=False)

        report = journey(door, "r7")

        assert report.is_ok, str(report)
        assert not same_release(door, "r7").wrong
