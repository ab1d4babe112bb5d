// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Measuring
import Quantities
import Scenarios

/// Traffic to simulate, and what must come out.
struct Traffic {
  let name: String
  let flows: Int
  let batches: Int
  let solves: Int
  let duration: Seconds
  /// Relative, of the duration.
  let tolerance: Double
  /// Seconds; nil where the speed is only told.
  var wallLimit: Double?
  /// Megabytes; nil where the memory is only told.
  var memoryLimit: Double?
  var runs = 5

  func register(_ simulate: @escaping () throws -> SimulatedRun) {
    Trial.register(name, runs: runs) {
      let (outcome, effort) = try Effort.of(simulate)
      return (outcome, effort)
    } figures: { samples in
      guard let run = samples.last?.outcome else { return [] }
      // Before the yardstick takes memory of its own.
      let memory = PeakMemory.megabytes
      let step = Yardstick.nanosecondsAStep()
      let efforts = samples.map(\.effort)
      let messages = Double(run.traffic.flows)
      let nanoseconds = efforts.fastestProcessor / messages * 1e9
      return [
        .value(
          "predicted time", run.duration.rawValue, mustBe: duration.rawValue, within: tolerance,
          "s"),
        .count("flows", run.traffic.flows, mustBe: flows),
        .count("batches", run.traffic.batches, mustBe: batches),
        .count("solves", run.traffic.solves, mustBe: solves),
        bounded("wall time, fastest of \(samples.count)", efforts.fastestWall, wallLimit, "s"),
        .told("wall time, median", efforts.medianWall, "s"),
        // More than one core at work would show here.
        bounded("processor time, fastest", efforts.fastestProcessor, wallLimit, "s"),
        .told("processor time, median", efforts.medianProcessor, "s"),
        bounded("peak memory", memory, memoryLimit, "MB"),
        .told("messages a processor second", messages / efforts.fastestProcessor),
        .told("yardstick", step, "ns a step"),
        .told("yardstick steps a message", nanoseconds / step),
      ]
    }
  }

  private func bounded(
    _ name: String, _ value: Double, _ limit: Double?, _ unit: String
  ) -> Figure {
    guard let limit else { return .told(name, value, unit) }
    return .limited(name, value, atMost: limit, unit)
  }
}
