# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The call sequences of terraform-provider-databricks (contract section 6.3), and the types that a Go decoder insists
on, request by request."""

import base64
import unittest

import world
from simulatorprocess import wait_for

STRING, NUMBER, BOOL = str, int, bool

# What the provider's structs declare. encoding/json refuses a string for a number and the reverse.
UPDATE_STATE = {"update_id": STRING, "state": STRING, "creation_time": STRING}
PIPELINE = {"pipeline_id": STRING, "name": STRING, "state": STRING, "health": STRING, "cause": STRING,
            "cluster_id": STRING, "creator_user_name": STRING, "run_as_user_name": STRING, "last_modified": NUMBER,
            "latest_updates": [UPDATE_STATE],
            "spec": {"id": STRING, "name": STRING, "storage": STRING, "catalog": STRING, "schema": STRING,
                     "target": STRING, "continuous": BOOL, "development": BOOL, "photon": BOOL, "serverless": BOOL,
                     "channel": STRING, "edition": STRING, "configuration": {},
                     "libraries": [{"notebook": {"path": STRING}}]}}
UPDATE = {"pipeline_id": STRING, "update_id": STRING, "cause": STRING, "state": STRING, "creation_time": NUMBER,
          "full_refresh": BOOL, "validate_only": BOOL, "mode": STRING, "config": PIPELINE["spec"]}
SCHEDULE = {"quartz_cron_expression": STRING, "timezone_id": STRING, "pause_status": STRING}
JOB = {"job_id": NUMBER, "creator_user_name": STRING, "run_as_user_name": STRING, "created_time": NUMBER,
       "settings": {"name": STRING, "timeout_seconds": NUMBER, "max_concurrent_runs": NUMBER, "format": STRING,
                    "email_notifications": {}, "webhook_notifications": {}, "schedule": SCHEDULE,
                    "queue": {"enabled": BOOL}, "tasks": [{"task_key": STRING, "run_if": STRING,
                                                           "timeout_seconds": NUMBER,
                                                           "pipeline_task": {"pipeline_id": STRING}}]}}
RUN = {"job_id": NUMBER, "run_id": NUMBER, "number_in_job": NUMBER, "start_time": NUMBER, "end_time": NUMBER,
       "run_duration": NUMBER, "state": {"life_cycle_state": STRING, "result_state": STRING, "state_message": STRING,
                                         "user_cancelled_or_timedout": BOOL}}
STATUS = {"object_id": NUMBER, "object_type": STRING, "path": STRING, "language": STRING, "created_at": NUMBER,
          "modified_at": NUMBER, "resource_id": STRING}
PERMISSIONS = {"object_id": STRING, "object_type": STRING, "access_control_list": [
    {"user_name": STRING, "group_name": STRING, "service_principal_name": STRING, "display_name": STRING,
     "all_permissions": [{"permission_level": STRING, "inherited": BOOL, "inherited_from_object": [STRING]}]}]}
WAREHOUSE = {"id": STRING, "name": STRING, "state": STRING, "cluster_size": STRING, "num_clusters": NUMBER,
             "min_num_clusters": NUMBER, "max_num_clusters": NUMBER, "auto_stop_mins": NUMBER,
             "num_active_sessions": NUMBER, "enable_photon": BOOL, "enable_serverless_compute": BOOL,
             "warehouse_type": STRING, "jdbc_url": STRING, "health": {"status": STRING},
             "odbc_params": {"hostname": STRING, "path": STRING, "protocol": STRING, "port": NUMBER}}


class Sequences(unittest.TestCase):
    def decode(self, document, shape, where="body"):
        """Every field that is there has the declared type."""
        if isinstance(shape, dict):
            self.assertIsInstance(document, dict, where)
            for key, inner in shape.items():
                if document.get(key) is not None:
                    self.decode(document[key], inner, f"{where}.{key}")
        elif isinstance(shape, list):
            self.assertIsInstance(document, list, where)
            for element in document:
                self.decode(element, shape[0], where + "[]")
        else:
            self.assertIs(type(document), shape, f"{where} is {document!r}")

    def call(self, method, path, body=None, status=200, shape=None):
        answer = world.call(method, path, body)
        self.assertEqual(answer.status_code, status, f"{method} {path}: {answer.text[:300]}")
        document = answer.json()
        if shape:
            self.decode(document, shape)
        return document

    def run_until_running_or_done(self, pipeline):
        """The provider's wait after create and edit."""
        def settled():
            found = self.call("GET", f"/api/2.0/pipelines/{pipeline}", shape=PIPELINE)
            self.assertNotEqual(found["state"], "FAILED")
            return found["state"] == "RUNNING" or not found["spec"].get("continuous", False)
        wait_for(settled, 60, "RUNNING")

    def test_notebook_resource(self):
        path = "/Shared/" + world.fresh("tf").replace(" ", "-") + "/notebook"
        body = {"path": path, "content": base64.b64encode(b"SELECT 1\n").decode(), "format": "SOURCE", "language": "SQL",
                "overwrite": True}
        parent = path.rsplit("/", 1)[0]
        self.call("POST", "/api/2.0/workspace/import", body, status=404)
        self.call("GET", f"/api/2.0/workspace/get-status?path={parent}", status=404)
        self.call("POST", "/api/2.0/workspace/mkdirs", {"path": parent})
        made = self.call("POST", "/api/2.0/workspace/import", body, shape={"object_id": NUMBER})
        read = self.call("GET", f"/api/2.0/workspace/get-status?path={path}", shape=STATUS)
        self.assertEqual(read["object_id"], made["object_id"])
        body["content"] = base64.b64encode(b"SELECT 2\n").decode()
        self.assertEqual(self.call("POST", "/api/2.0/workspace/import", body)["object_id"], made["object_id"])
        self.call("POST", "/api/2.0/workspace/delete", {"path": path})
        self.call("GET", f"/api/2.0/workspace/get-status?path={path}", status=404)
        self.call("POST", "/api/2.0/workspace/delete", {"path": parent, "recursive": True})

    def test_directory_resource(self):
        path = "/Shared/" + world.fresh("tf").replace(" ", "-") + "/deeper"
        self.call("POST", "/api/2.0/workspace/mkdirs", {"path": path})
        read = self.call("GET", f"/api/2.0/workspace/get-status?path={path}", shape={"object_id": NUMBER, "path": STRING})
        self.assertEqual(read["object_type"], "DIRECTORY")
        self.call("POST", "/api/2.0/workspace/delete", {"path": path.rsplit("/", 1)[0]}, status=400)  # not empty
        self.call("POST", "/api/2.0/workspace/delete", {"path": path, "recursive": False})
        self.call("GET", f"/api/2.0/workspace/get-status?path={path}", status=404)

    def test_pipeline_resource_of_both_kinds(self):
        for continuous in (False, True):
            body = {"name": world.fresh("tf pipeline"), "channel": "CURRENT", "edition": "ADVANCED",
                    "libraries": [{"notebook": {"path": "/Shared/dlt/orders"}}],
                    "clusters": [{"label": "default", "num_workers": 1}], "configuration": {"k": "v"}}
            if continuous:
                body["continuous"] = True
            pipeline = self.call("POST", "/api/2.0/pipelines", body, shape={"pipeline_id": STRING})["pipeline_id"]
            self.run_until_running_or_done(pipeline)
            read = self.call("GET", f"/api/2.0/pipelines/{pipeline}", shape=PIPELINE)
            for key, value in body.items():  # the next plan must be empty
                self.assertEqual(read["spec"].get(key), value, key)
            self.assertRegex(read["spec"]["storage"], r"^dbfs:/pipelines/[0-9a-f-]{36}$")
            edited = {**{key: value for key, value in body.items() if key != "continuous"}, "photon": True,
                      "storage": read["spec"]["storage"], "id": pipeline}
            self.call("PUT", f"/api/2.0/pipelines/{pipeline}", edited)
            self.run_until_running_or_done(pipeline)
            read = self.call("GET", f"/api/2.0/pipelines/{pipeline}", shape=PIPELINE)
            self.assertNotIn("continuous", read["spec"])
            self.assertIs(read["spec"]["photon"], True)
            self.call("PUT", f"/api/2.0/pipelines/{pipeline}", {**edited, "storage": "dbfs:/elsewhere"}, status=400)
            self.call("DELETE", f"/api/2.0/pipelines/{pipeline}")
            self.call("GET", f"/api/2.0/pipelines/{pipeline}", status=404)

    def test_update_and_event_types(self):
        pipeline = world.pipeline_id("secondary", "payments")
        updates = self.call("GET", f"/api/2.0/pipelines/{pipeline}/updates", shape={"updates": [UPDATE]})["updates"]
        self.call("GET", f"/api/2.0/pipelines/{pipeline}/updates/{updates[0]['update_id']}", shape={"update": UPDATE})
        self.call("GET", f"/api/2.0/pipelines/{pipeline}/events?max_results=100", shape={"events": [
            {"id": STRING, "timestamp": STRING, "message": STRING, "level": STRING, "event_type": STRING,
             "maturity_level": STRING, "sequence": {"control_plane_seq_no": NUMBER},
             "origin": {"pipeline_id": STRING, "update_id": STRING, "cloud": STRING, "region": STRING}}]})

    def test_job_resource(self):
        body = {"name": world.fresh("tf job"), "max_concurrent_runs": 1, "queue": {"enabled": False},
                "schedule": {"quartz_cron_expression": "0 0 4 * * ?", "timezone_id": "UTC"},
                "tasks": [{"task_key": "dlt", "pipeline_task": {
                    "pipeline_id": world.pipeline_id("secondary", "clickstream")}}]}
        job = self.call("POST", "/api/2.2/jobs/create", body, shape={"job_id": NUMBER})["job_id"]
        read = self.call("GET", f"/api/2.2/jobs/get?job_id={job}", shape=JOB)
        self.assertTrue(read["creator_user_name"])
        self.assertEqual(read["settings"]["schedule"]["pause_status"], "UNPAUSED")
        self.assertEqual(read["settings"]["queue"], {"enabled": False})
        self.assertNotIn("next_page_token", read)
        body["schedule"]["pause_status"] = "PAUSED"
        self.call("POST", "/api/2.2/jobs/reset", {"job_id": job, "new_settings": body})
        read = self.call("GET", f"/api/2.2/jobs/get?job_id={job}", shape=JOB)
        self.assertEqual(read["settings"]["schedule"]["pause_status"], "PAUSED")
        whole = self.call("GET", f"/api/2.2/jobs/get?job_id={job}")
        self.call("POST", "/api/2.2/jobs/update", {"job_id": job, "new_settings": whole})
        self.assertEqual(self.call("GET", f"/api/2.2/jobs/get?job_id={job}")["settings"], whole["settings"])
        self.call("POST", "/api/2.2/jobs/delete", {"job_id": job})
        self.call("GET", f"/api/2.2/jobs/get?job_id={job}", status=400)

    def test_legacy_job_resource(self):
        body = {"name": world.fresh("tf legacy"), "notebook_task": {"notebook_path": "/Shared/dlt/orders"},
                "existing_cluster_id": "1122-002000-abcdefgh"}
        job = self.call("POST", "/api/2.0/jobs/create", body)["job_id"]
        read = self.call("GET", f"/api/2.0/jobs/get?job_id={job}", shape=JOB)
        self.assertEqual(read["settings"]["notebook_task"], body["notebook_task"])
        self.call("POST", "/api/2.0/jobs/reset", {"job_id": job, "new_settings": {**body, "name": "renamed"}})
        self.assertEqual(self.call("GET", f"/api/2.0/jobs/get?job_id={job}")["settings"]["name"], "renamed")
        self.call("POST", "/api/2.2/jobs/delete", {"job_id": job})

    def test_job_that_is_always_running(self):
        body = {"name": world.fresh("tf running"), "max_concurrent_runs": 1,
                "tasks": [{"task_key": "main", "notebook_task": {"notebook_path": "/Shared/dlt/orders"}}]}
        job = self.call("POST", "/api/2.2/jobs/create", body)["job_id"]
        listing = f"/api/2.2/jobs/runs/list?active_only=true&job_id={job}"
        with world.slowly():
            run = self.call("POST", "/api/2.2/jobs/run-now", {"job_id": job}, shape={"run_id": NUMBER})["run_id"]
            active = self.call("GET", listing, shape={"runs": [RUN]})["runs"]
            self.assertEqual([found["run_id"] for found in active], [run])
            self.call("POST", "/api/2.2/jobs/runs/cancel", {"run_id": run})
        wait_for(lambda: self.call("GET", f"/api/2.2/jobs/runs/get?run_id={run}", shape=RUN)["state"]["life_cycle_state"]
                 == "TERMINATED", 30, "TERMINATED")
        self.call("POST", "/api/2.2/jobs/delete", {"job_id": job})

    def test_permissions_resource(self):
        self.call("GET", "/api/2.0/preview/scim/v2/Me", shape={"id": STRING, "userName": STRING, "active": BOOL})
        job = self.call("POST", "/api/2.2/jobs/create", {"name": world.fresh("tf acl"), "tasks": []})["job_id"]
        creator = self.call("GET", f"/api/2.2/jobs/get?job_id={job}")["creator_user_name"]
        owner = {"user_name": creator, "permission_level": "IS_OWNER"}
        path = f"/api/2.0/permissions/jobs/{job}"
        group = {"group_name": "users", "permission_level": "CAN_VIEW"}
        self.call("PUT", path, {"access_control_list": [group, owner]}, shape=PERMISSIONS)
        read = self.call("GET", path, shape=PERMISSIONS)
        self.assertEqual({entry.get("group_name") for entry in read["access_control_list"]}, {None, "users", "admins"})
        self.call("PUT", path, {"access_control_list": [owner]})
        read = self.call("GET", path, shape=PERMISSIONS)
        self.assertEqual({entry.get("group_name") for entry in read["access_control_list"]}, {None, "admins"})
        self.call("POST", "/api/2.2/jobs/delete", {"job_id": job})
        self.call("GET", path, status=404)

    def test_warehouse_types(self):
        self.call("GET", "/api/2.0/sql/warehouses", shape={"warehouses": [WAREHOUSE]})

    def test_telemetry_of_the_command_line(self):
        answer = self.call("POST", "/telemetry-ext", {"uploadTime": 1, "items": [], "protoLogs": ["{}"]})
        self.assertEqual(answer, {"errors": [], "numProtoSuccess": 1})
