import sys
from pathlib import Path

import pytest

from shop.local.binaries import first_that_runs, package_folder, version_of


def make_program(path: Path, *, says: str) -> Path:
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def postgres_18(tmp_path: Path) -> Path:
    return make_program(tmp_path / "postgres-18", says="postgres (PostgreSQL) 18.6")


@pytest.fixture
def postgres_13(tmp_path: Path) -> Path:
    return make_program(tmp_path / "postgres-13", says="postgres (PostgreSQL) 13.22 (Debian 13.22-0)")


class TestVersionOf:
    def test_reads_what_postgresql_tells(self, postgres_13: Path) -> None:
        assert version_of(postgres_13) == (13, "13.22")

    def test_reads_what_valkey_tells(self, tmp_path: Path) -> None:
        program = make_program(
            tmp_path / "valkey-server", says="Valkey server v=9.1.2 sha=00000000:1 bits=64"
        )

        assert version_of(program) == (9, "9.1.2")

    def test_is_nothing_for_a_program_that_is_missing(self, tmp_path: Path) -> None:
        assert version_of(tmp_path / "postgres") == (0, "")

    def test_is_nothing_for_a_program_of_another_machine(self, tmp_path: Path) -> None:
        foreign = tmp_path / "postgres"
        foreign.write_bytes(b"\x7fELF of another kind")
        foreign.chmod(0o755)

        assert version_of(foreign) == (0, "")


class TestFirstThatRuns:
    def test_prefers_the_package(self, postgres_18: Path, tmp_path: Path) -> None:
        installed = make_program(tmp_path / "postgres-17", says="postgres (PostgreSQL) 17.2")

        server = first_that_runs([(postgres_18, tmp_path), (installed, None)], oldest=15)

        assert server is not None
        assert (server.program, server.major, server.version) == (postgres_18, 18, "18.6")
        assert server.package == tmp_path

    def test_falls_back_to_an_installed_server_when_the_package_does_not_run(
        self, postgres_18: Path, tmp_path: Path
    ) -> None:
        server = first_that_runs([(tmp_path / "missing", tmp_path), (postgres_18, None)], oldest=15)

        assert server is not None
        assert server.program == postgres_18
        assert server.package is None

    def test_passes_over_one_that_is_too_old(self, postgres_13: Path, postgres_18: Path) -> None:
        server = first_that_runs([(postgres_13, None), (postgres_18, None)], oldest=15)

        assert server is not None
        assert server.program == postgres_18

    def test_finds_none_where_none_is_new_enough(self, postgres_13: Path) -> None:
        assert first_that_runs([(postgres_13, None)], oldest=15) is None


class TestPackageFolder:
    def test_finds_a_package_without_importing_it(self, tmp_path: Path) -> None:
        (tmp_path / "never_imported").mkdir()
        (tmp_path / "never_imported" / "__init__.py").write_text("raise RuntimeError")

        assert package_folder("never_imported", [str(tmp_path)]) == tmp_path / "never_imported"
        assert "never_imported" not in sys.modules

    def test_finds_nothing_where_it_is_not_installed(self, tmp_path: Path) -> None:
        assert package_folder("never_imported", [str(tmp_path)]) is None
