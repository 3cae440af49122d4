# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs and their runs."""

import datetime
import unittest

from databricks.sdk.errors import InvalidParameterValue, NotFound
from databricks.sdk.service.jobs import (CronSchedule, JobParameterDefinition, JobSettings, NotebookTask, PauseStatus,
                                         PipelineTask, QueueSettings, RunIf, RunLifeCycleState, RunResultState,
                                         SubmitTask, Task, TaskDependency)
from databricks.sdk.service.workspace import Language

import world
from simulatorprocess import wait_for

NOTEBOOK = NotebookTask(notebook_path="/Shared/dlt/orders")
MINUTE = datetime.timedelta(minutes=1)


class Jobs(unittest.TestCase):
    def setUp(self):
        self.client = world.client()

    def create(self, name="conformance", tasks=None, **more):
        tasks = tasks or [Task(task_key="main", notebook_task=NOTEBOOK)]
        job = self.client.jobs.create(name=world.fresh(name), tasks=tasks, **more).job_id
        self.addCleanup(self.forget, job)
        return job

    def forget(self, job):
        try:
            self.client.jobs.delete(job)
        except (NotFound, InvalidParameterValue):
            pass

    def test_create_get_and_delete(self):
        job = self.create(schedule=CronSchedule(quartz_cron_expression="0 0 4 * * ?", timezone_id="Europe/Berlin"),
                          parameters=[JobParameterDefinition(name="day", default="today")], tags={"a": "b"})
        found = self.client.jobs.get(job)
        self.assertGreater(job, 2 ** 53)
        self.assertEqual(found.creator_user_name, "operator@example.com")
        self.assertEqual(found.settings.schedule.pause_status, PauseStatus.UNPAUSED)
        self.assertEqual(found.settings.tasks[0].run_if, RunIf.ALL_SUCCESS)
        self.assertEqual(found.settings.tags, {"a": "b"})
        self.client.jobs.delete(job)
        with self.assertRaises(NotFound):
            self.client.jobs.get(job)

    def test_list_pages_and_finds_by_name(self):
        jobs = [self.create("listed") for _ in range(3)]
        everything = [job.job_id for job in self.client.jobs.list(limit=2)]
        self.assertEqual(everything[:3], jobs[::-1])
        name = self.client.jobs.get(jobs[0]).settings.name
        named = list(self.client.jobs.list(name=name.upper(), expand_tasks=True))
        self.assertEqual([job.job_id for job in named], [jobs[0]])
        self.assertEqual(named[0].settings.tasks[0].task_key, "main")

    def test_update_merges_and_reset_replaces(self):
        job = self.create(tags={"a": "b"})
        self.client.jobs.update(job, new_settings=JobSettings(tasks=[Task(task_key="second", notebook_task=NOTEBOOK)]),
                                fields_to_remove=["tags"])
        settings = self.client.jobs.get(job).settings
        self.assertEqual({task.task_key for task in settings.tasks}, {"main", "second"})
        self.assertIsNone(settings.tags)
        self.client.jobs.reset(job, JobSettings(name="reset", tasks=[Task(task_key="only", notebook_task=NOTEBOOK)]))
        settings = self.client.jobs.get(job).settings
        self.assertEqual((settings.name, [task.task_key for task in settings.tasks]), ("reset", ["only"]))

    def test_a_schedule_is_replaced_whole_and_fires(self):
        job = self.create(schedule=CronSchedule(quartz_cron_expression="0 0/5 * * * ?", timezone_id="UTC"))
        wait_for(lambda: list(self.client.jobs.list_runs(job_id=job)), 60, "a run by schedule")
        schedule = self.client.jobs.get(job).settings.schedule
        schedule.pause_status = PauseStatus.PAUSED
        self.client.jobs.update(job, new_settings=JobSettings(schedule=schedule))
        self.assertEqual(self.client.jobs.get(job).settings.schedule, schedule)
        self.assertEqual(next(self.client.jobs.list_runs(job_id=job)).trigger.value, "PERIODIC")

    def test_run_now_waits_for_the_end(self):
        job = self.create(tasks=[Task(task_key="first", notebook_task=NOTEBOOK),
                                 Task(task_key="second", notebook_task=NOTEBOOK,
                                      depends_on=[TaskDependency(task_key="first")])])
        run = self.client.jobs.run_now(job).result(timeout=MINUTE)
        self.assertEqual(run.state.result_state, RunResultState.SUCCESS)
        self.assertEqual(run.status.termination_details.code.value, "SUCCESS")
        ends = {task.task_key: (task.start_time, task.end_time) for task in run.tasks}
        self.assertGreaterEqual(ends["second"][0], ends["first"][1])
        output = self.client.jobs.get_run_output(run.tasks[0].run_id)
        self.assertEqual(output.metadata.run_id, run.tasks[0].run_id)

    def test_the_same_token_is_the_same_run(self):
        job = self.create()
        token = world.fresh("token")
        first = self.client.jobs.run_now(job, idempotency_token=token).response.run_id
        again = self.client.jobs.run_now(job, idempotency_token=token).response.run_id
        other = self.client.jobs.run_now(job, idempotency_token=world.fresh("token")).response.run_id
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)

    def test_a_pipeline_task_starts_an_update(self):
        pipeline = self.client.pipelines.create(name=world.fresh("of a job"), libraries=[]).pipeline_id
        self.addCleanup(self.client.pipelines.delete, pipeline)
        job = self.create(tasks=[Task(task_key="dlt", pipeline_task=PipelineTask(pipeline_id=pipeline))])
        run = self.client.jobs.run_now_and_wait(job, timeout=MINUTE)
        self.assertEqual(run.state.result_state, RunResultState.SUCCESS)
        updates = self.client.pipelines.list_updates(pipeline).updates
        self.assertEqual((len(updates), updates[0].cause.value), (1, "JOB_TASK"))

    def test_a_missing_notebook_fails_its_run_and_repair_runs_it_again(self):
        path = "/Shared/" + world.fresh("late")
        job = self.create(tasks=[Task(task_key="main", notebook_task=NotebookTask(notebook_path=path))])
        run = self.client.jobs.run_now_and_wait(job, timeout=MINUTE)
        self.assertEqual(run.state.result_state, RunResultState.FAILED)
        self.client.workspace.upload(path, b"print(1)", language=Language.PYTHON)
        self.client.jobs.repair_run(run.run_id, rerun_all_failed_tasks=True).result(timeout=MINUTE)
        found = self.client.jobs.get_run(run.run_id, include_history=True)
        self.assertEqual(found.state.result_state, RunResultState.SUCCESS)
        self.assertEqual(len(found.repair_history), 1)

    def test_cancel_and_cancel_all(self):
        job = self.create(max_concurrent_runs=2)
        with world.slowly():
            run = self.client.jobs.run_now(job).response.run_id
            cancelled = self.client.jobs.cancel_run(run).result(timeout=MINUTE)
            self.assertEqual(cancelled.state.result_state, RunResultState.CANCELED)
            runs = [self.client.jobs.run_now(job).response.run_id for _ in range(2)]
            self.client.jobs.cancel_all_runs(job_id=job)
        for run in runs:
            self.assertEqual(self.client.jobs.get_run(run).state.life_cycle_state, RunLifeCycleState.TERMINATED)
        self.client.jobs.delete_run(runs[0])
        with self.assertRaises(NotFound):
            self.client.jobs.get_run(runs[0])

    def test_more_runs_than_allowed_are_skipped_or_queued(self):
        alone = self.create(queue=QueueSettings(enabled=False))
        queued = self.create()
        with world.slowly():
            self.client.jobs.run_now(alone)
            second = self.client.jobs.run_now(alone).result(timeout=MINUTE)
            self.assertEqual(second.state.life_cycle_state, RunLifeCycleState.SKIPPED)
            self.client.jobs.run_now(queued)
            waiting = self.client.jobs.run_now(queued)
            self.assertEqual(self.client.jobs.get_run(waiting.response.run_id).state.life_cycle_state,
                             RunLifeCycleState.QUEUED)
        self.assertEqual(waiting.result(timeout=MINUTE).state.result_state, RunResultState.SUCCESS)

    def test_runs_are_listed_in_pages(self):
        job = self.create(max_concurrent_runs=5)
        with world.slowly():
            made = {self.client.jobs.run_now(job).response.run_id for _ in range(3)}
            self.assertEqual({run.run_id for run in self.client.jobs.list_runs(job_id=job, limit=2)}, made)
            self.assertEqual({run.run_id for run in self.client.jobs.list_runs(job_id=job, active_only=True)}, made)
        wait_for(lambda: not list(self.client.jobs.list_runs(job_id=job, active_only=True)), 60, "all have ended")
        self.assertEqual({run.run_id for run in self.client.jobs.list_runs(job_id=job, completed_only=True)}, made)

    def test_submit_runs_once_and_is_no_job(self):
        run = self.client.jobs.submit(run_name=world.fresh("once"),
                                      tasks=[SubmitTask(task_key="main", notebook_task=NOTEBOOK)]).result(timeout=MINUTE)
        self.assertEqual(run.state.result_state, RunResultState.SUCCESS)
        self.assertEqual(run.run_type.value, "SUBMIT_RUN")
        self.assertNotIn(run.job_id, [job.job_id for job in self.client.jobs.list()])

    def test_long_jobs_come_in_pages(self):
        tasks = [Task(task_key=f"task_{number}", notebook_task=NOTEBOOK) for number in range(130)]
        job = self.create(tasks=tasks)
        self.assertEqual(len(self.client.jobs.get(job).settings.tasks), 130)
        bare = world.call("GET", f"/api/2.2/jobs/get?job_id={job}").json()
        self.assertEqual(len(bare["settings"]["tasks"]), 100)
        self.assertIn("next_page_token", bare)

    def test_wrong_settings_are_refused(self):
        with self.assertRaises(InvalidParameterValue):
            self.create(schedule=CronSchedule(quartz_cron_expression="* * *", timezone_id="UTC"))
        with self.assertRaises(InvalidParameterValue):
            self.create(tasks=[Task(task_key="a", notebook_task=NOTEBOOK,
                                    depends_on=[TaskDependency(task_key="missing")])])
        with self.assertRaises(InvalidParameterValue):
            self.create(tasks=[Task(task_key="a", notebook_task=NOTEBOOK)] * 2)

    def test_unknown_job_is_not_found(self):
        with self.assertRaises(NotFound):
            self.client.jobs.get(12345)
        with self.assertRaises(NotFound):
            self.client.jobs.get_run(12345)
        with self.assertRaises(InvalidParameterValue):
            self.client.jobs.run_now(12345)
