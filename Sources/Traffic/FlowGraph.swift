// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Workloads

/// A program whose collectives have become rounds of messages between placed ranks.
///
/// Messages are not listed: a schedule says what each member sends in each round, and the engine
/// makes the messages as their time comes. A ring over 4,096 ranks is two rounds, not 33 million
/// messages.
package struct FlowGraph: Sendable {
  package let rankCount: Int
  package private(set) var tasks: TaskTable
  package let groups: GroupTable
  /// Row of the graphs of `tasks`, for every rank.
  package let graphOfRank: [Int32]
  /// See `Program.slowdownOfRank`.
  package let slowdownOfRank: [Double]
  package let operationNames: [String]
  package let streamNames: [String]
  package let placement: Placement
  package let chunks: Int
  /// Distinct schedules; see `choice(graph:operation:memberCount:)`.
  package internal(set) var schedules: [Schedule]
  /// The algorithm behind each schedule, by name.
  package let algorithmOfSchedule: [String]
  /// What messages of collectives pay; the first is that without a protocol.
  package let timings: [MessageTiming]
  private let choices: [Choice: AlgorithmSelector.Choice]
  /// Of a quotient, whose groups have schedules of their own.
  private let choosesByGroup: Bool

  private struct Choice: Hashable {
    var graph: Int32
    var operation: Int32
    /// Members of the group; in a quotient, the group.
    var variant: Int32
  }

  /// - Throws: `LoweringError` for more ranks than accelerators, an algorithm that is unknown or
  ///   cannot serve a group, a compute without a duration, or chunks below one.
  package init(
    program: Program, cluster: Cluster, placement: Placement, policy: CollectivePolicy
  ) throws(LoweringError) {
    try Self.check(program, cluster, placement, policy)
    rankCount = program.rankCount
    tasks = TaskTable(program)
    groups = GroupTable(program)
    graphOfRank = program.graphOfRank
    slowdownOfRank = Self.slowdowns(program, cluster, placement)
    operationNames = program.names
    streamNames = program.streams
    self.placement = placement
    chunks = policy.chunks
    var lowering = CollectiveLowering(
      program, AlgorithmSelector(cluster: cluster, placement: placement, policy: policy))
    var choices: [Choice: AlgorithmSelector.Choice] = [:]
    for (graphIndex, graph) in program.graphs.enumerated() {
      for operation in 0..<graph.count where graph.kind[operation] == .collective {
        for (memberCount, choice) in try lowering.choices(of: operation, in: graph) {
          choices[
            Choice(
              graph: Int32(graphIndex), operation: Int32(operation),
              variant: Int32(memberCount))] = choice
        }
      }
    }
    self.choices = choices
    choosesByGroup = false
    schedules = lowering.selector.schedules
    algorithmOfSchedule = lowering.selector.names
    timings = lowering.selector.timings
  }

  /// Names of the algorithms that some collective of two or more members uses, in order.
  package var algorithmsInUse: [String] {
    precondition(!choosesByGroup, "a quotient knows the classes of its groups, not their members")
    return Set(choices.filter { $0.key.variant > 1 }.map { algorithmOfSchedule[$0.value.schedule] })
      .sorted()
  }

  /// Names of the protocols that some collective of two or more members uses, in order.
  package var protocolsInUse: [String] {
    precondition(!choosesByGroup, "a quotient knows the classes of its groups, not their members")
    return Set(choices.filter { $0.key.variant > 1 }.map { timings[$0.value.timing].name })
      .filter { !$0.isEmpty }.sorted()
  }

  /// Rows of `schedules` and `timings` for a collective of one graph on a group of a size.
  package func choice(
    graph: Int32, operation: Int32, memberCount: Int
  ) -> (schedule: Int, timing: Int) {
    precondition(!choosesByGroup, "in a quotient every group has schedules of its own")
    return choice(graph, operation, variant: Int32(memberCount))
  }

  /// The same for a group that is known.
  package func choice(
    graph: Int32, operation: Int32, group: Int32, memberCount: Int
  ) -> (schedule: Int, timing: Int) {
    choice(graph, operation, variant: choosesByGroup ? group : Int32(memberCount))
  }

  private func choice(
    _ graph: Int32, _ operation: Int32, variant: Int32
  ) -> (schedule: Int, timing: Int) {
    let key = Choice(graph: graph, operation: operation, variant: variant)
    guard let choice = choices[key] else {
      preconditionFailure("operation \(operation) was never lowered for variant \(variant)")
    }
    return (choice.schedule, choice.timing)
  }

  /// The same operations for classes of ranks, of which one each is simulated.
  ///
  /// - Parameters:
  ///   - graph: the program of all ranks.
  ///   - parts: what stands for ranks, groups, tasks and schedules.
  package init(quotientOf graph: FlowGraph, _ parts: QuotientParts) {
    rankCount = parts.graphOfRank.count
    tasks = parts.tasks
    groups = parts.groups
    graphOfRank = parts.graphOfRank
    slowdownOfRank = parts.slowdownOfRank
    operationNames = graph.operationNames
    streamNames = graph.streamNames
    placement = parts.placement
    chunks = graph.chunks
    schedules = parts.schedules
    algorithmOfSchedule = parts.algorithmOfSchedule
    timings = graph.timings
    choosesByGroup = true
    var choices: [Choice: AlgorithmSelector.Choice] = [:]
    for row in parts.choices {
      choices[Choice(graph: row.graph, operation: row.operation, variant: row.group)] =
        AlgorithmSelector.Choice(schedule: row.schedule, timing: row.timing)
    }
    self.choices = choices
  }

  /// The same rounds with every collective of another size: for sweeps, where the algorithm of
  /// each was named and does not depend on the size.
  package func withCollectives(of size: Bytes) -> FlowGraph {
    var graph = self
    graph.tasks.setCollectiveBytes(size.rawValue)
    return graph
  }

  /// What the program says of each rank, and the speed of the accelerator that it runs on.
  private static func slowdowns(
    _ program: Program, _ cluster: Cluster, _ placement: Placement
  ) -> [Double] {
    guard !cluster.speedOfAccelerator.isEmpty else { return program.slowdownOfRank }
    return placement.acceleratorOfRank.enumerated().map { rank, accelerator in
      let own = program.slowdownOfRank.isEmpty ? 1 : program.slowdownOfRank[rank]
      return own / cluster.speedOfAccelerator[Int(accelerator.rawValue)]
    }
  }

  private static func check(
    _ program: Program, _ cluster: Cluster, _ placement: Placement, _ policy: CollectivePolicy
  ) throws(LoweringError) {
    guard program.rankCount <= cluster.accelerators.count else {
      throw LoweringError(
        "\(program.name) has \(program.rankCount) ranks, \(cluster.name) only "
          + "\(cluster.accelerators.count) accelerators")
    }
    guard placement.acceleratorOfRank.count == program.rankCount else {
      throw LoweringError(
        "the placement covers \(placement.acceleratorOfRank.count) of "
          + "\(program.rankCount) ranks")
    }
    var taken = [Bool](repeating: false, count: cluster.accelerators.count)
    for accelerator in placement.acceleratorOfRank {
      let index = Int(accelerator.rawValue)
      guard taken.indices.contains(index), !taken[index] else {
        throw LoweringError(
          "the placement uses accelerator \(index) twice, or \(cluster.name) lacks it")
      }
      taken[index] = true
    }
    for failed in cluster.accelerators.failed where taken[Int(failed)] {
      throw LoweringError(
        "the placement uses \(cluster.nodes.name[Int(failed)]) of \(cluster.name), which failed")
    }
    guard program.slowdownOfRank.isEmpty || program.slowdownOfRank.count == program.rankCount,
      program.slowdownOfRank.allSatisfy({ $0.isFinite && $0 > 0 })
    else {
      throw LoweringError("a slowdown is a number above zero, one for each rank or none at all")
    }
    guard policy.chunks >= 1 else {
      throw LoweringError("chunks is \(policy.chunks); allowed: 1 or more")
    }
    for graph in program.graphs {
      for operation in 0..<graph.count where graph.kind[operation] == .compute {
        guard graph.duration[operation].isFinite, graph.duration[operation] >= 0 else {
          throw LoweringError(
            "\(program.names[Int(graph.name[operation])]) has no duration, and "
              + "\(cluster.accelerators.name) no peak to derive one from")
        }
      }
    }
  }
}
