# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workspace files and permissions."""

import base64
import unittest

import requests
from databricks.sdk.errors import BadRequest, InvalidParameterValue, NotFound, PermissionDenied, ResourceAlreadyExists
from databricks.sdk.service import iam, jobs, pipelines
from databricks.sdk.service.workspace import ExportFormat, ImportFormat, Language, ObjectType

import world

SOURCE = b"# Databricks notebook source\nprint('one')\n\n# COMMAND ----------\n\nprint('two')\n"


class Workspace(unittest.TestCase):
    def setUp(self):
        self.workspace = world.client().workspace
        self.folder = "/Shared/" + world.fresh("folder").replace(" ", "-")
        self.workspace.mkdirs(self.folder)
        self.addCleanup(self.workspace.delete, self.folder, recursive=True)

    def test_a_notebook_goes_in_and_out_unchanged(self):
        path = self.folder + "/notebook"
        self.workspace.import_(path, content=base64.b64encode(SOURCE).decode(), format=ImportFormat.SOURCE,
                               language=Language.PYTHON)
        status = self.workspace.get_status(path)
        self.assertEqual((status.object_type, status.language), (ObjectType.NOTEBOOK, Language.PYTHON))
        self.assertGreater(status.object_id, 0)
        exported = self.workspace.export(path, format=ExportFormat.SOURCE)
        self.assertEqual(base64.b64decode(exported.content), SOURCE)
        self.assertEqual(exported.file_type, "py")
        self.assertEqual(self.workspace.download(path).read(), SOURCE)
        self.assertEqual(self.workspace.get_status("/Workspace" + path).object_id, status.object_id)

    def test_overwriting_must_be_asked_for(self):
        path = self.folder + "/twice"
        self.workspace.upload(path, b"x", format=ImportFormat.RAW)
        first = self.workspace.get_status(path).object_id
        with self.assertRaises((ResourceAlreadyExists, BadRequest)):
            self.workspace.upload(path, b"y", format=ImportFormat.RAW)
        self.workspace.upload(path, b"y", format=ImportFormat.RAW, overwrite=True)
        self.assertEqual(self.workspace.get_status(path).object_id, first)
        self.assertEqual(self.workspace.download(path).read(), b"y")

    def test_automatic_import_tells_notebooks_from_files(self):
        self.workspace.upload(self.folder + "/a.py", SOURCE, format=ImportFormat.AUTO)
        self.workspace.upload(self.folder + "/b.py", b"print('plain')\n", format=ImportFormat.AUTO)
        kinds = {item.path.rsplit("/", 1)[1]: item.object_type for item in self.workspace.list(self.folder)}
        self.assertEqual(kinds, {"a": ObjectType.NOTEBOOK, "b.py": ObjectType.FILE})

    def test_jupyter_goes_through(self):
        path = self.folder + "/cells"
        self.workspace.upload(path, SOURCE, language=Language.PYTHON)
        jupyter = self.workspace.download(path, format=ExportFormat.JUPYTER).read()
        self.workspace.upload(path + "2", jupyter, format=ImportFormat.JUPYTER)
        self.assertEqual(self.workspace.download(path + "2").read().rstrip(), SOURCE.rstrip())

    def test_folders(self):
        self.workspace.mkdirs(self.folder + "/a/b/c")
        self.workspace.mkdirs(self.folder + "/a/b/c")
        self.workspace.upload(self.folder + "/a/b/file.txt", b"", format=ImportFormat.AUTO)
        self.assertEqual(list(self.workspace.list(self.folder + "/a/b/c")), [])
        found = [item.path for item in self.workspace.list(self.folder, recursive=True)]
        self.assertEqual(found, [self.folder + "/a/b/file.txt"])
        with self.assertRaises(BadRequest):
            self.workspace.delete(self.folder + "/a")
        self.workspace.delete(self.folder + "/a", recursive=True)
        with self.assertRaises(NotFound):
            list(self.workspace.list(self.folder + "/a"))

    def test_what_is_missing(self):
        with self.assertRaises(NotFound) as caught:
            self.workspace.get_status(self.folder + "/nothing")
        self.assertIn("doesn't exist", str(caught.exception))
        with self.assertRaises(NotFound) as caught:
            self.workspace.upload(self.folder + "/no/parent", b"x", language=Language.PYTHON)
        self.assertIn("parent folder", str(caught.exception))

    def test_files_by_their_path(self):
        path = f"/api/2.0/workspace-files/import-file{self.folder}/x.txt?overwrite=true"
        host = world.simulator.secondary
        headers = {"Authorization": f"Bearer {world.simulator.tokens['secondary']}"}
        self.assertEqual(requests.post(host + path, data=b"\x00\x01", headers=headers, timeout=10).status_code, 200)
        got = requests.get(f"{host}/api/2.0/workspace-files{self.folder}/x.txt", headers=headers, timeout=10)
        self.assertEqual(got.content, b"\x00\x01")


class Permissions(unittest.TestCase):
    def setUp(self):
        self.client = world.client()
        self.viewer = world.viewer()

    def levels(self, acl):
        return {(entry.user_name or entry.group_name or entry.service_principal_name):
                [permission.permission_level.value for permission in entry.all_permissions] for entry in acl}

    def test_pipeline_permissions_are_set_merged_and_obeyed(self):
        pipeline = self.client.pipelines.create(name=world.fresh("guarded"), libraries=[]).pipeline_id
        self.addCleanup(self.client.pipelines.delete, pipeline)
        with self.assertRaises(PermissionDenied) as caught:
            self.viewer.pipelines.get(pipeline)
        self.assertIn("does not have View or Admin or Run or Owner permissions on pipeline", str(caught.exception))
        level = pipelines.PipelinePermissionLevel
        request = pipelines.PipelineAccessControlRequest
        self.client.pipelines.update_permissions(
            pipeline, access_control_list=[request(user_name="viewer@example.com", permission_level=level.CAN_VIEW)])
        self.viewer.pipelines.get(pipeline)
        with self.assertRaises(PermissionDenied):
            self.viewer.pipelines.start_update(pipeline)
        answer = self.client.pipelines.set_permissions(
            pipeline, access_control_list=[request(user_name="viewer@example.com", permission_level=level.CAN_RUN)])
        self.assertEqual(self.levels(answer.access_control_list),
                         {"operator@example.com": ["IS_OWNER"], "viewer@example.com": ["CAN_RUN"], "admins": ["CAN_MANAGE"]})
        self.assertEqual((answer.object_id, answer.object_type), (f"/pipelines/{pipeline}", "pipelines"))
        self.viewer.pipelines.start_update(pipeline, validate_only=True)
        with self.assertRaises(PermissionDenied):
            self.viewer.pipelines.delete(pipeline)
        self.client.pipelines.set_permissions(pipeline, access_control_list=[])
        self.assertNotIn("viewer@example.com",
                         self.levels(self.client.pipelines.get_permissions(pipeline).access_control_list))

    def test_levels_of_each_kind(self):
        pipeline = world.pipeline_id("secondary", "orders")
        found = self.client.pipelines.get_permission_levels(pipeline).permission_levels
        self.assertEqual([level.permission_level.value for level in found],
                         ["CAN_VIEW", "CAN_RUN", "CAN_MANAGE", "IS_OWNER"])
        job = str(world.job_id("secondary", "Job for orders"))
        found = self.client.jobs.get_permission_levels(job).permission_levels
        self.assertEqual([level.permission_level.value for level in found],
                         ["CAN_VIEW", "CAN_MANAGE_RUN", "CAN_MANAGE", "IS_OWNER"])

    def test_job_with_permissions_from_the_start(self):
        level = jobs.JobPermissionLevel.CAN_MANAGE_RUN
        job = self.client.jobs.create(
            name=world.fresh("guarded"), tasks=[],
            access_control_list=[jobs.JobAccessControlRequest(user_name="viewer@example.com", permission_level=level)]).job_id
        self.addCleanup(self.client.jobs.delete, job)
        self.viewer.jobs.run_now(job)
        with self.assertRaises(PermissionDenied):
            self.viewer.jobs.delete(job)
        other = self.client.jobs.create(name=world.fresh("hidden"), tasks=[]).job_id
        with self.assertRaises(PermissionDenied) as caught:
            self.viewer.jobs.get(other)
        self.assertIn("does not have View or Admin or Manage Run or Owner permissions on job", str(caught.exception))
        self.assertNotIn(other, [found.job_id for found in self.viewer.jobs.list()])
        self.client.jobs.delete(other)
        with self.assertRaises(PermissionDenied):
            self.viewer.jobs.get(other)

    def test_generic_permissions_of_notebooks_and_warehouses(self):
        notebook = str(self.client.workspace.get_status("/Shared/dlt/orders").object_id)
        entry = iam.AccessControlRequest(group_name="users", permission_level=iam.PermissionLevel.CAN_EDIT)
        answer = self.client.permissions.update("notebooks", notebook, access_control_list=[entry])
        self.assertEqual(self.levels(answer.access_control_list)["users"], ["CAN_EDIT"])
        self.assertEqual(answer.object_type, "notebook")
        warehouse = world.warehouse_id("secondary")
        for kind in ("warehouses", "sql/warehouses"):
            path = f"/api/2.0/permissions/{kind}/{warehouse}"
            self.assertEqual(world.call("GET", path).json()["object_id"], f"/sql/warehouses/{warehouse}")

    def test_wrong_levels_are_refused(self):
        pipeline = world.pipeline_id("secondary", "orders")
        entry = iam.AccessControlRequest(user_name="x", permission_level=iam.PermissionLevel.CAN_READ)
        with self.assertRaises(InvalidParameterValue):
            self.client.permissions.update("pipelines", pipeline, access_control_list=[entry])
        with self.assertRaises(NotFound):
            self.client.permissions.get("pipelines", "00000000-0000-0000-0000-000000000000")
