// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Measuring
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

  /// What `scenarios/llama3-405b.yaml` says of Llama 3 405B on 16,384 accelerators.
  static func llama405B() throws -> FoldedRun.World {
    let cluster = try BuiltCluster(path: Repository.path("topologies/dgx-h100-16k.yaml"))
    return FoldedRun.World(
      program: try .training(
        model: Repository.path("models/llama3-405b.yaml"),
        plan: "tp=8,pp=16,dp=128,global_batch=2048,sequence=8192,interleave=4,count_ends=true,"
          + "recompute=elementwise", software: "nemo-2024", on: cluster),
      cluster: cluster,
      algorithms: ["all-gather": "halving-doubling", "reduce-scatter": "halving-doubling"])
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

  /// Buckets over the three axes of a torus of 64 x 64 x 32.
  ///
  /// - Returns: an all-reduce of 64 MiB.
  /// - Throws: where the files of the checkout are not what they were.
  static func torus() throws -> FoldedRun.World {
    try reduction(
      of: "tpu-v4", by: "torus-bucket",
      over: ["{name: ici, shape: torus, dimensions: [64, 64, 32], link: tpu-v4-ici, length: 2 m}"])
  }

  /// 2 (63 + 63 + 31) steps over one link each, of 2 S (1 - 1/p) in all.
  static var torusTime: Seconds {
    .microseconds(314 * 3.009) + .seconds(2 * reducedBytes * (1 - 1 / ranks) / 50e9)
  }

  /// Rings inside of servers of eight, and rings of all servers over 128 groups of 32 switches.
  ///
  /// - Returns: an all-reduce of 64 MiB.
  /// - Throws: where the files of the checkout are not what they were.
  static func dragonfly() throws -> FoldedRun.World {
    try reduction(
      of: "b200", by: "hierarchical",
      over: [
        "{name: nvlink, shape: switch, size: 8, link: nvlink5, length: 1 m}",
        "{name: fabric, shape: dragonfly, groups: 128, routers: 32, terminals: 4, "
          + "global_links: 4, link: 800g-2xdr4-pluggable, nic: connectx-8, "
          + "switch: quantum-x800, length: 30 m}",
      ])
  }

  /// 14 steps inside, over two links of 104.5 ns and a switch; and 2 x 16,384 - 2 across.
  ///
  /// A server goes on when what its neighbour sent has come, which in turn had waited for the one
  /// before: behind the last end lie the overheads of all steps and the ways of all servers, twice
  /// around but for two of the shortest. Of a group's 128 servers 96 have their neighbour on the same
  /// switch and 31 on the next, over one link for the flows of eight GPUs. The last one's neighbour,
  /// in the next group, is on four shortest paths of five links, and three of the four end over one
  /// link: six flows of eight.
  static var dragonflyTime: Seconds {
    let inside =
      14 * (3e-6 + 2 * 104.5e-9 + 200e-9)
      + 2 * 7 / 8 * reducedBytes / (18 * 50e9 * 0.802)
    let each = reducedBytes / ranks / (100e9 * 0.994)
    func way(links: Double, sharing: Double) -> Double {
      // Each link has 350 ns, each switch between two 200 ns, and the NICs 500 ns each.
      sharing * each + links * 350e-9 + (links - 1) * 200e-9 + 1e-6
    }
    let near = way(links: 2, sharing: 1)
    let group = 96 * near + 31 * way(links: 3, sharing: 8) + way(links: 5, sharing: 6)
    let across = (2 * ranks / 8 - 2) * 12e-6 + 2 * 128 * group - 2 * near
    return .seconds(inside + across)
  }

  private static let ranks = 131_072.0
  private static let reducedBytes = 0x1p26

  private static func reduction(
    of accelerator: String, by algorithm: String, over domains: [String]
  ) throws -> FoldedRun.World {
    FoldedRun.World(
      program: try .collective("all-reduce", ranks: Int(ranks), bytes: .bytes(reducedBytes)),
      cluster: try BuiltCluster(
        path: Repository.path("topologies/rail-only-4096.yaml"),
        overrides: [
          "accelerator={kind: \(accelerator), count: \(Int(ranks))}",
          "domains=[\(domains.joined(separator: ", "))]",
        ]),
      algorithms: ["all-reduce": algorithm])
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
