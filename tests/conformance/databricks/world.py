# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator of this run and the clients that the cases use."""

import contextlib
import itertools

import requests
from databricks.sdk import WorkspaceClient
from databricks.sdk.core import Config

SPEED = 120
simulator = None  # set by suite.py
_numbers = itertools.count(1)


def client(region="secondary", **more):
    """The SDK as a person with a personal access token would make it."""
    return WorkspaceClient(host=simulator.listening[region], token=simulator.tokens[region], **more)


def patient_client(region="secondary", seconds=15):
    return WorkspaceClient(config=Config(host=simulator.listening[region], token=simulator.tokens[region],
                                         retry_timeout_seconds=seconds))


def oauth_client(region="secondary"):
    return WorkspaceClient(host=simulator.listening[region], auth_type="oauth-m2m", **simulator.clients[region])


def viewer(region="secondary"):
    """Somebody who may look at everything and change nothing."""
    return WorkspaceClient(host=simulator.listening[region], token=simulator.viewers[region])


def call(method, path, body=None, region="secondary", token=None, **more):
    """One bare request, for what an SDK would not send or would not show."""
    headers = {"Authorization": f"Bearer {token or simulator.tokens[region]}"}
    return requests.request(method, simulator.listening[region] + path, json=body, headers=headers, timeout=60, **more)


@contextlib.contextmanager
def slowly():
    """Virtual time as slow as ours, for what has to be caught in the middle of its course."""
    simulator.set_speed(1)
    try:
        yield
    finally:
        simulator.set_speed(SPEED)


def fresh(name):
    """A name that no other case uses."""
    return f"{name} {next(_numbers)}"


def warehouse_id(region):
    return simulator.state()["regions"][region]["warehouses"][0]["id"]


def pipeline_id(region, name):
    pipelines = simulator.state()["regions"][region]["pipelines"]
    return next(pipeline["pipeline_id"] for pipeline in pipelines if pipeline["name"] == name)


def job_id(region, name):
    jobs = simulator.state()["regions"][region]["jobs"]
    return next(job["job_id"] for job in jobs if job["name"] == name)
