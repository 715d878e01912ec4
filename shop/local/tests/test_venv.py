from pathlib import Path

from shop.local import venv


class TestProgress:
    def test_counts_what_was_fetched(self) -> None:
        output = "Collecting amqp==5.4.2\n  Downloading amqp-5.4.2.whl\nCollecting drf-spectacular==0.30.0\n"

        assert venv.progress(output, total=92, unpacked=1) == "fetching packages, 2 of 92: drf-spectacular"

    def test_counts_files_that_lie_on_the_machine(self) -> None:
        output = "Processing /packages/argon2_cffi-25.1.0-py3-none-any.whl\n"

        assert venv.progress(output, total=92, unpacked=1) == "fetching packages, 1 of 92: argon2_cffi"

    def test_counts_what_was_unpacked_at_the_end(self) -> None:
        output = "Collecting amqp==5.4.2\nInstalling collected packages: amqp\n"

        assert venv.progress(output, total=92, unpacked=40) == "unpacking packages, 40 of 92"

    def test_has_something_to_say_at_the_beginning(self) -> None:
        assert venv.progress("", total=92, unpacked=0) == "looking for packages"


class TestRequirements:
    def test_are_counted_by_package_not_by_hash(self, tmp_path: Path) -> None:
        file = tmp_path / "requirements.txt"
        file.write_text("# a comment == no package\namqp==5.4.2 \\\n    --hash=sha256:0==\ncelery==5.7.0\n")

        assert venv.required_count(file) == 2

    def test_have_another_fingerprint_when_changed(self, tmp_path: Path) -> None:
        file = tmp_path / "requirements.txt"
        file.write_text("amqp==5.4.2\n")
        before = venv.digest(file)
        file.write_text("amqp==5.4.3\n")

        assert venv.digest(file) != before

    def test_of_a_larger_set_hold_the_smaller_ones(self) -> None:
        assert set(venv.SETS["requirements.txt"]) < set(venv.SETS["requirements-local.txt"])
        assert set(venv.SETS["requirements-local.txt"]) < set(venv.SETS["requirements-dev.txt"])
