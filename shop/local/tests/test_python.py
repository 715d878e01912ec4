import ast

import pytest

from shop.local import paths, python


class TestOldPythons:
    @pytest.mark.parametrize(
        "file",
        [
            "bin/run",
            "bin/test",
            "bin/check",
            "shop/__init__.py",
            "shop/local/__init__.py",
            "shop/local/python.py",
        ],
    )
    def test_can_read_the_way_to_the_plain_message(self, file: str) -> None:
        ast.parse((paths.ROOT / file).read_text(), feature_version=(3, 6))


class TestRequireSupported:
    def test_is_content_with_a_supported_python(self) -> None:
        python.require_supported()
