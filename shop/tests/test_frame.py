from itertools import count

from django.template import Context, Template

TEXT = "{% kept country %}{{ country }} {{ count }}{% endkept %}"


class TestKept:
    def test_is_written_once_for_equal_values(self):
        template = Template(TEXT)

        assert template.render(Context({"country": "DE", "count": 1})) == "DE 1"
        assert template.render(Context({"country": "DE", "count": 2})) == "DE 1"

    def test_is_written_anew_for_other_values(self):
        template = Template(TEXT)

        template.render(Context({"country": "DE", "count": 1}))
        assert template.render(Context({"country": "AT", "count": 2})) == "AT 2"

    def test_escapes_as_outside(self):
        assert Template(TEXT).render(Context({"country": "<b>", "count": 1})) == "&lt;b&gt; 1"


class TestUrl:
    def test_is_worked_out_once_and_stays_right(self) -> None:
        page = Template('{% url "cart:basket" %} {% url "content:page" "terms" %}')

        assert [page.render(Context()) for _ in range(2)] == ["/basket/ /pages/terms/"] * 2

    def test_gives_a_name_as_the_tag_of_django_does(self) -> None:
        assert Template('{% url "cart:basket" as here %}{{ here }}').render(Context()) == "/basket/"

    def test_does_not_keep_what_depends_on_the_page(self) -> None:
        page = Template("{% url name %}")

        found = [page.render(Context({"name": name})) for name in ("cart:basket", "orders:withdraw")]

        assert found[0] == "/basket/"
        assert found[1] != found[0]

    def test_does_not_keep_arguments_that_depend_on_the_page(self) -> None:
        page = Template('{% url "content:page" slug %} {% url "content:page" slug="terms" %}')

        found = [page.render(Context({"slug": slug})) for slug in ("terms", "imprint")]

        assert found == ["/pages/terms/ /pages/terms/", "/pages/imprint/ /pages/terms/"]


class TestWritten:
    def test_writes_a_piece_once_for_several_places(self) -> None:
        counted = count(1)
        page = Template("{% written sums %}<b>{{ next }}</b>{% endwritten %}{{ sums }} {{ sums }}")

        assert page.render(Context({"next": lambda: next(counted)})) == "<b>1</b> <b>1</b>"
