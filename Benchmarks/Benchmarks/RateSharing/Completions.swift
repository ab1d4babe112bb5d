// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Measuring
import SimulationEngine

/// A network of explicit flows, run to the end of the last.
struct Completions {
  let name: String
  /// Of processor time; nil where the speed is only told.
  var secondLimit: Double?

  func register(_ make: @escaping () -> RawFlows) {
    Trial.register(name, runs: 3) {
      let raw = make()
      let (ends, effort) = Effort.of { raw.completions() }
      return (ends, effort)
    } figures: { samples in
      guard let ends = samples.last?.outcome else { return [] }
      let memory = PeakMemory.megabytes
      let seconds = samples.map(\.effort).fastestProcessor
      var figures: [Figure] = [
        .told("completions a processor second", Double(ends.count) / seconds),
        .told("flows", Double(ends.count)),
        .told("instants at which any ends", Double(Set(ends.map(\.bitPattern)).count)),
        .told("last end", ends.max() ?? .nan, "s"),
        .told("peak memory", memory, "MB"),
      ]
      if let secondLimit {
        figures.insert(
          .limited("processor time, fastest", seconds, atMost: secondLimit, "s"), at: 0)
      } else {
        figures.insert(.told("processor time, fastest", seconds, "s"), at: 0)
      }
      return figures
    }
  }
}

/// How the time of a run grows with its flows: the slope of a line through the logarithms.
struct Growth {
  let name: String
  let exponentLimit: Double
  let sizes: [(flows: Int, make: () -> RawFlows)]

  func register() {
    Trial.register(name, runs: 3) {
      let (seconds, effort) = Effort.of {
        sizes.map { size in
          let raw = size.make()
          return Effort.of { raw.completions() }.effort.processorSeconds
        }
      }
      return (seconds, effort)
    } figures: { samples in
      let fastest = sizes.indices.map { row in
        samples.map { $0.outcome[row] }.min() ?? .nan
      }
      let points = zip(sizes, fastest).map {
        (Foundation.log(Double($0.flows)), Foundation.log($1))
      }
      let meanX = points.reduce(0) { $0 + $1.0 } / Double(points.count)
      let meanY = points.reduce(0) { $0 + $1.1 } / Double(points.count)
      let slope =
        points.reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
        / points.reduce(0) { $0 + ($1.0 - meanX) * ($1.0 - meanX) }
      return [.limited("time grows as flows to the power", slope, atMost: exponentLimit)]
        + zip(sizes, fastest).map { .told("\($0.flows) flows", $1, "s") }
    }
  }
}
