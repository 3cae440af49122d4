# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The failover as a careful script does it, one call after the other: Databricks' official SDK, plain HTTP for HCP
Terraform, the console's polling intervals, every gate answered at once. Prints its machine_s beside the floor_s of the
same world, so that the console's figure has something to stand next to. Arguments: the twinlake binary, SPEED:SEED."""

import datetime
import json
import pathlib
import sys
import tempfile
import time

import requests
from databricks.sdk import WorkspaceClient
from databricks.sdk.service.sql import State

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "conformance"))

from simulatorprocess import Simulator  # noqa: E402

GROUP = "orders"
NORMAL_OPERATION_S = 7 * 60
DWELL_S = 2 * 60


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class Failover:
    def __init__(self, simulator, estate, speed):
        self.simulator, self.speed = simulator, speed
        self.group = next(group for group in estate["failover_groups"] if group["name"] == GROUP)
        self.organization = estate["terraform"]["organization"]
        self.warehouse = estate["regions"]["secondary"]["warehouse_id"]
        self.secondary = WorkspaceClient(host=simulator.secondary, token=simulator.tokens["secondary"])
        self.terraform = requests.Session()
        self.terraform.headers.update({"Authorization": f"Bearer {simulator.tokens['terraform']}",
                                       "Content-Type": "application/vnd.api+json"})

    def now(self):
        return instant(self.simulator.control_call("GET", "/control/clock")["virtual_time"])

    def until(self, every, holds):
        while True:
            found = holds()
            if found:
                return found
            time.sleep(every / self.speed)

    # --- HCP Terraform

    def tfc(self, method, path, body=None):
        answer = self.terraform.request(method, f"{self.simulator.terraform}/api/v2/{path}", json=body, timeout=60)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def workspace(self, name):
        return self.tfc("GET", f"organizations/{self.organization}/workspaces/{name}")["data"]["id"]

    def create_run(self, workspace, **attributes):
        return self.tfc("POST", "runs", {"data": {
            "type": "runs", "attributes": {"message": "sequential failover", **attributes},
            "relationships": {"workspace": {"data": {"type": "workspaces", "id": workspace}}}}})["data"]["id"]

    def run_until(self, run, wanted):
        return self.until(1, lambda: wanted(self.tfc("GET", f"runs/{run}")["data"]["attributes"]))

    def switch(self, place, value, applied):
        """Variable, run, plan, apply; then whatever `applied` waits for."""
        workspace = self.workspace(place["workspace"])
        variables = self.tfc("GET", f"workspaces/{workspace}/vars")["data"]
        variable = next(one["id"] for one in variables if one["attributes"]["key"] == place["variable"])
        self.tfc("PATCH", f"workspaces/{workspace}/vars/{variable}",
                 {"data": {"type": "vars", "id": variable, "attributes": {"value": value}}})
        run = self.create_run(workspace)
        self.run_until(run, lambda attributes: attributes["actions"]["is-confirmable"])
        self.tfc("POST", f"runs/{run}/actions/apply", {"comment": "go"})
        applied(run)

    # --- Databricks

    def pipelines(self):
        return [pipeline["secondary"]["pipeline_id"] for pipeline in self.group["pipelines"]]

    def runs_anew(self, pipeline, known):
        updates = self.secondary.pipelines.get(pipeline).latest_updates or []
        return any(update.update_id not in known and update.state.value == "RUNNING" for update in updates)

    def query(self, text):
        answer = self.secondary.statement_execution.execute_statement(statement=text, warehouse_id=self.warehouse,
                                                                      wait_timeout="30s")
        return answer.result.data_array

    def is_whole(self, t0):
        """The same two stable counts that the console asks for, table by table."""
        counts = []
        for pipeline in self.group["pipelines"]:
            for table in pipeline["gold_tables"]:
                name, column = table["name"], table["event_timestamp"]
                newest = self.query(f"SELECT max({column}), current_timestamp() FROM {name}")[0][0]
                counted = self.query(f"SELECT count(*) FROM {name} WHERE {column} <= TIMESTAMP '{t0}'")[0][0]
                if instant(newest + "Z" if newest[-1].isdigit() else newest).replace(tzinfo=None) < instant(
                        t0.replace(" ", "T") + "Z").replace(tzinfo=None):
                    return None
                counts.append(counted)
        return counts

    def prove(self, t0):
        before = None

        def stable():
            nonlocal before
            now = self.is_whole(t0)
            same = now is not None and now == before
            before = now
            return same
        self.until(5, stable)

    # --- the runbook

    def carry_out(self, t0):
        secondary = self.group["terraform"]["secondary"]
        self.secondary.warehouses.start(self.warehouse)
        preview = self.create_run(self.workspace(secondary["workspace"]), **{
            "plan-only": True, "variables": [{"key": secondary["variable"], "value": "true"}]})
        self.until(3, lambda: self.secondary.warehouses.get(self.warehouse).state == State.RUNNING)
        self.run_until(preview, lambda attributes: attributes["status"] == "planned_and_finished")
        known = {pipeline: {update.update_id for update in self.secondary.pipelines.get(pipeline).latest_updates or []}
                 for pipeline in self.pipelines()}
        self.switch(secondary, "true", lambda run: None)
        for pipeline in self.pipelines():
            self.until(2, lambda pipeline=pipeline: self.runs_anew(pipeline, known[pipeline]))
        self.prove(t0)
        consumers = self.group["terraform"]["consumers"]
        self.switch(consumers, consumers["values"]["secondary"],
                    lambda run: self.run_until(run, lambda attributes: attributes["status"] == "applied"))
        wanted = consumers["values"]["secondary"]
        self.until(1, lambda: requests.get(consumers["canary"]["url"], timeout=60).json().get("region") == wanted)


def seconds(span):
    return (instant(span["ended"]) - instant(span["started"])).total_seconds()


def floor(state, group, begun):
    """The chain of app/rehearsal/floor.h over the spans of this run."""
    spans = [span for span in state["spans"] if span.get("ended") and instant(span["started"]) >= begun]

    def runs(workspace):
        found = {}
        for span in spans:
            if span["target"].startswith(f"terraform/{workspace}/"):
                run = found.setdefault(span["target"], {"plan": 0.0, "apply": None})
                if span["what"] == "apply":
                    run["apply"] = span
                else:
                    run["plan"] += seconds(span)
        return list(found.values())

    def of(what, prefix):
        return [span for span in spans if span["what"] == what and span["target"].startswith(prefix)]

    activation, repoint = (runs(group["terraform"][which]["workspace"]) for which in ("secondary", "consumers"))
    applied = next(run for run in activation if run["apply"])
    moved = next(run for run in repoint if run["apply"])
    warehouse = max([seconds(span) for span in of("warehouse_start", "secondary")] + [0.0])
    preview = max([run["plan"] for run in activation if not run["apply"]] + [0.0])
    starts = of("update_start", "secondary")
    chains = {}
    for span in starts + of("catch_up", "secondary"):
        chains[span["target"]] = chains.get(span["target"], 0.0) + seconds(span)
    told = min(instant(span["started"]) for span in starts)
    before_told = max(0.0, (told - instant(applied["apply"]["started"])).total_seconds())
    whole = max(preview + applied["plan"] + before_told + max(chains.values()), warehouse)
    moving = instant(moved["apply"]["started"])
    ends = [instant(span["ended"]) for span in spans if span is moved["apply"] or (
        span["what"] == "canary" and group["name"] in span["target"] and instant(span["started"]) >= moving)]
    return whole + moved["plan"] + (max(ends) - moving).total_seconds()


def main():
    binary, (speed, seed) = sys.argv[1], sys.argv[2].split(":")
    with tempfile.TemporaryDirectory() as folder:
        written = pathlib.Path(folder) / "estate.json"
        with Simulator(binary, speed=speed, seed=seed, arguments=["--write-estate", str(written)]) as simulator:
            estate = json.loads(written.read_text())
            simulator.advance(NORMAL_OPERATION_S)
            simulator.fault("primary", "region_outage")
            run = Failover(simulator, estate, float(speed))
            t0 = run.now().strftime("%Y-%m-%d %H:%M:%S")
            simulator.advance(DWELL_S)
            begun = run.now()
            run.carry_out(t0)
            machine = (run.now() - begun).total_seconds()
            least = floor(simulator.state(), run.group, begun)
            print(f"sequential script, speed {speed} seed {seed}: machine_s {machine:.1f}, floor_s {least:.1f}, "
                  f"machine_s / floor_s {machine / least:.3f}")


if __name__ == "__main__":
    main()
