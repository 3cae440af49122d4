# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pipelines: list, create, get, edit, start, stop, wait, updates, events, delete."""

import datetime
import unittest

from databricks.sdk.errors import InvalidParameterValue, NotFound, ResourceConflict
from databricks.sdk.service.pipelines import (NotebookLibrary, PipelineLibrary, PipelineState, RunAs,
                                              UpdateInfoState)

import world
from simulatorprocess import wait_for

LIBRARIES = [PipelineLibrary(notebook=NotebookLibrary(path="/Shared/dlt/orders"))]
MINUTE = datetime.timedelta(minutes=1)


def latest(client, pipeline):
    updates = client.pipelines.get(pipeline).latest_updates or []
    return updates[0] if updates else None


class Pipelines(unittest.TestCase):
    def setUp(self):
        self.client = world.client()

    def create(self, name="conformance", **more):
        made = self.client.pipelines.create(name=world.fresh(name), libraries=LIBRARIES, **more).pipeline_id
        self.addCleanup(self.forget, made)
        return made

    def forget(self, pipeline):
        try:
            self.client.pipelines.delete(pipeline)
        except NotFound:
            pass

    def completed(self, pipeline, update):
        return wait_for(lambda: self.client.pipelines.get_update(pipeline, update).update.state
                        in (UpdateInfoState.COMPLETED, UpdateInfoState.FAILED, UpdateInfoState.CANCELED)
                        and self.client.pipelines.get_update(pipeline, update).update, 60, "the update has ended")

    def test_list_finds_the_fleet(self):
        names = [pipeline.name for pipeline in self.client.pipelines.list_pipelines()]
        self.assertLessEqual({"orders", "order_returns", "payments", "clickstream"}, set(names))

    def test_list_pages_in_order_and_filters(self):
        made = [self.create("paged") for _ in range(3)]
        listed = list(self.client.pipelines.list_pipelines(filter="name LIKE 'paged%'", max_results=2,
                                                           order_by=["name desc"]))
        names = [pipeline.name for pipeline in listed]
        self.assertEqual({pipeline.pipeline_id for pipeline in listed}, set(made))
        self.assertEqual(names, sorted(names, reverse=True))
        by_notebook = list(self.client.pipelines.list_pipelines(filter="notebook='/Shared/dlt/orders'", max_results=100))
        self.assertLessEqual(set(made), {pipeline.pipeline_id for pipeline in by_notebook})
        with self.assertRaises(InvalidParameterValue):
            list(self.client.pipelines.list_pipelines(max_results=101))

    def test_create_get_and_delete(self):
        pipeline = self.create(configuration={"a": "b"}, channel="PREVIEW", catalog="main", schema="lab")
        found = self.client.pipelines.get(pipeline)
        self.assertEqual(found.state, PipelineState.IDLE)
        self.assertEqual(found.spec.configuration, {"a": "b"})
        self.assertEqual(found.spec.libraries[0].notebook.path, "/Shared/dlt/orders")
        self.assertIsNone(found.spec.continuous)
        self.assertIsNone(found.health)
        self.assertEqual(found.creator_user_name, "operator@example.com")
        self.client.pipelines.delete(pipeline)
        with self.assertRaises(NotFound):
            self.client.pipelines.get(pipeline)

    def test_a_name_is_taken_once(self):
        pipeline = self.create("taken")
        name = self.client.pipelines.get(pipeline).name
        with self.assertRaises(ResourceConflict):
            self.client.pipelines.create(name=name, libraries=LIBRARIES)
        twin = self.client.pipelines.create(name=name, libraries=LIBRARIES, allow_duplicate_names=True).pipeline_id
        self.client.pipelines.delete(twin)

    def test_dry_run_makes_nothing(self):
        name = world.fresh("dry")
        answer = self.client.pipelines.create(name=name, libraries=LIBRARIES, dry_run=True)
        self.assertIsNone(answer.pipeline_id)
        self.assertEqual(answer.effective_settings.name, name)
        self.assertEqual(list(self.client.pipelines.list_pipelines(filter=f"name LIKE '{name}'")), [])

    def test_triggered_update_runs_to_its_end(self):
        pipeline = self.create()
        update = self.client.pipelines.start_update(pipeline).update_id
        with self.assertRaises(ResourceConflict):
            self.client.pipelines.start_update(pipeline)
        self.assertEqual(self.completed(pipeline, update).state, UpdateInfoState.COMPLETED)
        found = self.client.pipelines.wait_get_pipeline_idle(pipeline, timeout=MINUTE)
        self.assertEqual(found.latest_updates[0].update_id, update)
        self.assertEqual(found.health.value, "HEALTHY")

    def test_validation_alone_runs_no_flow(self):
        pipeline = self.create()
        update = self.client.pipelines.start_update(pipeline, validate_only=True).update_id
        ended = self.completed(pipeline, update)
        self.assertEqual(ended.state, UpdateInfoState.COMPLETED)
        self.assertTrue(ended.validate_only)
        flows = list(self.client.pipelines.list_pipeline_events(pipeline, filter="event_type = 'flow_progress'"))
        self.assertEqual(flows, [])

    def test_full_refresh_of_a_selection_and_of_an_unknown_table(self):
        pipeline = self.create("selected", catalog="main", schema="lab")
        table = self.client.pipelines.get(pipeline).name.replace(" ", "_")
        first = self.client.pipelines.start_update(pipeline, full_refresh_selection=[table]).update_id
        ended = self.completed(pipeline, first)
        self.assertEqual((ended.state, ended.full_refresh_selection), (UpdateInfoState.COMPLETED, [table]))
        words = [event.message for event in self.client.pipelines.list_pipeline_events(
            pipeline, filter=f"update_id = '{first}' AND event_type in ('update_progress')")]
        self.assertTrue(any("RESETTING" in word for word in words))
        second = self.client.pipelines.start_update(pipeline, refresh_selection=["no_such_table"]).update_id
        self.assertEqual(self.completed(pipeline, second).state, UpdateInfoState.FAILED)
        errors = list(self.client.pipelines.list_pipeline_events(pipeline, filter="level='ERROR'"))
        self.assertIn("no_such_table", errors[-1].error.exceptions[0].message)

    def test_continuous_pipeline_starts_by_itself_and_stops(self):
        pipeline = self.create(continuous=True)
        wait_for(lambda: self.client.pipelines.get(pipeline).state == PipelineState.RUNNING, 60, "RUNNING")
        stopped = self.client.pipelines.stop(pipeline).result(timeout=MINUTE)
        self.assertEqual(stopped.state, PipelineState.IDLE)
        self.assertEqual(latest(self.client, pipeline).state.value, "CANCELED")
        self.client.pipelines.stop_and_wait(pipeline, timeout=MINUTE)

    def test_edit_restarts_a_continuous_pipeline(self):
        pipeline = self.create(continuous=True)
        wait_for(lambda: self.client.pipelines.get(pipeline).state == PipelineState.RUNNING, 60, "RUNNING")
        before = latest(self.client, pipeline).update_id
        found = self.client.pipelines.get(pipeline)
        self.client.pipelines.update(pipeline, name=found.name, libraries=LIBRARIES, continuous=True,
                                     configuration={"x": "1"}, expected_last_modified=found.last_modified)
        wait_for(lambda: latest(self.client, pipeline).update_id != before, 60, "a new update")
        old = self.client.pipelines.get_update(pipeline, before).update
        self.assertEqual(old.state, UpdateInfoState.CANCELED)
        self.assertIsNone(old.config.configuration)

    def test_edit_to_continuous_starts_and_back_cancels(self):
        pipeline = self.create()
        name = self.client.pipelines.get(pipeline).name
        self.client.pipelines.update(pipeline, name=name, libraries=LIBRARIES, continuous=True)
        wait_for(lambda: self.client.pipelines.get(pipeline).state == PipelineState.RUNNING, 60, "RUNNING")
        self.client.pipelines.update(pipeline, name=name, libraries=LIBRARIES)
        self.client.pipelines.wait_get_pipeline_idle(pipeline, timeout=MINUTE)
        self.assertIsNone(self.client.pipelines.get(pipeline).spec.continuous)

    def test_stale_edit_is_a_conflict(self):
        pipeline = self.create()
        found = self.client.pipelines.get(pipeline)
        self.client.pipelines.update(pipeline, name=found.name, libraries=LIBRARIES)
        with self.assertRaises(ResourceConflict):
            self.client.pipelines.update(pipeline, name=found.name, libraries=LIBRARIES,
                                         expected_last_modified=found.last_modified)

    def test_run_as_stays_once_set(self):
        pipeline = self.create(run_as=RunAs(user_name="operator@example.com"))
        found = self.client.pipelines.get(pipeline)
        self.assertEqual(found.run_as_user_name, "operator@example.com")
        with self.assertRaises(InvalidParameterValue):
            self.client.pipelines.update(pipeline, name=found.name, libraries=LIBRARIES)

    def test_updates_are_listed_newest_first_in_pages(self):
        pipeline = self.create()
        made = []
        for _ in range(3):
            made.insert(0, self.client.pipelines.start_update(pipeline, validate_only=True).update_id)
            self.completed(pipeline, made[0])
        page = self.client.pipelines.list_updates(pipeline, max_results=2)
        self.assertEqual([update.update_id for update in page.updates], made[:2])
        rest = self.client.pipelines.list_updates(pipeline, max_results=2, page_token=page.next_page_token)
        self.assertEqual([update.update_id for update in rest.updates], made[2:])
        self.assertIsNone(rest.next_page_token)
        self.assertIsNotNone(rest.prev_page_token)
        until = self.client.pipelines.list_updates(pipeline, until_update_id=made[1])
        self.assertEqual([update.update_id for update in until.updates], made[:2])

    def test_events_filter_order_and_page(self):
        pipeline = self.create()
        update = self.client.pipelines.start_update(pipeline).update_id
        self.completed(pipeline, update)
        progress = f"update_id='{update}' AND event_type in ('update_progress')"
        ascending = list(self.client.pipelines.list_pipeline_events(pipeline, filter=progress, max_results=2,
                                                                    order_by=["timestamp asc"]))
        words = [event.message.rsplit(" ", 1)[1].rstrip(".") for event in ascending]
        self.assertEqual(words, ["CREATED", "WAITING_FOR_RESOURCES", "INITIALIZING", "SETTING_UP_TABLES", "RUNNING",
                                 "COMPLETED"])
        descending = list(self.client.pipelines.list_pipeline_events(pipeline, filter=progress, max_results=100))
        self.assertEqual([event.id for event in descending], [event.id for event in reversed(ascending)])
        self.assertEqual(ascending[0].origin.pipeline_id, pipeline)
        flows = list(self.client.pipelines.list_pipeline_events(pipeline, filter="event_type = 'flow_progress'"))
        self.assertTrue(any("COMPLETED" in event.message for event in flows))

    def test_unknown_pipeline_is_not_found(self):
        elsewhere = world.pipeline_id("primary", "orders")
        for ask in (self.client.pipelines.get, self.client.pipelines.list_updates, self.client.pipelines.start_update,
                    self.client.pipelines.delete):
            with self.assertRaises(NotFound):
                ask(elsewhere)
