# Copyright 2026 the Heliograph authors
# SPDX-License-Identifier: Apache-2.0

"""Pictures open in other people's programs: they are XML, and they can be drawn."""

import os
import pathlib
import struct
import subprocess

import pytest
from conftest import FOLDER

PICTURES = sorted(FOLDER.glob("*.svg"))
CHECKOUT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("HELIOGRAPH_PROGRAM", CHECKOUT / ".build/debug/heliograph")
TOPOLOGIES = sorted((CHECKOUT / "topologies").glob("*.yaml"))


def test_there_are_pictures():
    assert PICTURES


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_xmllint_finds_nothing_wrong(picture: pathlib.Path):
    result = subprocess.run(
        ["xmllint", "--noout", "--nonet", picture], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert not result.stderr


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_rsvg_convert_draws_it(picture: pathlib.Path, tmp_path: pathlib.Path):
    drawn = tmp_path / "drawn.png"
    result = subprocess.run(
        ["rsvg-convert", "--format", "png", "--output", drawn, picture],
        capture_output=True, text=True, check=False,
    )
    assert result.returncode == 0, result.stderr
    assert not result.stderr
    header = drawn.read_bytes()[:24]
    assert header[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", header[16:])
    text = picture.read_text()
    assert f'width="{width}" height="{height}"' in text


@pytest.mark.parametrize("topology", TOPOLOGIES, ids=lambda path: path.stem)
def test_every_topology_is_drawn(topology: pathlib.Path, tmp_path: pathlib.Path):
    picture = tmp_path / "cluster.svg"
    subprocess.run(
        [PROGRAM, "draw", topology, "-o", picture], check=True,
        capture_output=True,
    )
    test_xmllint_finds_nothing_wrong(picture)
    test_rsvg_convert_draws_it(picture, tmp_path)
