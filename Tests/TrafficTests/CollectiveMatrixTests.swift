// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import SimulationEngine
import TestSupport
import Testing
import Timelines
import Traffic
import Workloads

/// Every algorithm for every kind that it serves, on every shape of cluster and several groups.
struct CollectiveMatrixTests {
  private static let bytes = Bytes.megabytes(48)
  /// Everyone; every second; some without a pattern.
  private static let groups: [[Int]] = [
    Array(0..<MatrixFabrics.count), Array(stride(from: 0, to: MatrixFabrics.count, by: 2)),
    [1, 2, 7, 8, 13],
  ]

  @Test(arguments: CollectiveKind.allCases)
  func `data arrive, bytes are conserved and no time beats the bound`(
    kind: CollectiveKind
  ) throws {
    var served: [String: Int] = [:]
    for cluster in try MatrixFabrics.all() {
      for group in Self.groups {
        var shape = GroupShape(of: group.map { GPUID($0) }, on: cluster)
        shape.root = kind.hasRoot ? group.count / 2 : 0
        for algorithm in AlgorithmCatalogue.algorithms(for: kind)
        where algorithm.obstacle(to: kind, for: shape) == nil {
          served[algorithm.name, default: 0] += 1
          try check(algorithm, kind, group, shape, cluster)
        }
      }
    }
    // Where nothing limits an algorithm it serves all; none may serve nothing unseen.
    let cases = try MatrixFabrics.all().count * Self.groups.count
    if let everywhere = AlgorithmCatalogue.algorithms(for: kind).first {
      let plain = GroupShape(memberCount: 5)
      if everywhere.obstacle(to: kind, for: plain) == nil {
        #expect(served[everywhere.name] == cases)
      }
    }
    #expect(served.values.contains(cases))
    for algorithm in AlgorithmCatalogue.algorithms(for: kind) {
      #expect(served[algorithm.name] != nil, "\(algorithm.name) serves nothing")
    }
  }

  private func check(
    _ algorithm: any CollectiveAlgorithm, _ kind: CollectiveKind, _ group: [Int],
    _ shape: GroupShape, _ cluster: Cluster
  ) throws {
    let place = "\(algorithm.name) \(kind.rawValue) on \(cluster.name), \(group.count)"
    let faults = ScheduleConformance(algorithm, kind, shape).faults()
    #expect(faults.isEmpty, "\(place): \(faults.first ?? "")")

    let timeline = try run(algorithm.name, kind, group, root: shape.root, cluster)
    let schedule = algorithm.schedule(for: kind, group: shape)
    let block = Self.bytes.rawValue / Double(schedule.blockCount)
    var router = Router(cluster)
    var sent = 0.0
    var crossed = 0.0
    for message in schedule.messages() {
      let size = message.exchange.payload.count(from: message.sender) * block
      let route = try router.route(
        from: GPUID(group[message.sender]), to: GPUID(group[message.receiver]))
      sent += size
      crossed += size * route.hops.reduce(0) { $0 + $1.share }
    }
    for aggregation in schedule.rounds.flatMap(\.aggregations) {
      sent += (0..<group.count).reduce(0) { $0 + aggregation.blocksSent(by: $1) * block }
    }
    // Sums of at most some hundred numbers, in another order; a barrier sends nothing that counts.
    let tolerance = 1e-9
    if kind != .barrier {
      let summary = timeline.traffic
      #expect(abs(summary.bytesSent.rawValue - sent) <= tolerance * sent, "\(place)")
      // Switches add up and copy: what they do to bytes is worked out by hand in AggregationTests.
      if !schedule.usesSwitches {
        #expect(abs(summary.bytesReceived.rawValue - sent) <= tolerance * sent, "\(place)")
        #expect(abs(summary.linkBytes.rawValue - crossed) <= tolerance * crossed, "\(place)")
      }
    }
    let bound = try LowerBound(
      of: kind, bytes: kind == .barrier ? .zero : Self.bytes, group: group.map { GPUID($0) },
      on: cluster, root: shape.root)
    #expect(timeline.duration >= bound.time * (1 - 1e-12), "\(place): \(bound)")
  }

  /// One collective of some members; the other ranks do nothing.
  private func run(
    _ algorithm: String, _ kind: CollectiveKind, _ group: [Int], root: Int, _ cluster: Cluster
  ) throws -> Timeline {
    var tiny = TinyProgram(rankCount: MatrixFabrics.count)
    tiny.families = [
      CommunicatorFamily(
        name: "some", groups: [group.map { Int32($0) }], rankCount: MatrixFabrics.count)
    ]
    tiny.graphs = [[], []]
    tiny.graphOfRank = (0..<MatrixFabrics.count).map { group.contains($0) ? 0 : 1 }
    tiny.add(
      .collective, bytes: kind == .barrier ? .zero : Self.bytes, collective: kind,
      peer: kind.hasRoot ? Int32(root) : -1)
    let graph = try FlowGraph(
      program: tiny.program, cluster: cluster,
      placement: .identity(rankCount: MatrixFabrics.count),
      policy: CollectivePolicy(algorithms: [kind: algorithm], chunks: 1))
    var events = EventsInMemory()
    return try Simulation.run(graph, on: cluster, into: &events)
  }
}
