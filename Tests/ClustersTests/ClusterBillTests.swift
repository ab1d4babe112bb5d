// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import Technologies
import TestSupport
import Testing

@Suite struct `A cluster's bill` {
  private static let ranges = """
    energy: [{value: 6 pJ/bit, low: 4 pJ/bit, high: 10 pJ/bit, boundary: b, includes: [serdes], \
    grade: A, source: a test}]
    power_per_end: [{value: 9 W, low: 5 W, high: 12 W, boundary: b, includes: [laser, dsp], \
    grade: A, source: a test}]
    """
  private static let star =
    "  - {name: star, shape: switch, size: 4, link: wire, switch: hub, count: 2}"

  private func star(_ rest: String = "pue: 1.5") throws -> LoadedCluster {
    try Bench(linkEnergy: Self.ranges).cluster(count: 4, domains: Self.star, rest: rest)
  }

  private func line(_ bill: ClusterBill, _ kind: Equipment.Kind) throws -> ClusterBill.Line {
    try #require(bill.lines.first { $0.equipment.kind == kind })
  }

  @Test func `adds up by hand`() throws {
    let bill = ClusterBill(try star())
    // 8 links of 100 Gb/s, two modules of 9 W each; the boards have their SerDes already, the switch
    // has not: 8 x 2 ways x 3 pJ/bit x 100 Gb/s = 4.8 W.
    let modules = try line(bill, .module)
    #expect(modules.equipment.count == 16)
    #expect(modules.all.idle.value.isClose(to: .watts(144), ulps: 4))
    #expect(modules.all.busy.value.isClose(to: .watts(148.8), ulps: 8))
    #expect(modules.each.idle.value.isClose(to: .watts(9), ulps: 4))
    #expect(modules.equipment.covered == ["wire.energy[0] in board.power"])
    let cables = try line(bill, .cable)
    #expect(cables.equipment.count == 8)
    #expect(cables.all.busy.value == .zero)
    // 4 x 10 + 30 + 144, and 4 x 100 + 30 + 148.8.
    #expect(bill.equipment.idle.value.isClose(to: .watts(214), ulps: 8))
    #expect(bill.equipment.busy.value.isClose(to: .watts(578.8), ulps: 8))
    #expect(bill.perAccelerator.busy.value.isClose(to: .watts(144.7), ulps: 8))
    #expect(bill.site.busy.value.isClose(to: .watts(868.2), ulps: 8))
    #expect(bill.racks == nil)
  }

  @Test func `is what the composed links hold, domain by domain`() throws {
    for trunk in ["", ", trunk: {technology: wire, rate: 50 Gb/s}"] {
      let loaded = try Bench(linkEnergy: Self.ranges).cluster(
        count: 8,
        domains: "  - {name: f, shape: fat-tree, size: 8, link: wire, switch: hub\(trunk)"
          + ", count: 1}")
      let links = loaded.cluster.links
      let lasting = links.staticPower.reduce(Watts.zero, +)
      let moving = (0..<links.count).reduce(Watts.zero) {
        $0 + links.dynamicEnergy[$1] * links.rate[$1]
      }
      let bill = ClusterBill(loaded)
      let lines = bill.lines.filter { [.module, .cable].contains($0.equipment.kind) }
      let idle = lines.reduce(Watts.zero) { $0 + $1.all.idle.value }
      let busy = lines.reduce(Watts.zero) { $0 + $1.all.busy.value }
      #expect(idle.isClose(to: lasting, ulps: 32))
      #expect(busy.isClose(to: lasting + moving, ulps: 32))
      #expect(loaded.linkPower.reduce(.zero) { $0 + $1.links } == links.count)
    }
  }

  @Test func `has one value of a figure in all its lines`() throws {
    let bill = ClusterBill(try star())
    // Modules at 5 or 12 W, SerDes at 4 or 10 pJ/bit, of which the switch's half counts.
    #expect(bill.equipment.busy.low.isClose(to: .watts(400 + 30 + 80 + 3.2), ulps: 8))
    #expect(bill.equipment.busy.high.isClose(to: .watts(400 + 30 + 192 + 8), ulps: 8))
    let modules = try line(bill, .module)
    // The share is 83.2 / 513.2 to 200 / 630: low over low, not low over high.
    #expect(abs(modules.busyShare.low - 83.2 / 513.2) < 1e-12)
    #expect(abs(modules.busyShare.high - 200 / 630) < 1e-12)
    let idle = bill.lines.reduce(0) { $0 + $1.idleShare.value }
    let busy = bill.lines.reduce(0) { $0 + $1.busyShare.value }
    #expect(abs(idle - 1) < 1e-12 && abs(busy - 1) < 1e-12)
  }

  @Test func `a vendor's joules and their static share vary together`() throws {
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    let loaded = try ClusterFile.load(
      path: PackageRoot.path("topologies/gb200-nvl72.yaml"),
      overrides: [
        "domains[0].link.devices={serdes: serdes-200g-cpo, module: celestial-pf-module}"
      ], catalogue: catalogue)
    let modules = try line(ClusterBill(loaded), .module)
    // Static and dynamic parts of one figure make it whole again, so busy has the figure's own
    // range, whatever the share is.
    let module = try #require(catalogue.record(named: "celestial-pf-module", in: .module))
    let figures = module.figures("energy", JoulesPerBit.self)
    let delivered = BitsPerSecond.terabitsPerSecond(1036.8)
    let low = figures.reduce(JoulesPerBit.zero) { $0 + ($1.low ?? $1.value) } * delivered
    let high = figures.reduce(JoulesPerBit.zero) { $0 + ($1.high ?? $1.value) } * delivered
    #expect(modules.all.busy.low.isClose(to: low, ulps: 1 << 12))
    #expect(modules.all.busy.high.isClose(to: high, ulps: 1 << 12))
    #expect(modules.all.idle.value < modules.all.busy.value)
    #expect(module.number("static_share") != nil)
  }

  @Test func `counts servers, NICs and racks`() throws {
    let loaded = try Bench().cluster(
      count: 8,
      domains: "  - {name: a, shape: switch, size: 2, link: wire, switch: hub}\n"
        + "  - {name: b, shape: switch, size: 4, link: wire, switch: hub, nic: card, count: 1}",
      rest: "floor: {rack_pitch: 1 m, accelerators_per_rack: 3}")
    let bill = ClusterBill(loaded)
    #expect(try line(bill, .nic).equipment.count == 8)
    #expect(try line(bill, .nic).all.busy.value == .watts(160))
    let racks = try #require(bill.racks)
    #expect(racks.count == 3 && racks.accelerators == 3)
    #expect(
      racks.power.busy.value.isClose(to: bill.equipment.busy.value / 8 * 3, ulps: 4))
    // The file says no pue: the catalogue's is taken.
    #expect(bill.site.busy.value.isClose(to: bill.equipment.busy.value * 1.5, ulps: 4))
    let served = try Bench().cluster(
      count: 3, domains: "  - {name: a, shape: switch, size: 3, link: wire, switch: hub}",
      rest: "server: box\npue: 1")
    // Two boards a server: three need two.
    #expect(try line(ClusterBill(served), .server).equipment.count == 2)
    #expect(try line(ClusterBill(served), .server).all.idle.value == .watts(600))
  }

  @Test func `a range of the facility's factor is in the site's`() throws {
    let bench = try Bench()
    try bench.folder.write(
      "facility.yaml", "pue: {value: 1.5, low: 1.4, high: 1.7, grade: A, source: a survey}\n")
    let catalogue = try TechnologyCatalogue(folders: [bench.folder.path])
    let loaded = try ClusterFile.load(
      try Document(
        text: "name: c\naccelerator: {kind: board, count: 4}\ndomains:\n\(Self.star)\n",
        name: "cluster.yaml"), catalogue: catalogue)
    let bill = ClusterBill(loaded)
    #expect(bill.site.busy.low.isClose(to: bill.equipment.busy.low * 1.4, ulps: 4))
    #expect(bill.site.busy.high.isClose(to: bill.equipment.busy.high * 1.7, ulps: 4))
    #expect(bill.powerUsageEffectiveness.high == 1.7)
  }

  @Test func `links of a graph are told apart by their devices and their directions`() throws {
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    func link(_ from: String, _ to: String, _ serdes: String, _ more: String = "") -> String {
      "  - {from: \(from), to: \(to), length: 1 m\(more), link: {technology: nvlink5, "
        + "devices: {serdes: \(serdes), module: 800g-2xdr4-module}}}"
    }
    let text = """
      name: chain
      accelerator: {kind: h100-sxm, count: 3}
      nodes: [{name: a, kind: accelerator}, {name: b, kind: accelerator}, {name: c, kind: accelerator}]
      links:
      \(link("a", "b", "serdes-224g-vsr"))
      \(link("b", "c", "serdes-224g-lpo", ", duplex: false"))
      \(link("c", "b", "serdes-224g-lpo", ", duplex: false"))
      accelerators_forward: true
      pue: 1
      """
    let loaded = try ClusterFile.load(
      try Document(text: text, name: "chain.yaml"), catalogue: catalogue)
    // One domain of one name, and two kinds of links: 3.5 and 5 pJ/bit of SerDes beside 20.
    #expect(loaded.cluster.domains.count == 1)
    #expect(loaded.linkPower.map(\.links) == [2, 2])
    let paths = loaded.linkPower.map(\.path.total.value)
    #expect(paths[0].isClose(to: .picojoulesPerBit(23.5), ulps: 16))
    #expect(paths[1].isClose(to: .picojoulesPerBit(25), ulps: 16))
    // 400 Gb/s each way need half a module of 16 W: at two ends 16 W, one way or both. Two links of
    // one way each have theirs.
    let modules = ClusterBill(loaded).lines.filter { $0.equipment.kind == .module }
    #expect(modules.map(\.equipment.count) == [1, 2])
    #expect(modules[0].all.busy.value.isClose(to: .watts(16), ulps: 64))
    #expect(modules[1].all.busy.value.isClose(to: .watts(32), ulps: 64))
    let cables = ClusterBill(loaded).lines.filter { $0.equipment.kind == .cable }
    #expect(cables.map(\.equipment.count) == [1, 2])
  }

  @Test func `a trunk is counted by its own path`() throws {
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    let text = """
      name: tree
      accelerator: {kind: h100-sxm, count: 128}
      domains:
        - {name: out, shape: fat-tree, size: 128, link: {technology: 400g-dr4-pluggable}, nic: connectx-7, switch: quantum-2, length: 10 m, trunk: {technology: 400g-dr4-pluggable, devices: {serdes: serdes-112g-vsr, module: 800g-dsp-module}}}
      pue: 1
      """
    let loaded = try ClusterFile.load(
      try Document(text: text, name: "tree.yaml"), catalogue: catalogue)
    #expect(loaded.linkPower.map(\.isTrunk) == [false, true])
    #expect(loaded.linkPower[0].devices.map(\.name) == ["connectx-7", "quantum-2"])
    #expect(loaded.linkPower[1].devices.map(\.name) == ["quantum-2"])
    let (ports, trunks) = (loaded.linkPower[0], loaded.linkPower[1])
    // 128 ports and as many trunks of 400 Gb/s, both ways: 102.4 Tb/s each.
    #expect(ports.delivered.isClose(to: .terabitsPerSecond(102.4), ulps: 256))
    #expect(trunks.delivered.isClose(to: .terabitsPerSecond(102.4), ulps: 256))
    // 9 W over 400 Gb/s; half a module of 15 W over 400 Gb/s, with 112G SerDes that switches have.
    #expect(ports.counted.isClose(to: .watts(2304), ulps: 256))
    #expect(trunks.counted.isClose(to: .watts(1920), ulps: 256))
    #expect(ports.wholePath.value.isClose(to: .watts(2304), ulps: 256))
    #expect(trunks.wholePath.value > .watts(1920))
    let bill = ClusterBill(loaded)
    let modules = bill.lines.filter { $0.equipment.kind == .module }
    #expect(modules.map(\.equipment.name) == ["400g-dr4-pluggable", "800g-dsp-module"])
    // Two links share a module.
    #expect(modules.map(\.equipment.count) == [256, 128])
    #expect(modules[1].each.idle.value.isClose(to: .watts(15), ulps: 256))
    // 128 x 1250 USD; the modules of the ports are in their link's price, which nobody states.
    #expect(modules[1].cost?.value == Dollars(rawValue: 160_000))
    #expect(bill.cost.total == nil)
    #expect(bill.cost.missing.contains("400g-dr4-pluggable"))
  }
}
