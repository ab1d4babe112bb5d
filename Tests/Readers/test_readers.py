# Copyright 2026 the Heliograph authors
# SPDX-License-Identifier: Apache-2.0

"""Other people's programs open the files and see what is in them."""

import re
import subprocess
import warnings

import h5py
import numpy
import pandas
import pytest
import xarray
from punx import finding, validate
from silx.io import nxdata

ENGINES = ["h5netcdf", "netcdf4"]

# What every timeline can draw, and what it can of each scope that its cluster has units of.
PLOTS = {"link_utilisation", "power", "energy", "ranks", "events"}
POWER_BY_SCOPE = {f"power_by_{scope}" for scope in ["accelerator", "node", "rack", "pod"]}


def datasets(path):
    """Every dataset of a file as an array, by its full name."""
    found = {}

    def read(name, item):
        if isinstance(item, h5py.Dataset):
            is_text = h5py.check_string_dtype(item.dtype)
            values = item.asstr()[()] if is_text else item[()]
            found["/" + name] = numpy.asarray(values, dtype=object if is_text else None)

    with h5py.File(path) as file:
        file.visititems(read)
    return found


@pytest.mark.parametrize("engine", ENGINES)
def test_xarray_reads_every_dataset_as_it_is(path, engine):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with xarray.open_datatree(path, engine=engine) as tree:
            tree.load()
    for name, stored in datasets(path).items():
        group, _, variable = name.rpartition("/")
        seen = tree[group or "/"].variables[variable]
        # An integer that came back as a float would have met a fill value.
        assert seen.dtype == stored.dtype or stored.dtype == object, name
        assert numpy.array_equal(seen.values, stored), name


@pytest.mark.parametrize("engine", ENGINES)
def test_xarray_knows_axes_by_name(path, engine):
    with xarray.open_datatree(path, engine=engine) as tree:
        assert tree["timeline/link_utilisation/utilisation"].dims == ("link", "time")
        assert tree["timeline/power/power"].dims == ("component", "time")
        assert tree["timeline/energy/static"].dims == ("component",)
        assert tree["timeline/events/start"].dims == ("event",)
        assert tree["labels/link_name"].dims == ("link",)
        assert tree["provenance/input_path"].dims == ("input",)
        assert "time" in tree["timeline/link_utilisation"].coords


def test_pandas_takes_events_as_a_table(path):
    with xarray.open_dataset(path, group="timeline/events", engine="h5netcdf") as events:
        table = events.to_dataframe()
    assert isinstance(table, pandas.DataFrame)
    assert table.index.name == "event"
    stored = datasets(path)
    assert len(table) == len(stored["/timeline/events/event"])
    by_kind = table.groupby("kind")["duration"].sum()
    kinds = stored["/timeline/events/kind"]
    for kind, seconds in by_kind.items():
        assert seconds == pytest.approx(stored["/timeline/events/duration"][kinds == kind].sum())


def test_h5dump_prints_the_file(path):
    result = subprocess.run(["h5dump", path], capture_output=True, text=True)
    assert result.returncode == 0
    assert result.stderr == ""
    assert 'DATASET "utilisation"' in result.stdout


def test_ncdump_lists_every_dataset(path):
    # It drops what netCDF has no type for without a word, so the names are counted.
    result = subprocess.run(["ncdump", "-h", path], capture_output=True, text=True)
    assert result.returncode == 0
    assert result.stderr == ""
    listed = []
    groups = []
    for line in result.stdout.splitlines():
        if opened := re.match(r"\s*group: (\w+) \{", line):
            groups.append(opened[1])
        elif re.match(r"\s*\} // group", line):
            groups.pop()
        elif declared := re.match(r"\s+(?:\w+) (\w+)(?:\([\w, ]+\))? ;$", line):
            listed.append("/" + "/".join(groups + [declared[1]]))
    assert sorted(listed) == sorted(datasets(path))


def test_silx_draws_every_plot(path):
    with h5py.File(path) as file:
        groups = {
            name: item for name, item in file["timeline"].items()
            if item.attrs["NX_class"] == "NXdata"}
        assert PLOTS <= groups.keys() <= PLOTS | POWER_BY_SCOPE
        # What a run wrote has every scope; timelines that a test put together may have none.
        if path.stem == "run":
            assert POWER_BY_SCOPE <= groups.keys()
        for group in groups.values():
            assert nxdata.is_valid_nxdata(group), group.name
            plot = nxdata.NXdata(group)
            assert plot.is_valid, plot.issues
            assert plot.axes_dataset_names == list(group.attrs["axes"])
        assert nxdata.get_default(file).group.name == "/timeline/link_utilisation"


def test_punx_finds_no_error(path):
    # The newest definitions that come with the package.
    validator = validate.Data_File_Validator(ref="v2018.5")
    try:
        validator.validate(str(path))
        counts = validator.finding_summary()
    finally:
        validator.close()
    assert counts[finding.ERROR] == 0, [
        f"{f.h5_address}: {f.comment}" for f in validator.validations if f.status == finding.ERROR]
    assert counts[finding.OK] > 100
