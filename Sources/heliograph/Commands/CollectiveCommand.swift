// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Quantities
import Scenarios

struct CollectiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collective", abstract: "Time one collective on a cluster or a plain network.",
    discussion: """
      BYTES is nccl-tests' size: for all-gather and reduce-scatter the whole gathered buffer, for \
      all-to-all one rank's buffer, for the others the buffer. busbw and algbw are nccl-tests' too.

      Examples:
        heliograph collective all-reduce --ranks 8 --bytes 64MiB --on dgx-h100-node
        heliograph collective all-gather --algorithm ring --ranks 16 --bytes 1GB \\
          --topology ring --bandwidth '400 Gb/s' --latency '500 ns' --json

      JSON: time_ns is there in transports that count nanoseconds. flow_classes equals flows, because every flow is simulated by itself. energy_J is \
      null where the network has no energy figures. It is the energy of everything that has \
      figures, static power included, for as long as the collective lasts.
      """)

  @Argument(help: "all-reduce, reduce-scatter, all-gather, all-to-all, ...") var kind: String
  @Option(help: "A name of `list algorithms`, or auto.") var algorithm = "auto"
  @Option(help: "Ranks that take part; with --on, every accelerator unless said.")
  var ranks: Int?
  @Option(
    help: ArgumentHelp("Size, such as 64MiB or '1 GB'; a bare number is bytes.", valueName: "size"),
    transform: Self.size)
  var bytes: Bytes
  @Option(help: "Cut the collective into this many chunks.") var chunks = 1
  @Option(
    help: ArgumentHelp(
      "How links serve messages: fluid, astra-sim-unaware, astra-sim-aware or loggops.",
      valueName: "transport"))
  var transport = "fluid"
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
    name: .shortAndLong,
    help: ArgumentHelp("Write the timeline to this HDF5 file.", valueName: "out.h5"))
  var output: String?
  @OptionGroup var format: JSONOption

  func validate() throws {
    do {
      let kind = try CollectiveNames.kind(named: kind)
      _ = try CollectiveNames.algorithm(named: algorithm, for: kind)
      _ = try TransportNames.transport(named: transport)
    } catch { throw ValidationError("\(error)") }
    guard (1...65_536).contains(chunks) else {
      throw ValidationError("--chunks is \(chunks); allowed: 1 to 65536")
    }
    if let ranks, ranks < 1 { throw ValidationError("--ranks is \(ranks); allowed: 1 or more") }
    try validateNetwork()
    try OutputPath.check(output)
  }

  private func validateNetwork() throws {
    switch (on, topology) {
    case (nil, nil):
      throw ValidationError("say where: --on CLUSTER, or --topology with --bandwidth and --latency")
    case (_?, _?):
      throw ValidationError("--on and --topology exclude each other")
    case (_?, nil):
      let strays = [
        ("--bandwidth", bandwidth != nil), ("--latency", latency != nil),
        ("--energy-per-bit", energyPerBit != nil), ("--overhead", overhead != nil),
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

  func run() throws {
    let kind = try CollectiveNames.kind(named: kind)
    let root = try on.map { try DataRoot.find(near: $0) }
    let place = try place(root)
    let question = CollectiveQuestion(
      kind: kind, algorithm: algorithm, ranks: ranks ?? place.acceleratorCount, bytes: bytes,
      chunks: chunks, transport: try TransportNames.transport(named: transport))
    let answer = try Session(root: root).answer(question, on: place, output: output)
    try StandardOutput.print(format.json ? answer.json.text : answer.text)
  }

  private func place(_ root: DataRoot?) throws -> PreparedCluster {
    if let on, let root { return try Workbench(root: root).cluster(named: on) }
    guard let topology, let bandwidth, let latency, let ranks else {
      throw ValidationError("--topology needs --ranks, --bandwidth and --latency")
    }
    return try PreparedCluster(
      UniformNetwork(
        shape: topology, rate: bandwidth, latency: latency, energyPerBit: energyPerBit,
        overhead: overhead ?? .zero),
      ranks: ranks)
  }

  /// `64MiB`, `1 GB`, or nccl-tests' habit, a bare number of bytes.
  private static func size(_ text: String) throws -> Bytes {
    if let count = Int(text), count >= 0 { return .bytes(Double(count)) }
    return try readQuantity(text)
  }
}
