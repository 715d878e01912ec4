"""What beat starts must exist, and take what a newer release may send."""

from celery import current_app

from shop.celery import app


class TestTheSchedule:
    def test_names_tasks_that_exist(self):
        current_app.loader.import_default_modules()

        for entry in app.conf.beat_schedule.values():
            assert entry["task"] in current_app.tasks

    def test_runs_every_job_without_trouble(self, db):
        current_app.loader.import_default_modules()

        for entry in app.conf.beat_schedule.values():
            current_app.tasks[entry["task"]].run(argument_of_a_newer_release=1)
