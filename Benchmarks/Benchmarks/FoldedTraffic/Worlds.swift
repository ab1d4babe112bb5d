// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Quantities
import Scenarios

/// Programs on clusters, small and large.
enum Worlds {
  /// Accelerators of a server.
  private static let server = 8

  /// A pipelined training step on servers of 8 and rails of their own.
  ///
  /// - Parameters:
  ///   - ranks: a multiple of 1,024, up to 1,048,576.
  ///   - switchesReduce: whether the NVLink switches add up for the tensor groups.
  /// - Returns: the program and the cluster that it fills.
  /// - Throws: where the files of the checkout are not what they were.
  static func training(ranks: Int, switchesReduce: Bool = true) throws -> FoldedRun.World {
    FoldedRun.World(
      program: try .pipelinedTraining(ranks: ranks),
      cluster: try BuiltCluster(
        path: Repository.path("topologies/rail-only-4096.yaml"),
        overrides: [
          "accelerator.count=\(ranks)", "domains[1].size=\(ranks / server)",
          "domains[0].in_network_reduction=\(switchesReduce)",
        ]))
  }

  /// The same with a link of rail 0 gone, and eight ranks of as many servers and stages that compute
  /// a tenth slower.
  static func troubledTraining(ranks: Int) throws -> FoldedRun.World {
    var world = try training(ranks: ranks)
    world.cluster = try world.cluster.withFailedLinks(between: "rail.leaf0", and: "rail.spine0")
    let stragglers = (0..<8).map { $0 * (ranks / 8 + server + 1) % ranks }
    world.program = try world.program.withStragglers(stragglers, slowdown: 1.1)
    return world
  }

  /// Everyone to everyone over leaves and spines without oversubscription.
  ///
  /// - Parameters:
  ///   - ranks: hosts.
  ///   - packetSwitch: of which leaves and spines are.
  /// - Returns: 1 GiB from each host.
  /// - Throws: where the files of the checkout are not what they were.
  static func exchange(ranks: Int, over packetSwitch: String) throws -> FoldedRun.World {
    let tree =
      "{name: tree, shape: fat-tree, size: \(ranks), nic: connectx-7, switch: \(packetSwitch), "
      + "link: {technology: 400g-dr4-pluggable, rate: 200 Gb/s}, length: 100 m}"
    return FoldedRun.World(
      program: try .collective("all-to-all", ranks: ranks, bytes: .gibibytes(1)),
      cluster: try BuiltCluster(
        path: Repository.path("topologies/rail-only-4096.yaml"),
        overrides: ["accelerator.count=\(ranks)", "domains=[\(tree)]"]),
      algorithms: ["all-to-all": "direct"])
  }

  /// What that takes: the message's overhead, the bytes over a host's port at the payload of its
  /// link, and the latency over four links.
  static func exchangeTime(ranks: Int, ways: Seconds) -> Seconds {
    let bytes = Double(ranks - 1) / Double(ranks) * 0x1p30
    return .microseconds(12) + .seconds(bytes / (25e9 * 0.994)) + ways
  }

  /// A ring through one switch.
  static func ring(ranks: Int) throws -> FoldedRun.World {
    FoldedRun.World(
      program: try .collective("all-reduce", ranks: ranks, bytes: .gibibytes(1)),
      cluster: try BuiltCluster(
        topology: "switch", ranks: ranks, rate: .gigabytesPerSecond(50), latency: .zero),
      algorithms: ["all-reduce": "ring"])
  }
}

/// The checkout that these benchmarks belong to.
private enum Repository {
  static func path(_ name: String, from file: String = #filePath) -> String {
    var root = URL(fileURLWithPath: file)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return root.appendingPathComponent(name).path
  }
}
