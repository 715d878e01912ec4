import pytest

from shop.local import console


class TestLine:
    def test_prints_one_row_when_the_work_is_done(self, capsys: pytest.CaptureFixture[str]) -> None:
        with console.line("PostgreSQL") as row:
            row.result = "on port 5433"

        assert capsys.readouterr().out.split() == ["PostgreSQL", "on", "port", "5433", "0.0", "s"]

    def test_prints_no_row_for_work_that_failed(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(console.LocalError), console.line("PostgreSQL"):
            raise console.LocalError("no server")

        assert capsys.readouterr().out == ""

    def test_tells_progress_sparingly_where_no_line_can_move(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with console.line("Packages") as row:
            row.progress("1 of 90")
            row.progress("2 of 90")

        assert "1 of 90" in (out := capsys.readouterr().out)
        assert "2 of 90" not in out
