import time

from apps.core.memo import forget_all, memo


class TestMemo:
    def test_remembers_by_argument_and_forgets_in_time(self):
        calls = []

        @memo(seconds=0.05)
        def double(n: int) -> int:
            calls.append(n)
            return 2 * n

        assert [double(1), double(1), double(2)] == [2, 2, 4]
        assert calls == [1, 2]
        time.sleep(0.06)
        double(1)
        assert calls == [1, 2, 1]

    def test_forgets_everything_when_told(self):
        calls = []

        @memo(seconds=60)
        def noted() -> int:
            calls.append(1)
            return 1

        noted()
        forget_all()
        noted()
        assert len(calls) == 2
