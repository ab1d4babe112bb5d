// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Foundation
import Quantities
import TestSupport
import Testing

@Suite struct ClusterFileTests {
  private static let good = """
    name: bench
    accelerator: {kind: board, count: 8}
    domains:
      - {name: inner, shape: switch, size: 4, link: wire, switch: hub, count: 1}
      - {name: outer, shape: ring, size: 2, link: wire, count: 1}
    pue: 1.25

    """

  @Test func `a file becomes a cluster with all that it says`() throws {
    let loaded = try Bench().load(Self.good)
    #expect(loaded.cluster.name == "bench")
    #expect(loaded.cluster.domains == ["inner", "outer"])
    #expect(loaded.cluster.powerUsageEffectiveness == 1.25)
    #expect(loaded.cluster.accelerators.groups[0].power?.waiting == .watts(40))
    #expect(loaded.cluster.accelerators.groups[0].peak == .teraoperationsPerSecond(100))
    #expect(loaded.cluster.routing == .domains(spans: [4, 8], forwards: [false, true]))
    #expect(
      loaded.files.map { $0.split(separator: "/").last ?? "" }
        == ["board.yaml", "wire.yaml", "hub.yaml"])
    #expect(ClusterConformance.violations(of: loaded.cluster) == [])
  }

  @Test(arguments: [
    ("name: bench\n", "", "\"name\" is missing"),
    ("pue: 1.25", "pue: 0.9", "pue: 0.9 is out of range"),
    ("pue: 1.25", "puee: 1.25", "unknown key"),
    ("count: 8", "count: 9", "4 x 2 = 8 accelerators, and count says 9"),
    ("kind: board", "kind: bord", "did you mean board?"),
    ("link: wire, switch", "link: wyre, switch", "did you mean wire?"),
    ("switch: hub", "switch: hubb", "did you mean hub?"),
    ("shape: ring", "shape: rings", "did you mean ring?"),
    ("switch: hub, ", "", "\"switch\" is missing: wire has no switch of its own; known: hub"),
    ("shape: ring, ", "shape: ring, switch: hub, ", "the shape ring has no switches"),
    ("shape: ring, ", "shape: ring, oversubscription: 2, ", "the shape ring has no leaves"),
    ("shape: ring, ", "shape: ring, switches: 2, ", "counts them itself"),
    ("shape: ring, ", "shape: ring, in_network_reduction: true, ", "no switches to reduce in"),
    ("shape: ring, ", "shape: ring, length: 3, ", "has no unit"),
    ("shape: ring, ", "shape: ring, lenght: 3 m, ", "did you mean length?"),
    ("shape: ring, ", "shape: ring, message_overhead: 1, ", "has no unit"),
    ("name: outer", "name: inner", "a domain named \"inner\" is there already"),
    ("switch: hub, ", "switch: hub, nic: card, switches: 0, ", "0 is out of range"),
    ("link: wire, switch", "link: {technology: wire, rate: 5}, switch", "has no unit"),
    (
      "link: wire, switch", "link: {technology: wire, rate: 1 Gb/s, bandwidth: 2 Gb/s}, switch",
      "gives both rate (of one link) and bandwidth"
    ),
    (
      "link: wire, switch: hub, count: 1", "link: {technology: wire, rate: 1 Gb/s}, switch: hub",
      "board has 4 of wire"
    ),
    (
      "link: wire, switch", "link: {technology: wire, rate: 101 Gb/s}, nic: card, switch",
      "a link of 101 Gb/s is faster than its NIC: card carries 100 Gb/s"
    ),
    ("domains:", "nodes: []\ndomains:", "give domains, or nodes and links, or a graph in a file"),
    ("pue: 1.25", "accelerators_forward: true\npue: 1.25", "shapes know it"),
    ("pue: 1.25", "floor: {rack_pitch: 1 m}\npue: 1.25", "\"accelerators_per_rack\" is missing"),
  ])
  func `a wrong file is refused with its place and what is allowed`(
    old: String, new: String, problem: String
  ) throws {
    let text = Self.good.replacing(old, with: new)
    #expect(text != Self.good)
    let error = #expect(throws: DocumentError.self) { try Bench().load(text) }
    let description = try #require(error?.description)
    #expect(description.contains(problem), "\(description)")
    #expect(description.hasPrefix("cluster.yaml:"), "\(description)")
  }

  @Test func `a switch that cannot carry its domain is refused`() throws {
    // Eight ports, and nine accelerators; 800 Gb/s, and 4 x 4 x 100 Gb/s behind one chip.
    let bench = try Bench()
    let ports = #expect(throws: DocumentError.self) {
      try bench.cluster(
        count: 9,
        domains: "  - {name: s, shape: switch, size: 9, link: wire, switch: hub, count: 1}")
    }
    #expect(ports?.problem.contains("joins 9 accelerators, and hub has 8 ports") == true)
    let few = #expect(throws: DocumentError.self) {
      try bench.cluster(
        count: 4,
        domains: "  - {name: s, shape: switch, size: 4, link: wire, switch: hub, switches: 1}")
    }
    #expect(few?.problem.contains("2 or more do") == true)
    let enough = try bench.cluster(
      count: 4, domains: "  - {name: s, shape: switch, size: 4, link: wire, switch: hub}")
    #expect(enough.cluster.devices.map(\.count) == [2])
  }

  @Test func `a tree of more than two levels is refused`() throws {
    let error = #expect(throws: DocumentError.self) {
      try Bench().cluster(
        count: 64,
        domains: "  - {name: t, shape: fat-tree, size: 64, link: wire, switch: hub, count: 1}")
    }
    #expect(error?.problem.contains("a third level would be needed") == true)
  }

  @Test func `an override reaches into a link written by name alone`() throws {
    let bench = try Bench()
    let loaded = try bench.load(Self.good, overrides: ["domains[1].link.latency=7 us"])
    #expect(loaded.cluster.links.latency.max() == .microseconds(7))
    #expect(loaded.resolved.flowText.contains("link: {technology: wire, latency: 7 us}"))
    let plain = try bench.load(Self.good)
    // Nothing else changes.
    #expect(plain.cluster.links.rate == loaded.cluster.links.rate)
    #expect(plain.cluster.links.dynamicEnergy == loaded.cluster.links.dynamicEnergy)
  }

  @Test func `without a PUE the facility's is taken and said`() throws {
    let loaded = try Bench().load(Self.good.replacing("pue: 1.25\n", with: ""))
    #expect(loaded.cluster.powerUsageEffectiveness == 1.5)
    #expect(loaded.notes.contains("pue is not given: 1.5 is taken (a survey)"))
    #expect(loaded.files.contains { $0.hasSuffix("facility.yaml") })
  }

  @Test func `the same file gives the same numbers every time`() throws {
    let first = try Bench().load(Self.good).cluster
    let second = try Bench().load(Self.good).cluster
    #expect(first.nodes.name == second.nodes.name)
    #expect(first.links.from == second.links.from)
    #expect(first.links.to == second.links.to)
    #expect(first.links.rate == second.links.rate)
    // gpu0 up to the first switch is link 0 and its way back link 1; the ring comes last.
    #expect(first.links.from.prefix(2) == [0, 8])
    #expect(first.links.to.prefix(2) == [8, 0])
    #expect(first.links.from.suffix(2) == [3, 7])
  }
}
