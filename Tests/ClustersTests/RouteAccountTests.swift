// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import Technologies
import TestSupport
import Testing

@Suite struct `The way of a bit` {
  private func catalogue() throws -> TechnologyCatalogue {
    try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
  }

  private func load(_ name: String, _ overrides: [String] = []) throws -> LoadedCluster {
    try ClusterFile.load(
      path: PackageRoot.path("topologies/\(name).yaml"), overrides: overrides,
      catalogue: try catalogue())
  }

  private func account(
    _ loaded: LoadedCluster, _ from: Int, _ to: Int
  ) throws -> (account: RouteAccount, route: Route) {
    var router = Router(loaded.cluster)
    let route = try router.route(from: GPUID(from), to: GPUID(to))
    return (RouteAccount(route, from: GPUID(from), in: loaded), route)
  }

  /// What the link table says of the links' own.
  private func counted(_ route: Route, _ links: LinkTable) -> Double {
    route.hops.reduce(0) { sum, hop in
      let link = Int(hop.link.rawValue)
      let lasting = links.staticPower[link] / links.rate[link]
      return sum + hop.share * (links.dynamicEnergy[link] + lasting).rawValue
    }
  }

  @Test(
    arguments: [
      // Over copper 5 pJ/bit a link, over a module of 16 W in 0.8 Tb/s and 3.5 pJ/bit of SerDes 23.5.
      ([String](), 5.0, 3.0, 8.0, 0.0, 2.5),
      (
        ["domains[0].link.devices={serdes: serdes-224g-vsr, module: 800g-2xdr4-module}"], 23.5, nil,
        nil, 20.0, 1.75
      ),
    ] as [([String], Double, Double?, Double?, Double, Double)])
  func `from die to die of a rack of 72 it passes two links and one switch`(
    overrides: [String], link: Double, low: Double?, high: Double?, own: Double, end: Double
  ) throws {
    let loaded = try load("gb200-nvl72", overrides)
    let (account, _) = try account(loaded, 0, 71)
    #expect(account.stages.map { $0.hops.count } == [1, 1])
    #expect(account.switchesPassed == 1)
    #expect(account.links.value.isClose(to: .picojoulesPerBit(2 * link), ulps: 256))
    if let low { #expect(account.links.low.isClose(to: .picojoulesPerBit(2 * low), ulps: 256)) }
    if let high { #expect(account.links.high.isClose(to: .picojoulesPerBit(2 * high), ulps: 256)) }
    // The modules alone are the links' own; SerDes are in the boards and in the switch.
    #expect(
      (account.counted.value - .picojoulesPerBit(2 * own)).rawValue.magnitude < 1e-21)
    // The switch's half of the SerDes, once as it arrives and once as it leaves, is in the switch's
    // figure.
    let chip = try #require(loaded.linkPower.first?.devices.first)
    let sum = JoulesPerBit.picojoulesPerBit(2 * link - 2 * end) + chip.energy.value
    #expect(account.total.value.isClose(to: sum, ulps: 256))
    #expect(account.devices.value.isClose(to: chip.energy.value, ulps: 4))
  }

  @Test func `over leaves and spines it passes four links and three switches`() throws {
    let loaded = try load("dgx-h100-pod")
    let (account, route) = try account(loaded, 0, 264)
    // One leaf, eight spines with an eighth each, another leaf.
    #expect(account.stages.map { $0.hops.count } == [1, 8, 8, 1])
    #expect(account.stages.map(\.depth) == [0, 1, 2, 3])
    #expect(account.stages[1].hops.allSatisfy { $0.share == 0.125 })
    #expect((account.switchesPassed - 3).magnitude < 1e-12)
    // Four links of 9 W over 400 Gb/s; three switches of 747 W over 25.6 Tb/s; two cards of 25 W.
    #expect(account.links.value.isClose(to: .picojoulesPerBit(90), ulps: 64))
    let devices = 3 * 747 / 25.6e12 + 25 / 400e9
    #expect((account.devices.value.rawValue / devices - 1).magnitude < 1e-12)
    #expect(account.total.value.isClose(to: account.links.value + account.devices.value, ulps: 64))
    #expect((account.latency.value / route.latency - 1).magnitude < 1e-9)
    // Every part at its low end: cards 2 x 300, links 4 x (50 + 20 + 19.2 x 4.5), switches 3 x 130 ns.
    let low = 600 + 4 * (50 + 20 + 19.2 * 4.5) + 390
    #expect((account.latency.low.rawValue / (low * 1e-9) - 1).magnitude < 1e-9)
    #expect(account.overhead == route.overhead)
  }

  @Test(arguments: [
    "dgx-h100-node", "dgx-h100-pod", "dgx-h100-rail-aligned", "gb200-nvl72", "hyperx-512",
    "mi300x-node", "photonic-512-pod", "rail-only-4096", "tpu-v4-cube", "tpu-v4-twisted-slice",
  ])
  func `the links' own is what the link table charges the route`(name: String) throws {
    let loaded = try load(name)
    let count = loaded.cluster.accelerators.count
    // Where there are rails alone between groups, no way leads to another one's.
    let onRails = name == "rail-only-4096"
    let far = onRails ? [(0, 256), (8, 3848)] : [(0, count - 1), (count / 2, 3)]
    for pair in [(0, 1)] + far where pair.0 != pair.1 {
      let (account, route) = try account(loaded, pair.0, pair.1)
      let expected = counted(route, loaded.cluster.links)
      #expect((account.counted.value.rawValue - expected).magnitude <= 1e-9 * expected)
      #expect((account.latency.value.rawValue / route.latency.rawValue - 1).magnitude < 1e-9)
      // Links in the order in which they are crossed, each once.
      let hops = account.stages.flatMap(\.hops)
      #expect(hops.map(\.link).sorted() == route.hops.map(\.link).sorted())
      #expect(account.total.value >= account.counted.value)
      #expect(account.total.low <= account.total.value && account.total.value <= account.total.high)
    }
  }

  @Test func `ways that overlap have each link once, and a latency without a range`() throws {
    let loaded = try load("hyperx-512", ["domains[1].routing=valiant"])
    let (account, route) = try account(loaded, 0, 37)
    let hops = account.stages.flatMap(\.hops)
    #expect(hops.map(\.link).sorted() == route.hops.map(\.link).sorted())
    let expected = counted(route, loaded.cluster.links)
    #expect((account.counted.value.rawValue / expected - 1).magnitude < 1e-9)
    #expect(account.latency.value == route.latency)
    #expect(account.latency.low == account.latency.high)
    // As many switches as links that end at one: all but the last.
    #expect((account.switchesPassed - (hops.reduce(0) { $0 + $1.share } - 1)).magnitude < 1e-9)
    #expect(account.switchesPassed > 3)
  }

  @Test func `a figure that a device on the way has is not added to it`() throws {
    // 6 pJ/bit of SerDes a link. The switch has its own: its halves are in its 30 W.
    for (includes, expected) in [("[switch-core, serdes]", 6.0), ("[switch-core]", 12.0)] {
      let loaded = try Bench(switchIncludes: includes).cluster(
        count: 4,
        domains: "  - {name: s, shape: switch, size: 4, link: wire, switch: hub, count: 2}")
      let (account, _) = try account(loaded, 0, 1)
      #expect(account.links.value.isClose(to: .picojoulesPerBit(12), ulps: 8))
      // 30 W over 800 Gb/s.
      #expect(account.devices.value.isClose(to: .picojoulesPerBit(37.5), ulps: 8))
      #expect(account.total.value.isClose(to: .picojoulesPerBit(expected + 37.5), ulps: 16))
    }
  }

  @Test func `a NIC that is a node of a graph is passed once`() throws {
    let loaded = try Bench().load(
      """
      name: chain
      accelerator: {kind: board, count: 2}
      nodes:
        - {name: a, kind: accelerator}
        - {name: b, kind: accelerator}
        - {name: n, kind: nic, nic: card}
        - {name: m, kind: nic, nic: card}
      links:
        - {from: a, to: n, link: wire, length: 1 m}
        - {from: n, to: m, link: wire, length: 1 m}
        - {from: m, to: b, link: wire, length: 1 m}
      pue: 1
      """)
    let (account, route) = try account(loaded, 0, 1)
    #expect(account.stages.count == 3)
    // Two cards of 20 W over 100 Gb/s serve two directions: 200 pJ/bit for the pair.
    #expect(account.devices.value.isClose(to: .picojoulesPerBit(200), ulps: 8))
    #expect(account.switchesPassed == 0)
    // SerDes: 3 at each of six ends, of which four are the cards' own.
    #expect(account.links.value.isClose(to: .picojoulesPerBit(18), ulps: 16))
    #expect(account.counted.value == .zero)
    #expect(account.total.value.isClose(to: .picojoulesPerBit(206), ulps: 16))
    #expect((account.latency.value / route.latency - 1).magnitude < 1e-12)
  }
}
