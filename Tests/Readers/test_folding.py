# Copyright 2026 the Heliograph authors
# SPDX-License-Identifier: Apache-2.0

"""A folded run says what the same run with every rank simulated does."""

import collections
import os
import pathlib
import subprocess

import h5py
import numpy
import pandas
import pytest
import xarray
from classes import classes
from pytest import approx

CHECKOUT = pathlib.Path(__file__).parents[2]
PROGRAM = os.environ.get("HELIOGRAPH_PROGRAM", CHECKOUT / ".build/debug/heliograph")

RUNS = {
    "scenario": ["run", "scenarios/tiny.yaml"],
    "replay": ["replay", "workloads/tiny.yaml", "--on", "photonic-512-pod"],
    "ring": ["collective", "all-reduce", "--on", "dgx-h100-node", "--bytes", "1MiB",
             "--algorithm", "ring"],
    "hierarchical": ["collective", "all-reduce", "--on", "dgx-h100-pod", "--ranks", "64",
                     "--bytes", "1MiB", "--algorithm", "hierarchical"],
    # A root: ranks of several classes.
    "gather": ["collective", "gather", "--on", "dgx-h100-pod", "--ranks", "16",
               "--bytes", "1MiB"],
    "in-network": ["collective", "all-reduce", "--on", "dgx-h100-node", "--bytes", "1MiB",
                   "--algorithm", "in-network"],
}
WAYS = {
    "folded": ["--fold", "auto"],
    "unfolded": ["--fold", "auto", "--unfold"],
    "plain": ["--fold", "off"],
}


@pytest.fixture(scope="module", params=RUNS)
def runs(request, tmp_path_factory):
    """One run in each way, as open files."""
    folder = tmp_path_factory.mktemp(request.param)
    files = {}
    for way, options in WAYS.items():
        path = folder / f"{way}.h5"
        subprocess.run(
            [PROGRAM, *RUNS[request.param], *options, "-o", path], cwd=CHECKOUT, check=True,
            stdout=subprocess.DEVNULL)
        files[way] = h5py.File(path)
    yield files
    for file in files.values():
        file.close()


def others(runs):
    return [(way, runs[way]) for way in WAYS if way != "plain"]


def table(file):
    """The events with their multiplicity."""
    with xarray.open_dataset(file.filename, group="timeline/events", engine="h5netcdf") as events:
        return events.to_dataframe()


def each_rank(file):
    """The events of every rank, in an order that does not depend on how they were found."""
    events = table(file)
    alike = [numpy.array(ranks) for ranks in classes(file)]
    events["rank"] = [
        [rank] if row < 0 else alike[row] for rank, row in zip(events["rank"], events["class"])]
    events = events.explode("rank").astype({"rank": int})
    return events.sort_values(["rank", "name_id", "stream", "start"]).reset_index(drop=True)


def test_these_runs_are_folded(runs):
    assert classes(runs["folded"])
    assert len(table(runs["folded"])) < len(table(runs["plain"]))
    assert not classes(runs["plain"])


def test_sums_of_events_are_the_same_once_multiplied(runs):
    def sums(file):
        events = table(file)
        count = events["multiplicity"]
        columns = {name: events[name] * count for name in ["duration", "bytes", "energy"]}
        columns["count"] = count
        return pandas.DataFrame(columns).groupby([events["name_id"], events["kind"]]).sum()

    plain = sums(runs["plain"])
    assert len(plain) > 0
    for way, file in others(runs):
        found = sums(file)
        assert list(found.index) == list(plain.index), way
        assert (found["count"] == plain["count"]).all(), way
        for name in ["duration", "bytes", "energy"]:
            # The same numbers, added up in another order.
            assert found[name].to_numpy() == approx(plain[name].to_numpy(), rel=1e-9), (way, name)


def test_sums_of_links_are_the_same_once_multiplied(runs):
    def sums(file):
        links = file["timeline/link_utilisation"]
        count = links["multiplicity"][()]
        by_capacity = collections.defaultdict(lambda: numpy.zeros(2))
        for capacity, carried, links_of_row in zip(links["capacity"], links["bytes"], count):
            by_capacity[capacity] += [carried * links_of_row, links_of_row]
        return dict(sorted(by_capacity.items()))

    plain = sums(runs["plain"])
    assert len(plain) > 0
    for way, file in others(runs):
        found = sums(file)
        assert list(found) == list(plain), way
        for capacity, expected in plain.items():
            assert found[capacity] == approx(expected, rel=1e-9), way


def test_what_is_not_multiplied_is_the_same(runs):
    plain = runs["plain"]["timeline"]
    names = [f"totals/{name}" for name in [
        "duration", "energy", "peak_power", "bytes_sent", "bytes_received", "link_bytes", "flows"]]
    for group in ["energy", "ranks"]:
        names += [f"{group}/{name}" for name in plain[group]]
    for way, file in others(runs):
        for name in names:
            found = file["timeline"][name][()]
            assert found == approx(plain[name][()], rel=1e-9, abs=1e-15), (way, name)


def test_an_unfolded_file_has_every_rank_and_every_link(runs):
    unfolded, plain = runs["unfolded"], runs["plain"]
    assert "class_members" not in unfolded["labels"]
    events = unfolded["timeline/events"]
    assert numpy.all(events["class"][()] == -1)
    assert numpy.all(events["multiplicity"][()] == 1)
    assert len(events["event"]) == len(plain["timeline/events/event"])
    links = unfolded["timeline/link_utilisation"]
    assert numpy.all(links["multiplicity"][()] == 1)
    assert sorted(links["link"]) == sorted(plain["timeline/link_utilisation/link"])


def test_classes_cover_every_rank_once_for_each_operation(runs):
    # The k-th time that a rank carries out an operation is one operation with the k-th time of the
    # others: so each rank must be there as often as it is where it was simulated itself.
    def times(file):
        events = each_rank(file)
        return collections.Counter(zip(events["name_id"], events["stream"], events["rank"]))

    assert times(runs["folded"]) == times(runs["plain"])


def test_classes_of_one_operation_have_no_rank_in_common(runs):
    file = runs["folded"]
    alike = classes(file)
    events = table(file)
    for _, members in events[events["class"] >= 0].groupby(["collective_id", "name_id"]):
        if members["collective_id"].iloc[0] < 0:
            continue
        ranks = [rank for row in members["class"] for rank in alike[row]]
        assert len(ranks) == len(set(ranks))


def test_events_by_their_members_are_those_of_every_rank(runs):
    plain = each_rank(runs["plain"])
    for way, file in others(runs):
        found = each_rank(file)
        assert len(found) == len(plain), way
        for name in ["rank", "name_id", "stream", "kind"]:
            assert (found[name] == plain[name]).all(), (way, name)
        for name in ["start", "end", "bytes", "energy"]:
            assert found[name].to_numpy() == approx(plain[name].to_numpy(), rel=1e-9), (way, name)
