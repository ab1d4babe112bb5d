# Copyright 2026 the Heliograph authors
# SPDX-License-Identifier: Apache-2.0

"""The Python examples of docs/formats.md run as they stand."""

import pathlib
import re
import shutil

import pytest

PAGE = pathlib.Path(__file__).parents[2] / "docs" / "formats.md"
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)


def test_there_are_examples():
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_example_runs(path, tmp_path, monkeypatch, number):
    shutil.copy(path, tmp_path / "run.h5")
    monkeypatch.chdir(tmp_path)
    exec(compile(EXAMPLES[number], f"{PAGE.name}, example {number + 1}", "exec"), {})
