from django.template import Context, Template

TEXT = "{% load frame %}{% kept country %}{{ country }} {{ count }}{% endkept %}"


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
