# Copyright 2026 the Heliograph authors
# SPDX-License-Identifier: Apache-2.0

"""Every record of the catalogue is what the program's own JSON Schemas say, and they say enough."""

import copy
import functools
import json
import os
import pathlib
import subprocess

import jsonschema
import pytest
import yaml

CHECKOUT = pathlib.Path(__file__).parents[2]
PROGRAM = os.environ.get("HELIOGRAPH_PROGRAM", CHECKOUT / ".build/debug/heliograph")
FILES = sorted((CHECKOUT / "technologies").glob("*/*.yaml"))


@functools.cache
def validator(kind):
    text = subprocess.run([PROGRAM, "schema", kind], check=True, capture_output=True).stdout
    schema = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def record(path):
    return yaml.safe_load(path.read_text())


def figures(value):
    """Every mapping with a source and a value, wherever it lies."""
    if isinstance(value, dict):
        if "source" in value and "value" in value:
            yield value
        for inner in value.values():
            yield from figures(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from figures(inner)


def test_every_kind_has_records():
    listed = subprocess.run([PROGRAM, "schema", "none"], capture_output=True, text=True)
    assert listed.returncode == 65
    assert {path.parent.name for path in FILES} <= {
        kind.strip(" ,\n") for kind in listed.stderr.split("known:")[1].split(",")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_record_keeps_to_its_schema(path):
    validator(path.parent.name).validate(record(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_figure_without_any_of_these_is_refused(path):
    whole = record(path)
    count = len(list(figures(whole)))
    assert count > 0
    for index in range(count):
        for key in ["value", "year", "boundary", "kind", "grade", "source"]:
            broken = copy.deepcopy(whole)
            del list(figures(broken))[index][key]
            assert not validator(path.parent.name).is_valid(broken), (index, key)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_nobody_asked_for_is_refused(path):
    broken = record(path)
    broken["colour"] = "blue"
    assert not validator(path.parent.name).is_valid(broken)
    broken = record(path)
    next(figures(broken))["vale"] = 1
    assert not validator(path.parent.name).is_valid(broken)
    broken = record(path)
    next(figures(broken))["value"] = "5 furlongs"
    assert not validator(path.parent.name).is_valid(broken)


def photonic(name="dsent-defaults"):
    return record(CHECKOUT / f"technologies/photonic-links/{name}.yaml")


@pytest.mark.parametrize("place, key, other", [
    ([], "extinction", "extinction_penalty"),
    ([], "switched_modulator", "modulator_energy"),
    (["receiver"], "stated", "shot_noise"),
    (["rings"], "radius", "free_spectral_range"),
    (["rings"], "heaters", "tuning"),
    (["rings", "heaters"], "heating", "efficiency"),
    (["path", 0], "each", "by_length"),
], ids=str)
def test_of_parts_that_stand_for_each_other_exactly_one_is_allowed(place, key, other):
    def inner(whole):
        for step in place:
            whole = whole[step]
        return whole

    schema = validator("photonic-links")
    none = photonic()
    del inner(none)[key]
    assert not schema.is_valid(none)
    # What stands under the other key is not looked at: both are one too many.
    both = photonic()
    inner(both)[other] = inner(both)[key]
    assert any(error.validator == "oneOf" for error in schema.iter_errors(both))


def test_another_way_to_give_a_part_is_allowed():
    whole = photonic()
    del whole["rings"]["radius"], whole["rings"]["group_index"]
    whole["rings"]["free_spectral_range"] = whole["spacing"]
    validator("photonic-links").validate(whole)
