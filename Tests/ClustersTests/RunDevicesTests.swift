// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import LinkPhysics
import Quantities
import Technologies
import TestSupport
import Testing

/// Hosts that lose 20 of 40 dB at 25 GHz, cable of 10 dB/m, a SerDes of 0.5 pJ/bit and 0.1 more for
/// each decibel, and a retimer of 8 W for 400 Gb/s in both directions: 10 pJ/bit.
@Suite struct `A run whose devices depend on its length` {
  private static let facts = "year: 2025, boundary: a test, kind: a test, grade: B, source: a test"

  private func catalogue(
    law: String = "0.1 pJ/bit/dB", lane: String = "100 Gb/s", sold: String? = nil,
    budget: String = "40 dB", serdes extra: String = ""
  ) throws -> (catalogue: TechnologyCatalogue, folder: ScratchFolder) {
    let folder = try ScratchFolder()
    let facts = Self.facts
    try folder.write(
      "serdes/host.yaml",
      """
      name: host
      title: a SerDes
      lane_rate: {value: 100 Gb/s, \(facts)}
      modulation: pam4
      energy:
        - {value: 6 pJ/bit, includes: [serdes], \(facts)}
      loss_law:
        at_no_loss: {value: 0.5 pJ/bit, includes: [serdes], \(facts)}
        per_decibel: {value: \(law), high: 0.2 pJ/bit/dB, \(facts)}
      loss_budget: {value: 40 dB, \(facts)}
      \(extra)

      """)
    try folder.write(
      "lines/wire.yaml",
      """
      name: wire
      title: a cable
      loss:
        - {frequency: 25 GHz, value: 10 dB/m, high: 11 dB/m, \(facts)}
      propagation: {value: 5 ns/m, \(facts)}
      \(sold.map { "reach: {value: \($0), \(facts)}" } ?? "")

      """)
    try folder.write(
      "channels/hosts.yaml",
      """
      name: hosts
      title: both ends
      loss:
        - {frequency: 25 GHz, value: 20 dB, \(facts)}

      """)
    try folder.write(
      "retimers/again.yaml",
      """
      name: again
      title: a retimer
      throughput: {value: 400 Gb/s, \(facts)}
      lane_rate: {value: \(lane), \(facts)}
      power: {value: 8 W, low: 4 W, includes: [retimer], \(facts)}
      latency: {value: 10 ns, \(facts)}
      loss_budget: {value: \(budget), \(facts)}

      """)
    return (
      try TechnologyCatalogue(folders: [folder.path, PackageRoot.path("technologies")]), folder
    )
  }

  private static let plain = "{serdes: host, line: wire, channels: [hosts]}"
  private static let retimed = "{serdes: host, line: wire, channels: [hosts], retimers: [again]}"

  private func load(
    _ devices: String, length: String, from catalogue: TechnologyCatalogue
  ) throws(DocumentError) -> LoadedCluster {
    try ClusterFile.load(
      path: PackageRoot.path("topologies/gb200-nvl72.yaml"),
      overrides: ["domains[0].link.devices=\(devices)", "domains[0].length=\(length)"],
      catalogue: catalogue)
  }

  @Test(arguments: [("0 m", 2.5), ("0.5 m", 3.0), ("1 m", 3.5), ("2 m", 4.5)])
  func `spends in its SerDes by what the channel loses`(length: String, energy: Double) throws {
    // 0.5 + 0.1 x (20 + 10 x metres), and the record's 6 pJ/bit nowhere.
    let loaded = try load(Self.plain, length: length, from: try catalogue().catalogue)
    let path = try #require(loaded.linkPower.first).path
    #expect(path.total.value.isClose(to: .picojoulesPerBit(energy), ulps: 16))
    #expect(path.lines.map(\.term.figure) == ["host.loss_law"])
    // At the ends of the ranges 0.2 for each decibel and 11 dB/m.
    let metres = try Metres(parsing: length).rawValue
    let high = JoulesPerBit.picojoulesPerBit(0.5 + 0.2 * (20 + 11 * metres))
    #expect(path.total.high.isClose(to: high, ulps: 16))
    #expect(path.total.low == path.total.value)
  }

  @Test func `spends what its record says where its length is not known, and says so`() throws {
    let loaded = try load(Self.plain, length: "null", from: try catalogue().catalogue)
    let path = try #require(loaded.linkPower.first).path
    #expect(path.total.value.isClose(to: .picojoulesPerBit(6), ulps: 4))
    #expect(loaded.notes.contains { $0.contains("no length is given, so the energy of host") })
  }

  // 10 dB at each end of the hosts: 3 m to a retimer, 4 m between two. 2 m without any, 6 with one,
  // 10 with two.
  @Test(arguments: [("2 m", 0), ("2.5 m", 1), ("6 m", 1), ("6.5 m", 2), ("10 m", 2), ("11 m", 3)])
  func `has as many retimers as it needs`(length: String, count: Int) throws {
    let loaded = try load(Self.retimed, length: length, from: try catalogue().catalogue)
    let path = try #require(loaded.linkPower.first).path
    let retimers = path.lines.filter { $0.term.components == [.retimer] }
    let energy = retimers.reduce(JoulesPerBit.zero) { $0 + $1.energy.value }
    #expect(energy.isClose(to: .picojoulesPerBit(10 * Double(count)), ulps: 8))
    // Half of the power, half of the joules.
    let low = retimers.reduce(JoulesPerBit.zero) { $0 + $1.energy.low }
    #expect(low.isClose(to: .picojoulesPerBit(5 * Double(count)), ulps: 8))
    // 144 directed links of 7.2 Tb/s; boards and switches have the SerDes in their own power.
    let power = try #require(loaded.linkPower.first).counted
    #expect(power.isClose(to: .watts(10368 * Double(count)), ulps: 1 << 12))
  }

  @Test func `takes the time of each retimer and the loss of its own segments`() throws {
    let catalogue = try catalogue().catalogue
    let near = try load(Self.retimed, length: "1 m", from: catalogue)
    let far = try load(Self.retimed, length: "4 m", from: catalogue)
    // 3 m more at 5 ns/m, and 10 ns.
    let more = far.cluster.links.latency[0] - near.cluster.links.latency[0]
    #expect(more.isClose(to: .nanoseconds(25), ulps: 1 << 12))
    // Two segments of 2 m: 10 + 20 = 30 dB each, 3.5 pJ/bit; and one retimer.
    let path = try #require(far.linkPower.first).path
    #expect(path.total.value.isClose(to: .picojoulesPerBit(13.5), ulps: 64))
    #expect(path.total.low <= path.total.value && path.total.value <= path.total.high)
    // What decides how many there are is named with what they draw.
    #expect(
      path.total.figures.map(\.name).contains("again.loss_budget")
        && path.total.figures.map(\.name).contains("hosts.loss[0]"))
    // At half the load the retimer's power is shared by half as many bits: 20 + 3.5.
    #expect(path.energy(at: 0.5).value.isClose(to: .picojoulesPerBit(23.5), ulps: 64))
    #expect(far.files.contains { $0.hasSuffix("retimers/again.yaml") })
  }

  @Test func `has no more loss on the way to a retimer than the retimer undoes`() throws {
    // 30 dB at a retimer: 2 m to it and 3 m between two, so that 5 m take two.
    let loaded = try load(
      Self.retimed, length: "5 m", from: try catalogue(budget: "30 dB").catalogue)
    let path = try #require(loaded.linkPower.first).path
    #expect(path.lines.contains { $0.term.figure == "again.power x 2" })
  }

  @Test func `knows the length of each link of a graph`() throws {
    let facts = try catalogue()
    let file = try facts.folder.write(
      "graph.yaml",
      """
      name: pair
      accelerator: {kind: gb200, count: 2}
      nodes:
        - {name: a, kind: accelerator}
        - {name: b, kind: accelerator}
      links:
        - from: a
          to: b
          length: 2.5 m
          link: {technology: nvlink5, devices: \(Self.retimed)}
      accelerators_forward: true
      pue: 1

      """)
    let loaded = try ClusterFile.load(path: file, catalogue: facts.catalogue)
    #expect(loaded.cluster.domains == ["nvlink5 over wire, again, 2.5 m"])
    // One duplex link of 2 x 400 Gb/s at 10 pJ/bit.
    #expect(try #require(loaded.linkPower.first).counted.isClose(to: .watts(8), ulps: 64))
  }

  @Test func `is refused without a length that retimers need`() throws {
    let catalogue = try catalogue().catalogue
    let error = #expect(throws: DocumentError.self) {
      try load(Self.retimed, length: "null", from: catalogue)
    }
    #expect(
      error?.problem.contains("give length, or a floor") == true, "\(String(describing: error))")
  }

  @Test func `is refused where no number of retimers carries it`() throws {
    // 9 dB at a retimer are less than the 10 of a host.
    let catalogue = try catalogue(budget: "9 dB").catalogue
    let error = #expect(throws: DocumentError.self) {
      try load(Self.retimed, length: "3 m", from: catalogue)
    }
    #expect(error?.problem.contains("lose 10 dB of 9 dB") == true, "\(String(describing: error))")
  }

  @Test func `is refused where cable is longer than it is sold`() throws {
    let catalogue = try catalogue(sold: "1.5 m").catalogue
    let error = #expect(throws: DocumentError.self) {
      try load(Self.retimed, length: "4 m", from: catalogue)
    }
    #expect(
      error?.problem.contains("2 m of cable lie in one piece, and wire is sold up to 1.5 m")
        == true,
      "\(String(describing: error))")
  }

  @Test func `is refused with a retimer of slower lanes`() throws {
    let catalogue = try catalogue(lane: "64 Gb/s").catalogue
    let error = #expect(throws: DocumentError.self) {
      try load(Self.retimed, length: "4 m", from: catalogue)
    }
    #expect(error?.problem.contains("again carries lanes of 64 Gb/s") == true)
    #expect(error?.keyPath.hasSuffix("devices.retimers") == true)
  }

  @Test(arguments: [
    ("{serdes: host, line: wire, retimers: [again, again]}", "lists 2 records; give one"),
    ("{serdes: host, line: wire, retimers: []}", "lists 0 records; give one"),
    ("{serdes: host, line: wire, retimers: [agin]}", "did you mean again?"),
    ("{serdes: host, retimers: [again]}", "give line beside them"),
    (
      "{serdes: host, module: 800g-2xdr4-module, line: wire, retimers: [again]}",
      "give line beside them, and no module"
    ),
    ("{serdes: ucie-standard-phy, line: wire, retimers: [again]}", "states no loss_budget"),
  ])
  func `refuses retimers that do not go with it`(devices: String, problem: String) throws {
    let catalogue = try catalogue().catalogue
    let error = #expect(throws: DocumentError.self) {
      try load(devices, length: "1 m", from: catalogue)
    }
    #expect(error?.problem.contains(problem) == true, "\(error?.description ?? "")")
  }
}
