// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Quantities
import Scenarios

/// Where a collective runs: a cluster, or a network of equal links.
struct NetworkOptions: ParsableArguments {
  @Option(help: "Ranks that take part; with --on, every accelerator that works unless said.")
  var ranks: Int?
  @Option(help: ArgumentHelp("A cluster file, or a name of `list clusters`.", valueName: "cluster"))
  var on: String?
  @Option(help: ArgumentHelp("ring, switch or full-mesh.", valueName: "shape"))
  var topology: String?
  @Option(
    help: ArgumentHelp("Rate of each link, one way, such as '400 Gb/s'.", valueName: "rate"),
    transform: { try readQuantity($0) as BitsPerSecond })
  var bandwidth: BitsPerSecond?
  @Option(
    help: ArgumentHelp("Latency of each link, such as '500 ns'.", valueName: "time"),
    transform: { try readQuantity($0) as Seconds })
  var latency: Seconds?
  @Option(
    help: ArgumentHelp("Energy a bit and link, such as '5 pJ/bit'.", valueName: "energy"),
    transform: { try readQuantity($0) as JoulesPerBit })
  var energyPerBit: JoulesPerBit?
  @Option(
    help: ArgumentHelp("What a message costs before its first byte leaves.", valueName: "time"),
    transform: { try readQuantity($0) as Seconds })
  var overhead: Seconds?
  @Option(
    name: .customLong("in-network-reduction"),
    help: ArgumentHelp(
      "How the switch reduces: reads (as NVLS) or aggregation (as SHARP); not unless said.",
      valueName: "way"))
  var reduction: String?

  func validate() throws {
    if let ranks, ranks < 1 { throw ValidationError("--ranks is \(ranks); allowed: 1 or more") }
    switch (on, topology) {
    case (nil, nil):
      throw ValidationError("say where: --on CLUSTER, or --topology with --bandwidth and --latency")
    case (_?, _?):
      throw ValidationError("--on and --topology exclude each other")
    case (_?, nil):
      let strays = [
        ("--bandwidth", bandwidth != nil), ("--latency", latency != nil),
        ("--energy-per-bit", energyPerBit != nil), ("--overhead", overhead != nil),
        ("--in-network-reduction", reduction != nil),
      ]
      if let stray = strays.first(where: \.1)?.0 {
        throw ValidationError("\(stray) belongs to --topology; --on takes the cluster's own")
      }
    case (nil, let shape?):
      guard UniformNetwork.shapes.contains(shape) else {
        throw ValidationError(
          "--topology \"\(shape)\" is unknown; known: "
            + UniformNetwork.shapes.joined(separator: ", "))
      }
      guard ranks != nil else { throw ValidationError("--topology needs --ranks") }
      guard let bandwidth, latency != nil else {
        throw ValidationError("--topology needs --bandwidth and --latency")
      }
      guard bandwidth > .zero else { throw ValidationError("--bandwidth must be above zero") }
    }
  }

  /// The network, and the folder of the data that it was read from.
  ///
  /// - Parameter wantsProtocols: whether a plain network needs the data root for them.
  /// - Returns: the root where there is one.
  /// - Throws: `InputError` or `DocumentError` for what cannot be read.
  func place(wantsProtocols: Bool) throws -> (PreparedCluster, DataRoot?) {
    if let on {
      let root = try DataRoot.find(near: on)
      return (try Workbench(root: root).cluster(named: on), root)
    }
    guard let topology, let bandwidth, let latency, let ranks else {
      throw ValidationError("--topology needs --ranks, --bandwidth and --latency")
    }
    let network = try UniformNetwork(
      shape: topology, rate: bandwidth, latency: latency, energyPerBit: energyPerBit,
      overhead: overhead ?? .zero, reduction: reduction)
    guard wantsProtocols else { return (try PreparedCluster(network, ranks: ranks), nil) }
    let root = try DataRoot.find(near: ".")
    let protocols = try Workbench(root: root).protocols
    return (try PreparedCluster(network, ranks: ranks, protocols: protocols), root)
  }
}
