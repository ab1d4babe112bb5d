# Copyright 2026 the Heliograph authors
# SPDX-License-Identifier: Apache-2.0

"""What no other program checks: text, scales, types and storage of every dataset."""

import h5py
import numpy
import pytest

NUMERIC_GROUPS = ["timeline"]
TEXT_GROUPS = ["labels", "provenance"]
UNITS = {"1", "s", "J", "W", "byte", "byte s-1"}


@pytest.fixture
def file(path):
    with h5py.File(path) as opened:
        yield opened


def all_datasets(group):
    found = []
    group.visititems(
        lambda name, item: found.append(item) if isinstance(item, h5py.Dataset) else None)
    return found


def is_numeric(dataset):
    return dataset.dtype.kind in "iuf"


def test_root_says_what_the_file_is(file):
    assert file.attrs["NX_class"] == "NXroot"
    assert file.attrs["default"] == "timeline"
    assert file.attrs["Conventions"] == "CF-1.11"
    assert file.attrs["format_name"] == "heliograph-timeline"
    for name in ["title", "history", "source", "creator", "file_time", "format_version"]:
        assert isinstance(file.attrs[name], str), name
    assert file["timeline"].attrs["NX_class"] == "NXentry"
    assert file["timeline"].attrs["default"] == "link_utilisation"
    for name in TEXT_GROUPS:
        assert file[name].attrs["NX_class"] == "NXcollection"


def test_every_number_has_a_unit_and_every_dataset_a_long_name(file):
    for dataset in all_datasets(file):
        assert dataset.attrs["long_name"], dataset.name
        if is_numeric(dataset):
            assert dataset.attrs["units"] in UNITS, dataset.name


def test_every_dimension_has_a_scale_in_its_own_group(file):
    for dataset in all_datasets(file):
        for index, dimension in enumerate(dataset.dims):
            if dataset.is_scale:
                # A scale is the coordinate of its own dimension.
                assert dataset.ndim == 1
                continue
            assert len(dimension) == 1, f"{dataset.name}, dimension {index}"
            scale = dimension[0]
            assert scale.parent == dataset.parent, dataset.name
            assert len(scale) == dataset.shape[index], dataset.name


def test_numbers_are_plain_columns(file):
    for group in NUMERIC_GROUPS:
        for dataset in all_datasets(file[group]):
            assert is_numeric(dataset), dataset.name
            assert h5py.check_enum_dtype(dataset.dtype) is None, dataset.name
            assert dataset.dtype.newbyteorder("<") == dataset.dtype, dataset.name
            assert dataset.dtype != numpy.float16, dataset.name
            assert "_FillValue" not in dataset.attrs, dataset.name


def test_numbers_are_chunked_shuffled_and_deflated(file):
    for dataset in all_datasets(file):
        if is_numeric(dataset) and dataset.ndim > 0 and dataset.size > 0:
            assert dataset.chunks is not None, dataset.name
            assert dataset.shuffle, dataset.name
            assert (dataset.compression, dataset.compression_opts) == ("gzip", 1), dataset.name


def test_events_grow_by_chunks_of_65536(file):
    for dataset in all_datasets(file["timeline/events"]):
        assert dataset.maxshape == (None,), dataset.name
        assert dataset.chunks == (65_536,), dataset.name


def test_objects_keep_order_and_no_times(file):
    objects = [file["/"]] + [file[name] for name in ["timeline", "labels", "provenance"]]
    objects += all_datasets(file)
    for item in objects:
        order = item.id.get_create_plist().get_attr_creation_order()
        assert order & h5py.h5p.CRT_ORDER_TRACKED, item.name
        assert not item.id.get_create_plist().get_obj_track_times(), item.name
    assert list(file) == ["timeline", "provenance", "labels"]
    assert list(file["timeline/events"])[:4] == ["event", "start", "end", "duration"]


def test_groups_have_names_that_ncdump_takes(file):
    names = []
    file.visit(names.append)
    assert not [name for name in names if name.rpartition("/")[2][0].isdigit()]


def test_classes_have_a_scale_of_their_own_and_their_grammar(file):
    labels = file["labels"]
    assert ("class" in labels) == ("class_members" in labels)
    if "class" in labels:
        assert labels["class"].is_scale
        assert "every S-th" in labels["class_members"].attrs["comment"]
    assert "-1" in file["timeline/events/class"].attrs["comment"]


def test_kinds_say_what_they_mean(file):
    kind = file["timeline/events/kind"]
    meanings = kind.attrs["flag_meanings"].split()
    assert kind.attrs["flag_values"].dtype == kind.dtype == numpy.int8
    assert len(kind.attrs["flag_values"]) == len(meanings)
    assert meanings[:3] == ["compute", "collective", "p2p"]
    assert set(numpy.unique(kind)) <= set(kind.attrs["flag_values"])
