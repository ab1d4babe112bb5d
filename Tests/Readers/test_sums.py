# Copyright 2026 the Heliograph authors
# SPDX-License-Identifier: Apache-2.0

"""Figures that two parts of a file both state agree."""

import pathlib

import h5py
import numpy
import pytest
from classes import classes
from pytest import approx


@pytest.fixture
def file(path):
    with h5py.File(path) as opened:
        yield opened


def widths(group):
    return numpy.diff(group["time_bounds"][()], axis=1)[:, 0]


def test_ledger_adds_up_to_the_total(file):
    ledger = file["timeline/energy"]
    total = file["timeline/totals/energy"][()]
    # A sum of doubles in another order.
    assert ledger["static"][()].sum() + ledger["dynamic"][()].sum() == approx(total, rel=1e-12)


def test_power_integrates_to_the_ledger(file):
    power = file["timeline/power"]
    ledger = file["timeline/energy"]
    joules = power["power"][()] @ widths(power)
    assert joules == approx(ledger["static"][()] + ledger["dynamic"][()], rel=1e-6)


def test_units_power_integrates_to_the_equipment(file):
    ledger = file["timeline/energy"]
    names = file["labels/component_name"].asstr()[()]
    joules = ledger["static"][()] + ledger["dynamic"][()]
    equipment = joules[names != "facility"].sum()
    # Timelines that a test put together may have no units; what a run wrote has.
    if pathlib.Path(file.filename).stem == "run":
        assert "power_by_accelerator" in file["timeline"]
    for name in [name for name in file["timeline"] if name.startswith("power_by_")]:
        units = file["timeline"][name]
        each = units["power"][()] @ widths(units)
        assert (each * units["multiplicity"][()]).sum() == approx(equipment, rel=1e-6)


def test_utilisation_integrates_to_bytes(file):
    links = file["timeline/link_utilisation"]
    crossed = (links["utilisation"][()].astype(float) @ widths(links)) * links["capacity"][()]
    # Utilisation is stored in single precision.
    assert crossed == approx(links["bytes"][()], rel=1e-6)
    # A row may stand for several links.
    carried = (links["bytes"][()] * links["multiplicity"][()]).sum()
    assert carried == approx(file["timeline/totals/link_bytes"][()], rel=1e-9)


def test_no_link_carries_more_than_it_can(file):
    utilisation = file["timeline/link_utilisation/utilisation"][()]
    assert numpy.all(utilisation >= 0)
    assert numpy.all(utilisation <= 1 + 1e-6)


def test_bytes_received_are_bytes_sent(file):
    totals = file["timeline/totals"]
    assert totals["bytes_received"][()] == approx(totals["bytes_sent"][()], rel=1e-9)


def test_bins_follow_each_other(file):
    units = [name for name in file["timeline"] if name.startswith("power_by_")]
    for name in ["link_utilisation", "power", *units]:
        group = file["timeline"][name]
        bounds = group["time_bounds"][()]
        assert numpy.array_equal(bounds[:, 0], group["time"][()])
        assert numpy.array_equal(bounds[1:, 0], bounds[:-1, 1])
        assert numpy.all(widths(group) > 0)


def test_states_of_a_rank_add_up_to_the_duration(file):
    ranks = file["timeline/ranks"]
    seconds = sum(ranks[state][()] for state in ["computing", "communicating", "waiting", "idle"])
    duration = file["timeline/totals/duration"][()]
    assert seconds == approx(numpy.full(len(ranks["rank"]), duration), rel=1e-9)


def test_events_are_numbered_and_refer_to_what_there_is(file):
    events = file["timeline/events"]
    count = len(events["event"])
    assert numpy.array_equal(events["event"][()], numpy.arange(count))
    assert numpy.array_equal(events["duration"][()], events["end"][()] - events["start"][()])
    assert numpy.all(events["duration"][()] >= 0)
    for column, table in [("name_id", "labels/event_name"), ("stream", "labels/stream_name"),
                          ("rank", "timeline/ranks/rank")]:
        rows = events[column][()]
        assert numpy.all((rows >= 0) & (rows < len(file[table]))), column


def test_an_event_stands_for_its_class_and_carries_the_number_of_its_first_rank(file):
    events = file["timeline/events"]
    alike = classes(file)
    rows = events["class"][()]
    assert numpy.all((rows >= -1) & (rows < len(alike)))
    for row, rank, multiplicity in zip(rows, events["rank"], events["multiplicity"]):
        assert multiplicity == (1 if row < 0 else len(alike[row]))
        assert row < 0 or rank == alike[row][0]


def test_members_of_a_class_are_ranks_and_rise(file):
    for ranks in classes(file):
        assert 0 <= ranks[0] and ranks[-1] < len(file["timeline/ranks/rank"])
        assert numpy.all(numpy.diff(ranks) > 0)


def test_labels_have_a_row_for_each_number(file):
    links = file["timeline/link_utilisation/link"][()]
    assert numpy.array_equal(file["labels/link"][()], links)
    for name in ["energy", "power"]:
        components = file["timeline"][name]["component"]
        assert len(components) == len(file["labels/component_name"])
