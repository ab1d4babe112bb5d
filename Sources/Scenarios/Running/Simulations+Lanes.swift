// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Lanes
import Quantities
import Traffic

/// A program on a cluster whose answers are worked off many at a time, for programs that use the
/// library: what waits for what is written down once.
public struct BuiltLanes: Sendable, CustomStringConvertible {
  let program: LaneProgram
  /// Parameters that change nothing.
  let plain: LaneParameters

  /// Nodes that each batch of sets is worked off on, of the lower times and the upper ones.
  public var nodeCount: Int { program.size.nodes.reduce(0, +) }

  /// How much was written down.
  public var description: String { program.size.description }

  /// Durations under many sets of parameters; the result is in the order of the sets.
  ///
  /// - Parameters:
  ///   - computeRates: by set, how many times as fast all accelerators work.
  ///   - bandwidths: by set, how many times as fast all links carry payload; as many as there are
  ///     rates.
  ///   - threads: that work, at least 1.
  /// - Returns: for each set, two ends between which the run's duration lies, both included; one
  ///   number, but for rounding, where it is exact.
  /// - Throws: an error that names the set where a factor is not a number above zero.
  public func durations(
    computeRates: [Double], bandwidths: [Double], threads: Int = 1
  ) throws -> [(lower: Seconds, upper: Seconds)] {
    guard computeRates.count == bandwidths.count else {
      throw InputError(
        "\(computeRates.count) rates of compute and \(bandwidths.count) of links; each set has one "
          + "of both")
    }
    guard threads >= 1 else { throw InputError("\(threads) threads; allowed: 1 or more") }
    let sets = zip(computeRates, bandwidths).map { compute, bandwidth in
      var set = plain
      set.computeRate = set.computeRate.map { $0 * compute }
      set.bandwidth = set.bandwidth.map { $0 * bandwidth }
      return set
    }
    let answers = try program.answers(sets, threads: threads)
    return sets.indices.map { set in
      let duration = answers.duration(set)
      return (duration.lower, duration.upper)
    }
  }
}

extension Simulations {
  /// Checks a program, places rank `i` on accelerator `i`, and writes down what waits for what.
  ///
  /// - Parameters:
  ///   - program: what every rank does.
  ///   - cluster: with an accelerator for each rank; parameters are multiples of its figures.
  ///   - algorithms: by kind of collective, such as "all-reduce"; a kind that is absent is "auto".
  ///   - folds: whether one of many ranks that behave alike stands for all.
  ///   - isCoarse: whether wider intervals will do, for very many sets.
  /// - Returns: what answers sets of parameters.
  /// - Throws: an error whose description says what is wrong, or why lanes cannot answer.
  public static func lanes(
    _ program: BuiltProgram, on cluster: BuiltCluster, algorithms: [String: String] = [:],
    folds: Bool = true, isCoarse: Bool = false
  ) throws -> BuiltLanes {
    let graph = try lowered(program, on: cluster, algorithms)
    return BuiltLanes(
      program: try LaneProgram(
        graph, on: cluster.cluster, fabric: cluster.fabric, folds: folds,
        detail: isCoarse ? .coarse : .fine),
      plain: LaneParameters(of: cluster.cluster))
  }

  /// Writes down what waits for what in a scenario on its one cluster.
  ///
  /// - Parameters:
  ///   - path: of the scenario file.
  ///   - overrides: each `key.path=value`, such as `cluster=topologies/dgx-h100-pod.yaml`.
  ///   - isCoarse: whether wider intervals will do, for very many sets.
  /// - Returns: what answers sets of parameters.
  /// - Throws: an error whose description says what is wrong, or why lanes cannot answer.
  public static func lanes(
    scenarioAt path: String, overrides: [String] = [], isCoarse: Bool = false
  ) throws -> BuiltLanes {
    let workbench = try Workbench(root: try DataRoot.find(near: path))
    let scenario = try ScenarioFile.load(path: path, overrides: overrides, root: workbench.root)
    let jobs = try workbench.jobs(for: scenario)
    guard let job = jobs.first, jobs.count == 1 else {
      throw InputError("\(path): cluster: lists \(jobs.count) clusters; choose one")
    }
    return BuiltLanes(
      program: try LaneProgram(
        try Runner.check(job), on: job.cluster, transport: job.options.choices.transport,
        folds: job.options.folding == .auto, detail: isCoarse ? .coarse : .fine),
      plain: LaneParameters(of: job.cluster))
  }
}
