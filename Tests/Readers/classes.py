# Copyright 2026 the Heliograph authors
# SPDX-License-Identifier: Apache-2.0

"""Classes of ranks, as whoever reads a file without Heliograph takes them apart."""


def members(text):
    """The ranks of one entry of /labels/class_members, such as "0-7,64-71" or "0-504:8"."""
    ranks = []
    for part in text.split(","):
        ends, _, step = part.partition(":")
        first, _, last = ends.partition("-")
        ranks += range(int(first), int(last or first) + 1, int(step or 1))
    return ranks


def classes(file):
    """The ranks of every class; none of a file in which every rank was simulated."""
    if "class_members" not in file["labels"]:
        return []
    return [members(text) for text in file["labels/class_members"].asstr()[()]]
