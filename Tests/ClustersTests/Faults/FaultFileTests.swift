// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import TestSupport
import Testing

/// `faults:` of cluster files.
@Suite struct FaultFileTests {
  private let bench: FaultBench

  init() throws { bench = try FaultBench() }

  private func tree(_ faults: String) throws -> Cluster {
    let cluster = try bench.load(FaultBench.tree, faults: faults).cluster
    let joined = Set(cluster.links.from.map { Int($0) })
    #expect(
      ClusterConformance.violations(
        of: cluster, joining: { joined.contains($0) && joined.contains($1) }) == [])
    return cluster
  }

  /// Between the first eight accelerators, on two leaves, and the others.
  private func minCut(_ cluster: Cluster) -> BitsPerSecond {
    BitsPerSecond(rawValue: MaximumFlow.bisection(of: cluster, half: 8))
  }

  @Test func `without faults a cluster has all its links, and everyone a seat`() throws {
    let loaded = try bench.load(FaultBench.tree)
    #expect(loaded.faults == nil)
    #expect(loaded.cluster.links.count == 2 * (16 + 4 * 2))
    #expect(loaded.cluster.seatCount == 16)
    // Two leaves, two spines, two links of 100 Gb/s each.
    #expect(minCut(loaded.cluster) == .gigabitsPerSecond(800))
  }

  @Test func `a link that fails is gone both ways, and the min-cut is less by it`() throws {
    let cluster = try tree("[{link: [net.leaf0, net.spine0], state: failed}]")
    #expect(cluster.links.count == 46)
    #expect(minCut(cluster) == .gigabitsPerSecond(600))
    #expect(cluster.seatCount == 16)
    let oneWay = try tree("[{link: [net.leaf0, net.spine0], one_way: true, state: failed}]")
    #expect(oneWay.links.count == 47)
    #expect(oneWay.link("net.spine0", "net.leaf0") != nil)
  }

  @Test func `one of two modules takes half of the rate and of the power, the second all`() throws {
    let one = "{transceiver: {at: net.leaf0, to: net.spine0}, state: failed}"
    let cluster = try tree("[\(one)]")
    for (from, to) in [("net.leaf0", "net.spine0"), ("net.spine0", "net.leaf0")] {
      let link = try #require(cluster.link(from, to))
      #expect(cluster.links.rate[link] == .gigabitsPerSecond(100))
      // A direction draws half of 4 W at each end.
      #expect(cluster.links.staticPower[link] == .watts(4))
      #expect(cluster.links.parallelLinks(of: link) == 1)
    }
    #expect(minCut(cluster) == .gigabitsPerSecond(700))
    #expect(try tree("[\(one), \(one)]").link("net.leaf0", "net.spine0") == nil)
    #expect(
      try tree("[{link: [net.leaf0, net.spine0], count: 2, state: failed}]").links.count == 46)
  }

  @Test func `a slow link keeps its power, and one slow link of two slows the pair by half`() throws
  {
    let cluster = try tree(
      "[{link: [net.leaf0, net.spine0], slow: 0.5}, "
        + "{transceiver: {at: net.leaf1, to: net.spine1}, slow: 0.5}]")
    let half = try #require(cluster.link("net.leaf0", "net.spine0"))
    #expect(cluster.links.rate[half] == .gigabitsPerSecond(100))
    #expect(cluster.links.staticPower[half] == .watts(8))
    let most = try #require(cluster.link("net.leaf1", "net.spine1"))
    #expect(cluster.links.rate[most] == .gigabitsPerSecond(150))
    #expect(cluster.links.count == 48)
  }

  @Test func `a switch that fails takes all its links and draws nothing`() throws {
    let cluster = try tree("[{switch: net.spine0, state: failed}]")
    #expect(cluster.links.count == 40)
    #expect(cluster.devices("hub (net)") == 5)
    #expect(minCut(cluster) == .gigabitsPerSecond(400))
    // Everyone on a leaf that fails is cut off, and takes no rank.
    let leaf = try bench.load(FaultBench.tree, faults: "[{switch: net.leaf1, state: failed}]")
    #expect(leaf.cluster.links.count == 36)
    #expect((0..<12).map { Int(leaf.cluster.seat($0).rawValue) } == [0, 1, 2, 3] + Array(8..<16))
    #expect(leaf.cluster.seatCount == 12)
    #expect(leaf.faults?.cutOff == ["gpu4", "gpu5", "gpu6", "gpu7"])
  }

  @Test func `one chip of two takes half of a switch's rate and power`() throws {
    let cluster = try bench.load(
      FaultBench.servers, faults: "[{switch: in.switch0, chips: 1, state: failed}]"
    ).cluster
    let link = try #require(cluster.link("gpu0", "in.switch0"))
    #expect(cluster.links.rate[link] == .gigabitsPerSecond(50))
    #expect(cluster.devices("hub (in)") == 7)
    let both = "{switch: in.switch0, chips: 1, state: failed}"
    let gone = try bench.load(FaultBench.servers, faults: "[\(both), \(both)]").cluster
    #expect(gone.link("gpu0", "in.switch0") == nil)
    #expect(gone.devices("hub (in)") == 6)
  }

  @Test func `a NIC that fails cuts its accelerator off and draws nothing`() throws {
    let cluster = try tree("[{nic: {at: gpu3, domain: net}, state: failed}]")
    #expect(cluster.devices("port (net)") == 15)
    #expect(cluster.link("gpu3", "net.leaf0") == nil)
    #expect(cluster.accelerators.failed == [])
    #expect(cluster.seatCount == 15)
    // A NIC and its cable are two devices, and one way.
    let both = try tree(
      "[{nic: {at: gpu3}, state: failed}, {link: [gpu3, net.leaf0], state: failed}, "
        + "{nic: {at: gpu3}, state: failed}]")
    #expect(both.devices("port (net)") == 15)
    #expect(both.links.count == 46)
  }

  @Test func `an accelerator that fails is out, and its NIC still draws`() throws {
    let cluster = try tree("[{accelerator: 5, state: failed}, {accelerator: gpu5, state: failed}]")
    #expect(cluster.accelerators.failed == [5])
    #expect(cluster.devices("port (net)") == 16)
    #expect(cluster.links.count == 46)
    #expect((0..<15).map { Int(cluster.seat($0).rawValue) } == [0, 1, 2, 3, 4] + Array(6..<16))
  }

  @Test func `a slow accelerator keeps its seat and has a speed`() throws {
    let cluster = try tree("[{accelerator: 2, slow: 0.8}]")
    #expect(cluster.speedOfAccelerator.filter { $0 != 1 } == [0.8])
    #expect(cluster.speedOfAccelerator[2] == 0.8)
    #expect(cluster.seatCount == 16)
  }

  @Test func `a server fails with its switch and its NICs`() throws {
    let cluster = try bench.load(FaultBench.servers, faults: "[{server: 1, state: failed}]").cluster
    #expect(cluster.accelerators.failed == [2, 3])
    #expect(cluster.devices("hub (in)") == 6)
    #expect(cluster.devices("hub (net)") == 1)
    #expect(cluster.devices("port (net)") == 6)
    // Two accelerators have two links in each of two domains.
    #expect(cluster.links.count == 32 - 8)
  }

  @Test func `faults come from a file, beside the one that names it, or from --set`() throws {
    try bench.folder.write(
      "clusters/down.yaml", "faults:\n  - {switch: net.spine0, state: failed}\n")
    let loaded = try bench.load(FaultBench.tree, faults: "{file: down.yaml}")
    #expect(loaded.cluster.links.count == 40)
    #expect(loaded.files.contains { $0.hasSuffix("clusters/down.yaml") })
    let set = try bench.load(
      FaultBench.tree, faults: "{file: down.yaml}",
      overrides: ["faults=[{accelerator: 0, state: failed}]"])
    #expect(set.cluster.links.count == 46)
    let path = bench.folder.path + "/clusters/down.yaml"
    #expect(
      try bench.load(FaultBench.tree, overrides: ["faults.file=\(path)"]).cluster.links.count == 40)
    #expect(
      try bench.load(
        FaultBench.tree, faults: "[{accelerator: 0, state: failed}]", overrides: ["faults=null"]
      ).faults == nil)
  }

  @Test func `what is left is told`() throws {
    let report = try #require(
      try bench.load(
        FaultBench.tree,
        faults: "[{switch: net.spine0, state: failed}, {link: [gpu3, net.leaf0], slow: 0.25}]"
      ).faults)
    #expect(
      report.lines == ["net.spine0 failed", "the link gpu3 - net.leaf0 at 0.25 of its rate"])
    // 32 x 100 and 16 x 200 Gb/s, less 8 x 200 and 2 x 75.
    #expect(report.capacity[0].whole == .gigabitsPerSecond(6400))
    #expect(report.capacity[0].left == .gigabitsPerSecond(4650))
    #expect(report.capacity[0].worst?.name == "gpu3")
    #expect(report.capacity[0].worst?.part == 0.25)
  }

  @Test(arguments: [
    ("[{switch: net.leaf9, state: failed}]", "faults[0].switch: \"net.leaf9\" is no node of tree"),
    ("[{switch: gpu0, state: failed}]", "faults[0].switch: \"gpu0\" is no switch"),
    ("[{accelerator: 16, state: failed}]", "faults[0].accelerator: 16 is out of range"),
    ("[{accelerator: net.leaf0, state: failed}]", "\"net.leaf0\" is no accelerator"),
    ("[{accelerator: 1}]", "faults[0]: give state: failed, or slow"),
    ("[{accelerator: 1, state: failed, slow: 0.5}]", "faults[0]: give state: failed, or slow"),
    ("[{accelerator: 1, state: broken}]", "faults[0].state: \"broken\" is unknown"),
    ("[{accelerator: 1, slow: 0}]", "faults[0].slow: 0: a device of no rate failed"),
    ("[{accelerator: 1, slow: 1.5}]", "faults[0].slow: 1.5 is out of range"),
    ("[{accelerator: 1, sloww: 0.5}]", "faults[0]: give state: failed, or slow"),
    ("[{accelerator: 1, count: 2, state: failed}]", "faults[0].count: unknown key"),
    ("[{state: failed}]", "faults[0]: a fault names one of link, switch,"),
    ("[{accelerator: 1, switch: net.leaf0, state: failed}]", "this one accelerator and switch"),
    ("[{link: [gpu0], state: failed}]", "faults[0].link: a link has two ends"),
    ("[{link: [gpu0, gpu1], state: failed}]", "no link leads from gpu0 to gpu1"),
    (
      "[{link: [net.leaf0, net.spine0], count: 3, state: failed}]",
      "count: 3 of the links from net.leaf0 to net.spine0, which are 2; allowed: 1 to 2"
    ),
    (
      "[{switch: net.leaf0, chips: 2, state: failed}]",
      "chips: 2 of net.leaf0, which is 1; allowed: 1 to 1"
    ),
    (
      "[{transceiver: {at: net.leaf0, domain: net}, state: failed}]",
      "links lead from there to 6 nodes; write domain, or to: one of gpu0"
    ),
    ("[{transceiver: {at: gpu0, domain: nett}, state: failed}]", "\"nett\" is no domain"),
    (
      "[{transceiver: {at: gpu0, to: net.spine0}, state: failed}]",
      "no such link leads from gpu0 to net.spine0"
    ),
    ("[{nic: {at: net.leaf0, to: gpu0}, state: failed}]", "at: net.leaf0 is no accelerator"),
    ("[{server: 0, state: failed}]", "nobody says what a server of tree is"),
    ("{file: nowhere.yaml}", "nowhere.yaml\": cannot be read"),
    ("5", "faults: expected a mapping"),
    ("{drawn: {seed: 1, rates: oftn}}", "did you mean often?"),
    ("{drawn: {seed: 1, rates: often, at: 1 h, after: 1 h}}", "stands beside after"),
    ("{drawn: {rates: often}}", "faults.drawn: \"seed\" is missing"),
    ("{drawn: {seed: 1, rates: often, at: 1e9 h}}", "is too long to draw each failure and repair"),
    (
      "[{switch: net.leaf0, state: failed}, {switch: net.leaf1, state: failed}, "
        + "{switch: net.leaf2, state: failed}, {switch: net.leaf3, state: failed}]",
      "faults: no accelerator of tree is left that could take a rank"
    ),
  ])
  func `what cannot be is refused with the reason`(faults: String, problem: String) throws {
    let said = try bench.problem(FaultBench.tree, faults: faults)
    #expect(said?.contains(problem) == true, "\(said ?? "nothing")")
  }

  @Test func `copper has no transceivers, what has no NIC none to fail, servers are not slow`()
    throws
  {
    func said(_ faults: String) throws -> String {
      try bench.problem(FaultBench.servers, faults: faults) ?? "nothing"
    }
    #expect(
      try said("[{transceiver: {at: gpu0, domain: in}, state: failed}]").contains("are copper"))
    #expect(
      try said("[{nic: {at: gpu0, domain: in}, state: failed}]")
        .contains("no NIC is at an accelerator's links of in"))
    #expect(try said("[{server: 1, slow: 0.5}]").contains("a server is no device that is slow"))
    #expect(try said("[{server: 4, state: failed}]").contains("4 is out of range"))
  }

  @Test func `a file of faults names no other file`() throws {
    try bench.folder.write("clusters/one.yaml", "faults: {file: two.yaml}\n")
    let said = try bench.problem(FaultBench.tree, faults: "{file: one.yaml}")
    #expect(said == "faults.file: a file of faults names no other")
  }
}
