// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Charts
import Scenarios

/// The technologies side by side, as pictures.
struct TechnologyCharts {
  let survey: TechnologySurvey

  /// Files by name.
  var files: [(name: String, text: String)] {
    [
      ("energy-utilisation.svg", energyAgainstUtilisation.svg),
      ("energy-reach.svg", energyAgainstReach.svg), ("reach-rate.svg", reachAgainstRate.svg),
    ]
  }

  /// Joules per bit are drawn as picojoules.
  private static let picojoules = 1e12
  private static let footnote =
    "From die edge to die edge, both directions busy; bars and bands are what the figures' ranges "
    + "allow. Sources: heliograph explain NAME."

  private var energyAgainstUtilisation: LineChart {
    LineChart(
      title: "Energy per bit against utilisation",
      subtitle: "what is always on is paid by fewer bits; full paths with the hosts' SerDes",
      summary: "Lines of energy per delivered bit over the part of the time that a link is busy, "
        + "for one link of each kind.",
      x: Axis("part of the time busy", scale: .logarithmic(base: 10), range: 0.02...1),
      y: Axis("energy (pJ/bit)", scale: .logarithmic(base: 10)),
      series: Self.shown.compactMap { name in
        survey.entries.first { $0.name == name }.map { entry in
          Series(
            entry.name,
            points: entry.loads.map {
              .init(x: $0.utilisation, y: $0.energy.value * Self.picojoules)
            })
        }
      }, footnote: Self.footnote, height: 560)
  }

  /// One of each kind: more lines than colours tell nothing.
  private static let shown = [
    "nvlink5", "800g-2xdr4-module", "800g-lpo-module", "nvidia-cpo-module", "teraphy-module",
    "celestial-pf-module",
  ]

  private var kinds: [String] {
    survey.entries.map(\.kind).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private var energyAgainstReach: LineChart {
    LineChart(
      title: "Energy per bit against reach",
      subtitle: "every link and module of the catalogue whose reach is known, at full rate",
      summary: "Points of energy per bit over reach, by kind of technology, with ranges.",
      x: Axis("reach (m)", scale: .logarithmic(base: 10)),
      y: Axis("energy (pJ/bit)", scale: .logarithmic(base: 10)),
      series: kinds.compactMap { kind in
        let points = survey.entries.filter { $0.kind == kind }.compactMap { entry in
          entry.reach.map { reach in
            Series.Point(
              x: reach.value, y: entry.energy.value * Self.picojoules,
              xRange: reach.low...reach.high,
              yRange: entry.energy.low * Self.picojoules...entry.energy.high * Self.picojoules,
              name: entry.name)
          }
        }
        return points.isEmpty ? nil : Series(kind, points: points, role: .point)
      }, footnote: Self.footnote, height: 640)
  }

  private var reachAgainstRate: LineChart {
    LineChart(
      title: "Reach of passive copper against the rate of a lane",
      subtitle: "loss budget less packages, boards and connectors, over the loss of the cable",
      summary: "Lines of the longest cable over the rate of a lane, with bands.",
      x: Axis("rate of a lane (Gb/s), four levels a symbol", scale: .logarithmic(base: 10)),
      y: Axis("reach (m)", scale: .logarithmic(base: 10)),
      series: survey.reaches.map { reach in
        Series(
          reach.name,
          points: reach.points.map {
            .init(
              x: $0.rate / 1e9, y: $0.reach.value, yRange: $0.reach.low...$0.reach.high)
          })
      }, footnote: Self.footnote)
  }
}
