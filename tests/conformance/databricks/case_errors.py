# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors as the SDK maps them, and its retries against faults of the simulator."""

import time
import unittest

import requests
from databricks.sdk.errors import DatabricksError, NotFound, TooManyRequests

import world

LIST = "/api/2.0/pipelines"


def attempts(path):
    return [entry for entry in world.simulator.ledger() if entry["target"] == "secondary" and entry["path"] == path]


class Errors(unittest.TestCase):
    def test_unknown_endpoint(self):
        answer = world.call("GET", "/api/2.0/no/such/thing")
        self.assertEqual((answer.status_code, answer.json()["error_code"]), (404, "ENDPOINT_NOT_FOUND"))
        with self.assertRaises(NotFound):
            world.client().api_client.do("GET", "/api/9.9/pipelines")

    def test_calls_of_the_sdk_outside_the_contract(self):
        pipeline = world.pipeline_id("secondary", "orders")
        for path in (f"/api/2.0/pipelines/{pipeline}/clone", f"/api/2.0/pipelines/{pipeline}/restore",
                     f"/api/2.0/pipelines/{pipeline}/environment/apply"):
            answer = world.call("POST", path, {})
            self.assertEqual((answer.status_code, answer.json()["error_code"]), (404, "ENDPOINT_NOT_FOUND"))
        with self.assertRaises(NotFound):
            world.client().warehouses.get_workspace_warehouse_config()

    def test_malformed_body(self):
        headers = {"Authorization": f"Bearer {world.simulator.tokens['secondary']}"}
        for body in (b"{", b"[1]", b"\xff\xfe", b'{"a":' + b"[" * 100_000):
            answer = requests.post(world.simulator.secondary + "/api/2.2/jobs/create", data=body, headers=headers, timeout=10)
            self.assertEqual((answer.status_code, answer.json()["error_code"]), (400, "MALFORMED_REQUEST"))

    def test_throttling_is_waited_out_as_told(self):
        before = len(attempts(LIST))
        with world.simulator.faulty("secondary", "throttle", match={"path": LIST}, count=1, retry_after=2):
            began = time.monotonic()
            self.assertTrue(list(world.patient_client(seconds=30).pipelines.list_pipelines()))
            self.assertGreaterEqual(time.monotonic() - began, 2)
        self.assertEqual([entry["status"] for entry in attempts(LIST)[before:]][:2], [429, 200])

    def test_throttling_without_end_is_too_many_requests(self):
        client = world.patient_client(seconds=3)
        with world.simulator.faulty("secondary", "throttle", match={"path": LIST}, retry_after=1):
            with self.assertRaises((TooManyRequests, TimeoutError)):
                list(client.pipelines.list_pipelines())

    def test_unavailable_is_tried_again(self):
        before = len(attempts(LIST))
        with world.simulator.faulty("secondary", "status", match={"path": LIST}, count=1, status=503, retry_after=1):
            self.assertTrue(list(world.patient_client(seconds=30).pipelines.list_pipelines()))
        self.assertEqual([entry["status"] for entry in attempts(LIST)[before:]][:2], [503, 200])

    def test_an_internal_error_is_not_tried_again(self):
        client = world.patient_client(seconds=30)
        before = len(attempts(LIST))
        with world.simulator.faulty("secondary", "status", match={"path": LIST}, status=500):
            with self.assertRaises(DatabricksError):
                list(client.pipelines.list_pipelines())
        self.assertEqual(len(attempts(LIST)) - before, 1)

    def test_a_reset_connection_is_tried_again(self):
        with world.simulator.faulty("secondary", "reset_before", match={"path": LIST}, count=1):
            self.assertTrue(list(world.patient_client(seconds=30).pipelines.list_pipelines()))

    def test_a_post_that_lost_its_answer_conflicts_when_repeated(self):
        client = world.patient_client(seconds=30)
        pipeline = client.pipelines.create(name=world.fresh("lost"), libraries=[]).pipeline_id
        updates = f"{LIST}/{pipeline}/updates"
        lost = world.simulator.faulty("secondary", "reset_after", match={"path": updates, "method": "POST"}, count=1)
        with world.slowly(), lost, self.assertRaises(DatabricksError) as caught:
            client.pipelines.start_update(pipeline)
        self.assertEqual(caught.exception.error_code, "CONFLICT")
        self.assertEqual(len(client.pipelines.list_updates(pipeline).updates), 1)
        client.pipelines.delete(pipeline)
