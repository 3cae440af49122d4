# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who am I, by token and by OAuth for machines."""

import unittest

import requests
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import PermissionDenied

import world


class Auth(unittest.TestCase):
    def test_host_metadata_names_the_workspace(self):
        answer = requests.get(world.simulator.secondary + "/.well-known/databricks-config", timeout=10)
        self.assertEqual(answer.status_code, 200)
        self.assertIsInstance(answer.json()["workspace_id"], str)
        self.assertEqual(answer.json()["oidc_endpoint"], world.simulator.secondary + "/oidc")

    def test_personal_token(self):
        me = world.client().current_user.me()
        self.assertEqual(me.user_name, "operator@example.com")
        self.assertIn("admins", [group.display for group in me.groups])

    def test_workspace_id_comes_with_me(self):
        number = world.client().get_workspace_id()
        answer = requests.get(world.simulator.secondary + "/.well-known/databricks-config", timeout=10)
        self.assertEqual(str(number), answer.json()["workspace_id"])

    def test_oauth_machine_to_machine(self):
        client = world.oauth_client()
        me = client.current_user.me()
        self.assertEqual(me.user_name, world.simulator.clients["secondary"]["client_id"])
        self.assertTrue(list(client.pipelines.list_pipelines()))

    def test_oauth_with_a_wrong_secret_is_an_invalid_client(self):
        identity = dict(world.simulator.clients["secondary"], client_secret="wrong")
        with self.assertRaises(Exception) as caught:
            WorkspaceClient(host=world.simulator.secondary, auth_type="oauth-m2m", **identity).current_user.me()
        self.assertIn("invalid_client", str(caught.exception))

    def test_token_endpoint_says_what_is_wrong(self):
        identity = world.simulator.clients["secondary"]
        where = world.simulator.secondary + "/oidc/v1/token"
        basic = (identity["client_id"], identity["client_secret"])
        good = requests.post(where, auth=basic, data={"grant_type": "client_credentials", "scope": "all-apis"}, timeout=10)
        self.assertEqual(good.status_code, 200)
        self.assertEqual(good.json()["expires_in"], 3600)
        self.assertEqual(good.json()["token_type"], "Bearer")
        for change, status, word in (({"grant_type": "password"}, 400, "unsupported_grant_type"),
                                     ({"grant_type": ""}, 400, "invalid_request"),
                                     ({"scope": "moon"}, 400, "invalid_scope")):
            form = {"grant_type": "client_credentials", "scope": "all-apis", **change}
            answer = requests.post(where, auth=basic, data=form, timeout=10)
            self.assertEqual((answer.status_code, answer.json()["error"]), (status, word))
        self.assertEqual(requests.post(where, auth=("x", "y"), data={"grant_type": "client_credentials"},
                                       timeout=10).status_code, 401)

    def test_oauth_token_expires_after_an_hour(self):
        identity = world.simulator.clients["primary"]
        token = requests.post(world.simulator.primary + "/oidc/v1/token",
                              auth=(identity["client_id"], identity["client_secret"]),
                              data={"grant_type": "client_credentials"}, timeout=10).json()["access_token"]
        path = "/api/2.0/preview/scim/v2/Me"
        self.assertEqual(world.call("GET", path, region="primary", token=token).status_code, 200)
        world.simulator.advance(3601)
        expired = world.call("GET", path, region="primary", token=token)
        self.assertEqual(expired.status_code, 403)
        self.assertEqual(expired.json(), {"error_code": 403, "message": "Invalid access token."})

    def test_wrong_token_is_permission_denied(self):
        with self.assertRaises(PermissionDenied):
            WorkspaceClient(host=world.simulator.secondary, token="dapi-stolen").current_user.me()

    def test_token_of_the_other_region_is_refused(self):
        with self.assertRaises(PermissionDenied):
            WorkspaceClient(host=world.simulator.secondary, token=world.simulator.tokens["primary"]).current_user.me()
