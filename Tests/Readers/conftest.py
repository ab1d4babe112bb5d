# Copyright 2026 the Heliograph authors
# SPDX-License-Identifier: Apache-2.0

"""The files under test, one run of each test for each."""

import os
import pathlib
import sys
import tempfile
import types

import pytest

FOLDER = pathlib.Path(os.environ["HELIOGRAPH_TEST_FILES"])
FILES = sorted(FOLDER.glob("*.h5"))

if not FILES:
    raise pytest.UsageError(f"{FOLDER} holds no .h5 files")


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def path(request):
    return request.param


class Settings:
    """Answers the one question that punx has for Qt: where its settings file lies.

    The definitions that punx validates against come with its package, so nothing is downloaded;
    Qt itself would be two hundred megabytes and a system library.
    """

    IniFormat = UserScope = None

    def __init__(self, *arguments):
        given = arguments[0] if arguments else None
        folder = tempfile.gettempdir()
        self._path = given if isinstance(given, str) else f"{folder}/heliograph-punx/punx.ini"
        os.makedirs(os.path.dirname(self._path), exist_ok=True)

    def fileName(self):
        return self._path


def replace_qt():
    core = types.ModuleType("PyQt5.QtCore")
    core.QSettings = Settings
    package = types.ModuleType("PyQt5")
    package.QtCore = core
    sys.modules.update({"PyQt5": package, "PyQt5.QtCore": core})


replace_qt()
