# Copyright 2026 the Heliograph authors
# SPDX-License-Identifier: Apache-2.0

"""Draws power over a training step, and how its ranks spend it, for each timeline file given.

    heliograph compare scenarios/first-light.yaml -o results/first-light/
    pip install -r docs/pictures/requirements.txt
    python3 docs/pictures/first_light.py results/first-light/*.h5 -o docs/pictures/first-light.png

Everything drawn is read from the files; the same files give the same picture.
"""

import argparse
import pathlib

import h5py
import matplotlib
import numpy

matplotlib.use("agg")
from matplotlib import pyplot  # noqa: E402

# Bottom to top, in colours that stay apart for most eyes and on paper.
LAYERS = {
    "accelerators computing": "#4477aa",
    "accelerators, communication exposed": "#ee6677",
    "accelerators waiting or idle": "#bbbbbb",
    "switches": "#228833",
    "NICs": "#66ccee",
    "links and optics": "#ccbb44",
    "facility (cooling, conversion)": "#dddddd",
}


def layer(component: str, includes: str) -> str:
    """The layer that a line of the ledger belongs to."""
    parts = includes.split(";")
    if component == "accelerators computing":
        return "accelerators computing"
    if component == "accelerators communicating":
        return "accelerators, communication exposed"
    if component.startswith("accelerators"):
        return "accelerators waiting or idle"
    if component == "facility":
        return "facility (cooling, conversion)"
    if "nic" in parts:
        return "NICs"
    return "switches" if "switch-core" in parts else "links and optics"


def power_by_layer(file: h5py.File, merged: int) -> tuple[numpy.ndarray, dict[str, numpy.ndarray]]:
    """Edges in ms, and mean kW of each layer between them, `merged` bins at a time."""
    bounds = file["timeline/power/time_bounds"][()]
    starts = numpy.arange(0, len(bounds), merged)
    widths = bounds[:, 1] - bounds[:, 0]
    joules = file["timeline/power/power"][()].astype(float) * widths
    edges = numpy.append(bounds[starts, 0], bounds[-1, 1])
    names = file["labels/component_name"].asstr()[()]
    includes = file["labels/component_includes"].asstr()[()]
    layers: dict[str, numpy.ndarray] = {}
    for row, (name, parts) in enumerate(zip(names, includes)):
        power = numpy.add.reduceat(joules[row], starts) / numpy.diff(edges) / 1e3
        key = layer(name, parts)
        layers[key] = layers.get(key, 0) + power
    return edges * 1e3, layers


def draw(paths: list[pathlib.Path], output: pathlib.Path, merged: int) -> None:
    pyplot.rcParams.update({
        "svg.hashsalt": "heliograph", "font.size": 9, "axes.spines.top": False,
        "axes.spines.right": False})
    figure, axes = pyplot.subplots(
        len(paths) + 1, 1, figsize=(9, 2.4 * len(paths) + 1.5),
        height_ratios=[3] * len(paths) + [0.45 * len(paths)], layout="constrained")
    shown: dict[str, object] = {}
    shares = []
    for axis, path in zip(axes, paths):
        with h5py.File(path) as file:
            edges, layers = power_by_layer(file, merged)
            duration = float(file["timeline/totals/duration"][()]) * 1e3
            energy = float(file["timeline/totals/energy"][()]) / 1e3
            ranks = file["timeline/ranks"]
            means = {key: float(ranks[key][()].mean()) * 1e3 for key in (
                "computing", "communicating", "waiting", "idle")}
        shares.append((path.stem, means))
        base = numpy.zeros(len(edges) - 1)
        for name, colour in LAYERS.items():
            power = layers.get(name)
            if power is None or not power.any():
                continue
            shown[name] = axis.stairs(
                base + power, edges, baseline=base, fill=True, color=colour, linewidth=0)
            base = base + power
        axis.set_title(
            f"{path.stem}: {duration:.0f} ms and {energy:.0f} kJ a step", loc="left", fontsize=10)
        axis.set_ylabel("power, kW")
        axis.axvline(duration, color="black", linewidth=0.8)
    # Room at the right for the words beside the shares.
    longest = 1.27 * max(sum(means.values()) for _, means in shares)
    highest = max(axis.get_ylim()[1] for axis in axes[:-1])
    for axis in axes[:-1]:
        axis.set_xlim(0, longest)
        axis.set_ylim(0, highest)
    axes[-2].set_xlabel("time in the step, ms")
    ordered = [name for name in LAYERS if name in shown]
    figure.legend(
        [shown[name] for name in ordered], ordered, loc="outside upper center", ncols=3,
        frameon=False, fontsize=8.5)
    draw_shares(axes[-1], shares, longest)
    figure.savefig(output, metadata={"Date": None} if output.suffix == ".svg" else None, dpi=120)


def draw_shares(axis, shares: list[tuple[str, dict[str, float]]], longest: float) -> None:
    """One bar a cluster: milliseconds of the mean rank computing and exposed."""
    colours = ["#4477aa", "#ee6677", "#bbbbbb", "#bbbbbb"]
    for row, (name, means) in enumerate(shares):
        left = 0.0
        total = sum(means.values())
        for (state, value), colour in zip(means.items(), colours):
            axis.barh(row, value, left=left, color=colour, height=0.7)
            left += value
        exposed = means["communicating"]
        axis.text(
            means["computing"] / 2, row,
            f"computing {100 * means['computing'] / total:.1f} %", ha="center", va="center",
            color="white")
        axis.text(
            left + 0.01 * longest, row, f"exposed {exposed:.0f} ms, {100 * exposed / total:.1f} %",
            va="center")
    axis.set_yticks(range(len(shares)), [name for name, _ in shares])
    axis.invert_yaxis()
    axis.set_xlim(0, longest)
    axis.set_xlabel("the mean rank's step, ms")
    axis.tick_params(left=False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=pathlib.Path, help="timelines of one comparison")
    parser.add_argument("-o", "--output", type=pathlib.Path, required=True, help="SVG or PNG")
    parser.add_argument("--merge", type=int, default=4, help="bins of the file to one drawn")
    arguments = parser.parse_args()
    draw(arguments.files, arguments.output, arguments.merge)
