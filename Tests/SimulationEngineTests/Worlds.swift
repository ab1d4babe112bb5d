// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import SimulationEngine
import TestSupport
import Timelines
import Traffic
import Workloads

/// Runs a small world to its end and keeps everything.
struct World {
  var timeline: Timeline
  var events: EventColumns

  init(
    _ program: Program, on cluster: Cluster, policy: CollectivePolicy = CollectivePolicy(),
    placement: Placement? = nil, record: RecordOptions = RecordOptions()
  ) throws {
    let graph = try FlowGraph(
      program: program, cluster: cluster,
      placement: placement ?? .identity(rankCount: program.rankCount), policy: policy)
    var sink = EventsInMemory()
    timeline = try Simulation.run(graph, on: cluster, record: record, into: &sink)
    events = sink.columns
  }

  /// Start and end of every event of a kind, in the order of their ends.
  func spans(_ kind: EventKind, rank: Int32) -> [(start: Double, end: Double)] {
    (0..<events.count).filter { events.kind[$0] == kind.rawValue && events.rank[$0] == rank }
      .map { (events.start[$0], events.end[$0]) }
  }
}

/// A program of random shape: computes, collectives of rows and columns, and messages along a
/// ring, with dependencies only on what came before, so that it always ends.
func randomProgram(_ random: inout SeededGenerator) -> Program {
  let rows = Int.random(in: 1...4, using: &random)
  let columns = Int.random(in: 1...4, using: &random)
  let rankCount = rows * columns
  var tiny = TinyProgram(rankCount: rankCount, streams: ["main", "side"])
  tiny.families = [
    CommunicatorFamily(
      name: "rows",
      groups: (0..<rows).map { row in (0..<columns).map { Int32(row * columns + $0) } },
      rankCount: rankCount),
    CommunicatorFamily(
      name: "columns",
      groups: (0..<columns).map { column in (0..<rows).map { Int32($0 * columns + column) } },
      rankCount: rankCount),
    CommunicatorFamily(
      name: "all", groups: [(0..<Int32(rankCount)).map { $0 }], rankCount: rankCount),
  ]
  var last: [Int: Int] = [:]
  for index in 0..<Int.random(in: 1...25, using: &random) {
    var after = (0..<index).filter { _ in Int.random(in: 0..<6, using: &random) == 0 }
    let family = Int32.random(in: 0..<3, using: &random)
    // Collectives of one family follow each other, or two members could meet crosswise.
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      tiny.add(
        .compute, stream: Int32.random(in: 0..<2, using: &random), after: after,
        duration: .microseconds(Double(Int.random(in: 0...50, using: &random))))
    default:
      if let before = last[Int(family)], !after.contains(before) { after.append(before) }
      last[Int(family)] = tiny.add(
        .collective, stream: -1, after: after,
        bytes: .bytes(Double(Int.random(in: 0...5_000_000, using: &random))),
        collective: [.allReduce, .allGather, .reduceScatter, .allToAll].randomElement(
          using: &random) ?? .allReduce, family: family)
    }
  }
  return tiny.program
}

/// A star with unequal ports and latencies.
func randomStar(_ count: Int, _ random: inout SeededGenerator) -> TinyFabric {
  var fabric = TinyFabric.star(count, rate: .gigabytesPerSecond(1))
  for index in fabric.links.indices {
    fabric.links[index].rate = .gigabytesPerSecond(
      Double(Int.random(in: 1...100, using: &random)))
    fabric.links[index].latency = .nanoseconds(Double(Int.random(in: 0...900, using: &random)))
  }
  fabric.power = AcceleratorPower(
    computing: .watts(700), communicating: .watts(300), waiting: .watts(200), idle: .watts(70),
    includes: ["core"])
  fabric.dynamicEnergy = .picojoulesPerBit(5)
  fabric.staticPower = .watts(3)
  fabric.powerUsageEffectiveness = 1.25
  return fabric
}
