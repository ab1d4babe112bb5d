// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import LinkPhysics
import Quantities
import Technologies
import TestSupport
import Testing

@Suite struct `A circuit switch in a photonic path` {
  private func load(_ devices: String, in file: String = "gb200-nvl72") throws -> LoadedCluster {
    let domain = file == "gb200-nvl72" ? 0 : 1
    return try ClusterFile.load(
      path: PackageRoot.path("topologies/\(file).yaml"),
      overrides: ["domains[\(domain)].link.devices=\(devices)"],
      catalogue: try TechnologyCatalogue(folders: [PackageRoot.path("technologies")]))
  }

  private func light(_ passes: Int?) -> String {
    let switches = passes.map { ", circuit_switches: {record: palomar, passes: \($0)}" } ?? ""
    return "{serdes: ucie-advanced-phy, photonic: phoenixsim-defaults\(switches)}"
  }

  private func energy(_ loaded: LoadedCluster, _ component: EnergyComponent) throws -> Double {
    let path = try #require(loaded.linkPower.first).path
    let lines = path.lines.filter { $0.term.components.contains(component) }
    return lines.reduce(0) { $0 + $1.energy.value.rawValue }
  }

  @Test(arguments: [1, 2])
  func `loses light and draws a port's part of its chassis in each pass`(passes: Int) throws {
    let without = try load(light(nil))
    let loaded = try load(light(passes))
    // 2 dB a pass: 1.58489 times the laser.
    let laser = try energy(loaded, .laser) / energy(without, .laser)
    #expect((laser / Decibels.decibels(2 * Double(passes)).asRatio - 1).magnitude < 1e-12)
    // 108 W over 136 circuits, each of 400 Gb/s both ways: 0.992647 pJ/bit.
    let chassis = try energy(loaded, .circuitSwitch)
    #expect((chassis * 1e12 / (0.992647 * Double(passes)) - 1).magnitude < 5e-7)
    let name = loaded.cluster.links.technologies.first?.name
    #expect(name?.hasSuffix(passes == 1 ? ", palomar" : ", palomar x 2") == true)
    // Drawn whether or not bits move.
    let path = try #require(loaded.linkPower.first).path
    let line = try #require(path.lines.first { $0.term.components == [.circuitSwitch] })
    #expect(line.term.isStatic)
    #expect(loaded.files.contains { $0.hasSuffix("circuit-switches/palomar.yaml") })
  }

  @Test func `is composed once, whatever stands at the ends`() throws {
    let without = try load(light(nil))
    let loaded = try load(light(1))
    // 144 x 18 directed links of 400 Gb/s are 1296 circuits of 108/136 W; the rest is the laser's.
    let more =
      try #require(loaded.linkPower.first).counted - #require(without.linkPower.first).counted
    let laser = try energy(loaded, .laser) - energy(without, .laser)
    let expected = 1296 * 108.0 / 136 + laser * 1036.8e12
    #expect((more.rawValue / expected - 1).magnitude < 1e-9)
    let lines = loaded.composition.filter { $0.figure == "palomar.power" }
    #expect(lines.count == 2 && lines.allSatisfy { $0.outcome == .counted })
  }

  @Test func `is not taken for part of a server that has its own management`() throws {
    let loaded = try load(light(1), in: "dgx-h100-pod")
    let lines = loaded.composition.filter { $0.figure == "palomar.power" }
    #expect(!lines.isEmpty && lines.allSatisfy { $0.outcome == .counted })
  }

  @Test func `carries the ranges of its loss and of its power`() throws {
    let path = try #require(try load(light(1)).linkPower.first).path
    #expect(path.total.low < path.total.value && path.total.value < path.total.high)
    #expect(path.total.drivers.contains { $0.figure == "palomar.insertion_loss" })
  }

  @Test func `counts whole circuits of a link that is faster than a waveguide`() throws {
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    let record = try #require(catalogue.record(named: "palomar", in: .circuitSwitch))
    let photonic = try #require(catalogue.record(named: "wdm-ring-16x25", in: .photonicLink))
    // 400 Gb/s a waveguide: 900 Gb/s hold three circuits, 108/136/2·3/900e9 = 1.323529 pJ/bit.
    var link = try #require(catalogue.links.first { $0.name == "nvlink5" })
    link.rate.value = .gigabitsPerSecond(900)
    let devices = DeviceLink(
      technology: link,
      serdes: try #require(catalogue.record(named: "ucie-advanced-phy", in: .serdes)),
      module: nil, photonic: photonic, line: nil, channels: [],
      circuitSwitches: try CircuitSwitchPasses(record, passes: 1))
    let line = try #require(
      try PathSum(of: devices).lines.first { $0.term.components == [.circuitSwitch] })
    #expect((line.energy.value.rawValue * 1e12 / 1.323529 - 1).magnitude < 5e-7)
  }

  @Test func `that states no power leaves it out and is told so`() throws {
    let switches = "circuit_switches: {record: si-mems-50, passes: 1}"
    let loaded = try load("{serdes: ucie-advanced-phy, photonic: phoenixsim-defaults, \(switches)}")
    #expect(loaded.notes.contains { $0.contains("si-mems-50 states no power") })
    #expect(try energy(loaded, .circuitSwitch) == 0)
  }

  private static let parts = "serdes: ucie-advanced-phy, photonic: wdm-ring-16x25"

  @Test(arguments: [
    ("{serdes: serdes-224g-lr, circuit_switches: {record: palomar, passes: 1}}", "give photonic"),
    (
      "{serdes: serdes-224g-vsr, module: 800g-2xdr4-module, "
        + "circuit_switches: {record: palomar, passes: 1}}", "give photonic"
    ),
    ("{\(parts), circuit_switches: {record: palomr, passes: 1}}", "did you mean palomar?"),
    ("{\(parts), circuit_switches: {record: palomar}}", "\"passes\" is missing"),
    ("{\(parts), circuit_switches: {record: palomar, passes: 0}}", "1"),
    ("{\(parts), circuit_switches: {record: palomar, passes: 1, loss: 2 dB}}", "unknown key"),
    (
      "{\(parts), circuit_switches: {record: lumentum-r300, passes: 1}}", "states no insertion_loss"
    ),
    (
      "{\(parts), circuit_switches: {record: polatis-576, passes: 1}}",
      "not how many ports share it"
    ),
    (
      "{\(parts), circuit_switches: {record: palomar, passes: 16}}",
      "the optical budget does not close"
    ),
  ])
  func `is refused with what is wrong`(devices: String, problem: String) throws {
    let error = #expect(throws: DocumentError.self) { try load(devices) }
    #expect(error?.problem.contains(problem) == true, "\(error?.description ?? "")")
  }

  @Test func `is refused beside one that the path has already`() throws {
    let folder = try ScratchFolder()
    let lines = try PackageRoot.lines(
      of: PackageRoot.path("technologies/photonic-links/wdm-ring-16x25.yaml"))
    let text = lines.joined(separator: "\n")
      .replacing("element: polarisation", with: "element: circuit-switch")
    try folder.write("photonic-links/wdm-ring-16x25.yaml", text + "\n")
    let error = #expect(throws: DocumentError.self) {
      try ClusterFile.load(
        path: PackageRoot.path("topologies/gb200-nvl72.yaml"),
        overrides: [
          "domains[0].link.devices={\(Self.parts), circuit_switches: "
            + "{record: palomar, passes: 1}}"
        ],
        catalogue: try TechnologyCatalogue(
          folders: [folder.path, PackageRoot.path("technologies")]))
    }
    #expect(error?.problem.contains("has a circuit-switch in its path already") == true)
  }
}

extension Decibels {
  fileprivate var asRatio: Double { LinearRatio(of: self).rawValue }
}
