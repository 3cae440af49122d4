# SPDX-FileCopyrightText: 2026 The Twinlake authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A `twinlake simulate` process for the conformance suites: started, waited for, asked through its control address,
and stopped again. Standard library only, so that any suite may import it before its own tools are there."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request


class SimulatorError(RuntimeError):
    """The simulator did not come up, or its control address refused a call."""


class Simulator:
    """Use it in a `with` statement. `listening` is the JSON line of design.md section 4; its addresses are also
    attributes: primary, secondary, terraform, consumers, witness, control."""

    def __init__(self, binary, scenario="regional-outage", speed="60", seed=1, arguments=(), patience=30.0):
        self.command = [binary, "simulate", "--scenario", scenario, "--speed", str(speed), "--seed", str(seed), *arguments]
        self.patience = patience
        self.process = None
        self.listening = {}
        self.errors = []  # what it wrote to stderr, line by line

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def __getattr__(self, name):
        listening = self.__dict__.get("listening", {})
        if name in listening:
            return listening[name]
        raise AttributeError(name)

    def start(self):
        environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, env=environment)
        lines = queue.Queue()
        threading.Thread(target=self._read_output, args=(lines,), daemon=True).start()
        threading.Thread(target=self._read_errors, daemon=True).start()
        try:
            line = lines.get(timeout=self.patience)
        except queue.Empty:
            self.stop()
            raise SimulatorError(f"no listening line within {self.patience:.0f} s: {self.command}") from None
        if not line:
            code = self.stop()
            raise SimulatorError(f"ended with {code} before it listened: {' / '.join(self.errors)}")
        self.listening = json.loads(line)

    def _read_output(self, lines):
        lines.put(self.process.stdout.readline())
        for _ in self.process.stdout:  # nothing more is expected, but a full pipe would stop the process
            pass

    def _read_errors(self):
        for line in self.process.stderr:
            self.errors.append(line.rstrip())

    def stop(self):
        """SIGTERM, then its exit code; killed if it does not end within ten seconds."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode

    def control_call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.listening["control"] + path, data=data, method=method,
                                         headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise SimulatorError(f"{method} {path}: {error.code} {error.read().decode(errors='replace')}") from None

    def state(self):
        return self.control_call("GET", "/control/state")

    def ledger(self):
        return self.control_call("GET", "/control/ledger")["requests"]

    def fault(self, target, kind, **more):
        """Switches a fault on; give it to `lift`, or use `with simulator.faulty(...)`."""
        return self.control_call("POST", "/control/faults", {"target": target, "kind": kind, **more})["id"]

    def lift(self, fault):
        """A fault with a count may have gone by itself."""
        try:
            self.control_call("DELETE", f"/control/faults/{fault}")
        except SimulatorError:
            pass

    def faulty(self, target, kind, **more):
        return _Fault(self, target, kind, more)

    def set_speed(self, speed):
        return self.control_call("POST", "/control/clock", {"speed": speed})

    def advance(self, seconds):
        return self.control_call("POST", "/control/clock", {"advance_s": seconds})


class _Fault:
    def __init__(self, simulator, target, kind, more):
        self._simulator, self._target, self._kind, self._more = simulator, target, kind, more

    def __enter__(self):
        self._id = self._simulator.fault(self._target, self._kind, **self._more)
        return self._id

    def __exit__(self, *_):
        self._simulator.lift(self._id)


def wait_for(holds, seconds=30.0, what="the condition"):
    """Asks until `holds()` is true and gives what it gave; a fact is waited for, never a time."""
    end = time.monotonic() + seconds
    while True:
        found = holds()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.05)


def skip(suite, why):
    """The line that packaging/lib/setup.sh turns into the named list of what was skipped; then success."""
    print(f"SKIP   : {suite}: {why}", flush=True)
    sys.exit(0)
