"""The shopper's way through a shop that is well, and through shops that are not."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from infra.hooks import journey as journeys
from infra.hooks.journey import Report, journey, same_release
from infra.hooks.visitor import Door
from infra.tests.fake_shop import FakeShop, running


@pytest.fixture
def shop() -> Iterator[FakeShop]:
    with running(FakeShop()) as one:
        yield one


def walk(shop: FakeShop) -> Report:
    return journey(shop.door(), "r7", patience=0, pause=lambda seconds: None)


def first_fault(report: Report) -> tuple[str, str]:
    (last,) = [check for check in report.checks if check.wrong]
    assert last is report.checks[-1]
    return last.name, last.wrong


class TestAGoodShop:
    def test_passes_every_check(self, shop: FakeShop):
        report = walk(shop)

        assert report.is_ok, str(report)
        assert len(report.checks) == 10

    def test_has_something_in_the_basket_and_nothing_ordered(self, shop: FakeShop):
        walk(shop)

        assert shop.basket == ["csrfmiddlewaretoken=t&quantity=1"]

    def test_may_take_a_while_until_its_listener_leads_there(self, shop: FakeShop):
        shop.release = "r6"

        def meanwhile(seconds: float) -> None:
            shop.release = "r7"

        assert journey(shop.door(), "r7", patience=30, pause=meanwhile).is_ok


class TestAShopIsRefused:
    @pytest.mark.parametrize(
        ("changed", "check", "says"),
        [
            ({"release": "r6"}, "release", "r6 answers instead of r7"),
            ({"status_of_readiness": 503}, "release", "answers 503"),
            ({"broken": {"/": 500}}, "home", "/ answers 500"),
            ({"headers": {}}, "home", "has no content-security-policy"),
            ({"broken": {"/telescopes/": 500}}, "department", "answers 500"),
            ({"goods": ""}, "product", "no product can be bought"),
            ({"broken": {"/search/?q=telescope": 500}}, "search", "answers 500"),
            ({"goods": '<form action="/basket/add/"><input name="quantity"></form>'}, "basket", "403"),
            ({"broken": {"/basket/": 500}}, "basket", "500"),
            ({"broken": {"/admin/login/?next=/admin/": 500}}, "sign-in of staff", "500"),
            ({"broken": {"/products/there-is-no-such-thing/": 200}}, "page that is not there", "200"),
            ({"broken": {"/static/shop.js": 404}}, "styles and scripts", "/static/shop.js answers 404"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_where_something_is_wrong(
        self, shop: FakeShop, changed: dict[str, object], check: str, says: str
    ):
        for name, value in changed.items():
            setattr(shop, name, value)

        name, wrong = first_fault(walk(shop))

        assert name == check
        assert says in wrong

    def test_when_it_is_slow(self, shop: FakeShop, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(journeys, "SLOWEST", 0.01)
        shop.delay = 0.03

        assert first_fault(walk(shop))[0] == "speed"

    def test_when_nobody_answers(self):
        report = journey(Door("shop.example", "127.0.0.1", 1, is_https=False), "r7", patience=0)

        assert "ConnectionRefusedError" in first_fault(report)[1]

    def test_when_time_runs_out(self, shop: FakeShop):
        left = iter([100.0, 100.0, 19.0])

        assert first_fault(journey(shop.door(), "r7", seconds_left=lambda: next(left))) == (
            "home",
            "no time is left",
        )

    def test_when_the_old_release_still_answers_sometimes(self, shop: FakeShop):
        shop.other_release = "r6"

        assert same_release(shop.door(), "r7").wrong == "answers came from ['r6']"

    def test_when_nothing_was_checked(self):
        assert not Report().is_ok


def certificate(name: str, folder: Path) -> Path:
    """Write a key and a certificate for a name, signed by itself, and return their file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / f"{name}.pem"
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


class TestTheCertificate:
    """The load balancer is reached by its own name, and has to prove that it is the shop."""

    @pytest.mark.parametrize(("name", "is_ok"), [("shop.example", True), ("other.example", False)])
    def test_has_to_be_the_shops(
        self, name: str, is_ok: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        file = certificate(name, tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.load_cert_chain(file)

        with running(FakeShop(), server) as shop:
            report = journey(
                Door("shop.example", "127.0.0.1", shop.port), "r7", patience=0, pause=lambda seconds: None
            )

        assert report.is_ok is is_ok, str(report)
        assert is_ok or "certificate" in str(report).lower()
