# Copyright 2026 the Heliograph authors
# SPDX-License-Identifier: Apache-2.0

"""The Python examples of docs/formats.md and docs/guide.md run as they stand."""

import pathlib
import re
import shutil

import pytest

DOCS = pathlib.Path(__file__).parents[2] / "docs"
PAGES = ["formats.md", "guide.md"]


def examples(page):
    return re.findall(
        r"^```python\n(.*?)^```$", (DOCS / page).read_text(), re.MULTILINE | re.DOTALL)


EXAMPLES = {
    f"{page}, example {number + 1}": text
    for page in PAGES for number, text in enumerate(examples(page))}


def test_there_are_examples():
    assert len(examples("formats.md")) >= 4
    assert len(examples("guide.md")) >= 3


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_runs(path, tmp_path, monkeypatch, name):
    shutil.copy(path, tmp_path / "run.h5")
    monkeypatch.chdir(tmp_path)
    exec(compile(EXAMPLES[name], name, "exec"), {})
