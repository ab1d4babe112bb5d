// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Measuring
import Quantities
import Scenarios

/// Traffic of many ranks that behave alike, simulated once for all of them, and what must come out.
struct FoldedRun {
  /// A program and the cluster that it runs on.
  struct World {
    var program: BuiltProgram
    var cluster: BuiltCluster
    /// By kind of collective.
    var algorithms: [String: String] = [:]
  }

  /// What one run left.
  private struct Outcome {
    var answer: ProgramAnswer
    var building: Effort
    /// The same with every rank simulated, where that is done.
    var unfolded: (answer: ProgramAnswer, effort: Effort)?
  }

  let name: String
  /// Messages of all ranks.
  let flows: Int
  /// Flows that stand for them; nil where that is only told.
  var flowClasses: Int?
  let duration: Seconds
  /// Relative, of the duration.
  let tolerance: Double
  /// Seconds, from the cluster and the program to the answer.
  let wallLimit: Double
  /// Megabytes, all that the process held.
  let memoryLimit: Double
  var runs = 3
  /// Seconds, from files to the cluster and the program; nil where that is only told.
  var buildingLimit: Double?
  /// Whether every rank is simulated too, after that.
  var comparesUnfolded = false

  func register(_ build: @escaping () throws -> World) {
    Trial.register(name, runs: runs) {
      let (world, building) = try Effort.of(build)
      let (answer, effort) = try Effort.of { try Self.time(world, folds: true) }
      let unfolded = try comparesUnfolded ? Effort.of { try Self.time(world, folds: false) } : nil
      return (
        Outcome(
          answer: answer, building: building,
          unfolded: unfolded.map { (answer: $0.result, effort: $0.effort) }),
        effort
      )
    } figures: { samples in
      guard let outcome = samples.last?.outcome else { return [] }
      let efforts = samples.map(\.effort)
      let traffic = outcome.answer.traffic
      var figures: [Figure] = [
        .value(
          "predicted time", outcome.answer.duration.rawValue, mustBe: duration.rawValue,
          within: tolerance, "s"),
        .count("flows", traffic.flows, mustBe: flows),
        flowClasses.map { .count("flow classes", traffic.flowClasses, mustBe: $0) }
          ?? .told("flow classes", Double(traffic.flowClasses)),
        .told("batches", Double(traffic.batches)),
        .limited(
          "wall time, fastest of \(samples.count)", efforts.fastestWall, atMost: wallLimit, "s"),
        .told("wall time, median", efforts.medianWall, "s"),
        // More than one core at work would show here.
        .limited("processor time, fastest", efforts.fastestProcessor, atMost: wallLimit, "s"),
        building(outcome.building.wallSeconds),
      ]
      // With every rank simulated the process held more than what is judged.
      figures.append(
        comparesUnfolded
          ? .told("peak memory, unfolded run included", PeakMemory.megabytes, "MB")
          : .limited("peak memory", PeakMemory.megabytes, atMost: memoryLimit, "MB"))
      if let unfolded = outcome.unfolded { figures += comparison(outcome, unfolded, efforts) }
      return figures
    }
  }

  private func building(_ seconds: Double) -> Figure {
    let name = "building cluster and program"
    guard let buildingLimit else { return .told(name, seconds, "s") }
    return .limited(name, seconds, atMost: buildingLimit, "s")
  }

  private func comparison(
    _ outcome: Outcome, _ unfolded: (answer: ProgramAnswer, effort: Effort), _ efforts: [Effort]
  ) -> [Figure] {
    [
      .value(
        "predicted time of every rank", unfolded.answer.duration.rawValue,
        mustBe: outcome.answer.duration.rawValue, within: tolerance, "s"),
      .count("flows of every rank", unfolded.answer.traffic.flows, mustBe: flows),
      .told("wall time of every rank", unfolded.effort.wallSeconds, "s"),
      .limited(
        "every rank over folded", unfolded.effort.wallSeconds / efforts.fastestWall, atLeast: 10),
    ]
  }

  private static func time(_ world: World, folds: Bool) throws -> ProgramAnswer {
    try Simulations.time(
      world.program, on: world.cluster, algorithms: world.algorithms, folds: folds)
  }
}
