// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import SimulationEngine
import Timelines
import Traffic

/// What a program took on a cluster.
public struct ProgramAnswer: Sendable {
  /// From the first start to the last end.
  public let duration: Seconds
  /// Algorithms of the collectives, in alphabetical order.
  public let algorithms: [String]
  /// What moved, and what the engine did for it.
  public let traffic: TrafficTotals
}

extension Simulations {
  /// Checks a program, places rank `i` on accelerator `i`, and simulates it. No timeline is kept.
  ///
  /// - Parameters:
  ///   - program: what every rank does.
  ///   - cluster: with an accelerator for each rank.
  ///   - algorithms: by kind of collective, such as "all-reduce"; a kind that is absent is "auto".
  ///   - folds: whether ranks that behave alike are simulated once.
  /// - Returns: the time, and the flows that it took.
  /// - Throws: an error whose description says what is wrong and what is allowed.
  public static func time(
    _ program: BuiltProgram, on cluster: BuiltCluster, algorithms: [String: String] = [:],
    folds: Bool = true
  ) throws -> ProgramAnswer {
    let graph = try lowered(program, on: cluster, algorithms)
    var nobody = EventsInMemory()
    let timeline = try Simulation.run(
      graph, on: cluster.cluster, record: .nothing, folding: folds ? .auto : .off,
      fabric: cluster.fabric, into: &nobody)
    return ProgramAnswer(
      duration: timeline.duration, algorithms: graph.algorithmsInUse, traffic: timeline.traffic)
  }

  /// Checks a program, places rank `i` on accelerator `i`, and lowers it.
  ///
  /// - Parameters:
  ///   - program: what every rank does.
  ///   - cluster: with an accelerator for each rank.
  ///   - algorithms: by name of a kind of collective.
  /// - Returns: what an engine runs.
  /// - Throws: an error whose description says what is wrong and what is allowed.
  static func lowered(
    _ program: BuiltProgram, on cluster: BuiltCluster, _ algorithms: [String: String]
  ) throws -> FlowGraph {
    try program.program.validate()
    var policy = CollectivePolicy()
    for (name, algorithm) in algorithms.sorted(by: { $0.key < $1.key }) {
      let kind = try CollectiveNames.kind(named: name)
      policy.algorithms[kind] = try CollectiveNames.algorithm(named: algorithm, for: kind)
    }
    return try FlowGraph(
      program: program.program, cluster: cluster.cluster,
      placement: .seated(rankCount: program.rankCount, on: cluster.cluster), policy: policy)
  }
}
