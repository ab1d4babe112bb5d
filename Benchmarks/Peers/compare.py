# Copyright 2026 the Heliograph authors
# SPDX-License-Identifier: Apache-2.0

"""Runs every case in Heliograph and in SimGrid, compares the answers and tells what each took.

    compare.py PROGRAM FOLDER [case ...]

Ends with 1 where two answers differ by more than a millionth.
"""

import csv
import json
import os
import pathlib
import subprocess
import sys

import cases

# Plain max-min sharing: no weights by latency, no share of a link kept for acknowledgements, no
# part of a bandwidth lost to headers. Times are told apart to a picosecond, not a nanosecond.
PLAIN = [
    "--cfg=network/model:CM02", "--cfg=network/crosstraffic:0",
    "--cfg=network/bandwidth-factor:1", "--cfg=network/latency-factor:1",
    "--cfg=network/weight-S:0", "--log=root.thres:warning"]
TOLERANCE = 1e-6
RUNS = 3


class Run:
    """A process: what it printed, its processor seconds and the most memory that it held."""

    def __init__(self, command, runs=RUNS):
        self.seconds = float("inf")
        self.mebibytes = 0.0
        for _ in range(runs):
            process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            self.output = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                sys.exit(f"peers: {' '.join(map(str, command))} ended with {process.returncode}")
            # Whatever else the machine does only makes a run slower.
            self.seconds = min(self.seconds, usage.ru_utime + usage.ru_stime)
            self.mebibytes = max(self.mebibytes, usage.ru_maxrss / 1024)
            if self.seconds > 5:
                break


def ring(program, folder, ranks):
    peer = Run([folder / "simgrid-ring", str(ranks), str(cases.RING_BYTES), str(cases.RATE), *PLAIN])
    own = Run([
        program, "collective", "all-reduce", "--algorithm", "ring", "--ranks", str(ranks),
        "--bytes", str(cases.RING_BYTES), "--topology", "ring", "--bandwidth", "400 Gb/s",
        "--latency", "0 ns", "--fold", "off", "--json"])
    return own, peer, [float(json.loads(own.output)["time_s"])], [float(peer.output)]


def flows(program, folder, network):
    network.write(folder)
    tables = [folder / name for name in ["links.csv", "flows.csv"]]
    answer, peer_answer = folder / "completions.csv", folder / "simgrid.csv"
    peer = Run(
        [folder / "simgrid-flows", *tables, folder / "pairs.csv", peer_answer, *PLAIN])
    own = Run([program, "flows", *tables, "-o", answer])
    return own, peer, completions(answer), completions(peer_answer)


def completions(path):
    with open(path) as file:
        return [float(row["completion_s"]) for row in csv.DictReader(file)]


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    chosen = sys.argv[3:] or list(cases.TEXTS)
    if unknown := [name for name in chosen if name not in cases.TEXTS]:
        sys.exit(f"peers: no case {unknown[0]}; known: {', '.join(cases.TEXTS)}")
    installed = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", "libsimgrid-dev"], capture_output=True, text=True)
    print(f"simgrid    {installed.stdout or 'unknown'}\n")
    print("| case | SimGrid | Heliograph | ratio | memory, MiB | last completion | differ by |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    failed = []
    for name in chosen:
        if name in cases.RINGS:
            own, peer, ours, theirs = ring(program, folder, cases.RINGS[name])
        else:
            own, peer, ours, theirs = flows(program, folder, cases.NETWORKS[name]())
        if len(ours) != len(theirs):
            sys.exit(f"peers: {name}: {len(ours)} answers against {len(theirs)}")
        difference = max(abs(a - b) / b for a, b in zip(ours, theirs))
        print(
            f"| {cases.TEXTS[name]} | {peer.seconds:.2f} s | {own.seconds:.2f} s "
            f"| {peer.seconds / own.seconds:.1f} | {peer.mebibytes:.0f} : {own.mebibytes:.0f} "
            f"| {max(ours):.12g} s | {difference:.1e} |", flush=True)
        if not difference <= TOLERANCE:
            failed.append(name)
    if failed:
        sys.exit(f"peers: answers differ by more than {TOLERANCE}: {', '.join(failed)}")


if __name__ == "__main__":
    main()
