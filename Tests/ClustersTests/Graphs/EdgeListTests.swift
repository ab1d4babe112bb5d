// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import Technologies
import TestSupport
import Testing

@Suite struct EdgeListTests {
  private static let links = """
    from,to,link,count,length,duplex
    left,middle,cable,3,2 m,
    right,port,cable,,,true
    port,middle,wire,,,false
    middle,port,wire,,,false

    """
  private static let nodes = """
    name,kind,switch,nic
    middle,leaf,,
    left,gpu,,
    port,nic,,card
    right,gpu,,

    """
  private static let graph = """
    {file: l.csv, nodes: {file: n.csv}, kinds: {gpu: accelerator, leaf: {switch: hub}},
      links: {cable: {technology: wire, rate: 50 Gb/s}}}
    """

  @Test func `a table of links with its nodes is the graph that YAML would write`() throws {
    let loaded = try GraphBench().load(
      Self.graph, count: 2, ["l.csv": Self.links, "n.csv": Self.nodes])
    let written = try Bench().load(
      """
      name: filed
      accelerator: {kind: board, count: 2}
      nodes:
        - {name: middle, kind: switch, switch: hub}
        - {name: left, kind: accelerator}
        - {name: port, kind: nic, nic: card}
        - {name: right, kind: accelerator}
      links:
        - {from: left, to: middle, link: {technology: wire, rate: 50 Gb/s}, count: 3, length: 2 m}
        - {from: right, to: port, link: {technology: wire, rate: 50 Gb/s}}
        - {from: port, to: middle, link: wire, duplex: false}
        - {from: middle, to: port, link: wire, duplex: false}
      pue: 1

      """)
    #expect(loaded.cluster.nodes.name == written.cluster.nodes.name)
    #expect(loaded.cluster.nodes.kind == written.cluster.nodes.kind)
    #expect(loaded.cluster.links.from == written.cluster.links.from)
    #expect(loaded.cluster.links.to == written.cluster.links.to)
    #expect(loaded.cluster.links.rate == written.cluster.links.rate)
    #expect(loaded.cluster.links.latency == written.cluster.links.latency)
    #expect(loaded.cluster.devices == written.cluster.devices)
    #expect(loaded.composition == written.composition)
    // 3 x 50 Gb/s; 30 + 2 x 10 ns, 2 m at 5 ns/m, and the switch's 200 ns.
    #expect(loaded.cluster.links.rate[0] == .gigabitsPerSecond(150))
    #expect(loaded.cluster.links.latency[0].isClose(to: .nanoseconds(260), ulps: 4))
    #expect(ClusterConformance.violations(of: loaded.cluster) == [])
  }

  @Test func `the graph's files are beside the cluster's and are among its files`() throws {
    let bench = try GraphBench()
    let loaded = try bench.load(
      Self.graph, count: 2, ["l.csv": Self.links, "n.csv": Self.nodes])
    let names = loaded.files.map { $0.replacing(bench.bench.folder.path + "/", with: "") }
    #expect(names.contains("graphs/l.csv") && names.contains("graphs/n.csv"))
    // A value of the command line is as seen from where the program runs.
    let other = try bench.bench.folder.write("elsewhere.csv", "from,to\na,b\n")
    let override = try bench.load(
      "{file: l.csv, link: wire}", count: 2, [:], overrides: ["graph.file=\(other)"])
    #expect(override.cluster.nodes.name == ["a", "b"])
  }

  @Test func `an override reaches inside a link that was written short`() throws {
    let loaded = try GraphBench().load(
      "{file: l.csv, link: wire, links: {fast: wire}, length: 2 m}", count: 2,
      ["l.csv": "from,to,link,length\na,b,fast,\nb,a,,4 m\n"],
      overrides: ["graph.link.rate=7 Gb/s", "graph.links.fast.rate=9 Gb/s"])
    #expect(
      loaded.cluster.links.rate.map(\.rawValue) == [9e9, 9e9, 7e9, 7e9])
    // Two ends of 10 ns, 30 ns, and 2 or 4 m at 5 ns/m.
    #expect(loaded.cluster.links.latency[0].isClose(to: .nanoseconds(60), ulps: 4))
    #expect(loaded.cluster.links.latency[2].isClose(to: .nanoseconds(70), ulps: 4))
  }

  @Test(arguments: [
    ("left,middle", "left,midle", "l.csv:2: to: \"midle\" is no node; known: left, right"),
    ("left,middle", "left,left", "l.csv:2: joins \"left\" to itself"),
    ("left,middle", ",middle", "l.csv:2: from: is empty"),
    (",3,2 m", ",0,2 m", "l.csv:2: count: 0 is out of range"),
    (",3,2 m", ",3,2", "l.csv:2: length: "),
    (",3,2 m", ",3,20 m", "l.csv:2: wire reaches 10 m"),
    (",3,2 m", ",8,2 m", "n.csv:2: name: \"middle\" ends 10 links and has 8 ports"),
    ("cable,,,true", "cabel,,,true", "l.csv:3: link: \"cabel\" is no link technology"),
    ("cable,,,true", ",,,true", "l.csv:3: says no kind of link"),
    ("cable,,,true", "cable,,,yes", "l.csv:3: duplex: expected true or false"),
    ("from,to", "form,to", "l.csv:1: unknown column \"form\""),
  ])
  func `a wrong link is refused with its line and column`(
    old: String, new: String, problem: String
  ) throws {
    let text = Self.links.replacing(old, with: new)
    #expect(text != Self.links)
    let found = try GraphBench().problem(
      Self.graph, count: 2, ["l.csv": text, "n.csv": Self.nodes])
    #expect(found?.hasPrefix(problem) == true, "\(found ?? "nothing")")
  }

  @Test(arguments: [
    ("middle,leaf", "middle,laef", "n.csv:2: kind: \"laef\" is no kind of node"),
    ("middle,leaf", "left,leaf", "n.csv:3: name: a node named \"left\" is there already"),
    ("right,gpu", "right,leaf", "cluster.yaml:2: accelerator.count: nodes lists 1 accelerators"),
    ("port,nic,,card", "port,nic,,", "n.csv:4: kind: which nic it is, neither the file nor"),
    ("port,nic,,card", "port,nic,hub,card", "n.csv:4: switch: a node of the kind \"nic\""),
    ("port,nic,,card", "port,nic,,cart", "n.csv:4: nic: \"cart\" is no NIC technology"),
    (
      "right,gpu", "right,gpu,,\nspare,leaf", "n.csv:6: name: \"spare\" is joined to no accelerator"
    ),
  ])
  func `a wrong node is refused with its line and column`(
    old: String, new: String, problem: String
  ) throws {
    let text = Self.nodes.replacing(old, with: new)
    #expect(text != Self.nodes)
    let found = try GraphBench().problem(
      Self.graph, count: 2, ["l.csv": Self.links, "n.csv": text])
    #expect(found?.hasPrefix(problem) == true, "\(found ?? "nothing")")
  }

  @Test(arguments: [
    ("{file: l.txt, link: wire}", "cluster.yaml:3: graph.file: \"l.txt\""),
    ("{file: absent.csv, link: wire}", "absent.csv\": cannot be read: no such file"),
    ("{file: l.csv, link: wier}", "\"wier\" is no link technology"),
    ("{file: l.csv, link: wire, kinds: {gpu: accelerator}}", "graph.kinds.gpu: no node of"),
    ("{file: l.csv, link: wire, links: {ib: wire}}", "graph.links.ib: no link of"),
    ("{file: l.csv, link: wire, kinds: {gpu: acc}}", "graph.kinds.gpu: expected accelerator"),
    ("{file: l.csv, link: wire, kinds: {a: {switch: hub, nic: card}}}", "give either switch or"),
    ("{file: l.csv, link: wire, attributes: {kind: role}}", "graph.attributes: belongs to GraphML"),
    ("{file: l.csv, lnik: wire}", "graph.lnik: unknown key"),
    ("{link: wire}", "\"file\" is missing"),
  ])
  func `a wrong graph of a cluster file is refused`(graph: String, problem: String) throws {
    let found = try GraphBench().problem(graph, count: 2, ["l.csv": "from,to\na,b\n"])
    #expect(found?.contains(problem) == true, "\(found ?? "nothing")")
  }

  @Test func `a graph stands beside no domains and no nodes`() throws {
    let found = try GraphBench().problem(
      "{file: l.csv, link: wire}", count: 2, rest: "nodes: []", ["l.csv": "from,to\na,b\n"])
    #expect(found?.contains("give domains, or nodes and links, or a graph") == true)
  }

  @Test func `pairs that are listed from both sides are noted`() throws {
    let graph = "{file: l.csv, link: wire}"
    let twice = try GraphBench().load(graph, count: 2, ["l.csv": "from,to\na,b\nb,a\n"])
    #expect(twice.notes.contains { $0.hasPrefix("links: some nodes are joined from both sides") })
    let once = try GraphBench().load(
      graph, count: 2, ["l.csv": "from,to,duplex\na,b,false\nb,a,false\n"])
    #expect(!once.notes.contains { $0.hasPrefix("links: some nodes") })
    #expect(once.cluster.links.count == 2 && twice.cluster.links.count == 4)
  }

  @Test func `links that are alike are composed once`() throws {
    // 10,000 accelerators on 200 leaves and a spine: as many accounts as for one of each.
    var links = "from,to\n"
    var nodes = "name,kind\n"
    for leaf in 0..<200 {
      nodes += "leaf\(leaf),box\n"
      links += "leaf\(leaf),spine\n"
      for place in 0..<50 {
        nodes += "gpu\(leaf)-\(place),accelerator\n"
        links += "gpu\(leaf)-\(place),leaf\(leaf)\n"
      }
    }
    nodes += "spine,box\n"
    let bench = try GraphBench()
    let hub = RoundRecords.hub(includes: "[switch-core]")
      .replacing("name: hub", with: "name: big").replacing("value: 8,", with: "value: 512,")
    try bench.bench.folder.write("switches/big.yaml", hub)
    let catalogue = try TechnologyCatalogue(folders: [bench.bench.folder.path])
    try bench.bench.folder.write("l.csv", links)
    try bench.bench.folder.write("n.csv", nodes)
    let path = try bench.bench.folder.write(
      "c.yaml",
      """
      name: tree
      accelerator: {kind: board, count: 10000}
      graph: {file: l.csv, nodes: {file: n.csv}, kinds: {box: {switch: big}}, link: wire}
      pue: 1

      """)
    let loaded = try ClusterFile.load(path: path, catalogue: catalogue)
    #expect(loaded.cluster.links.count == 2 * (200 * 50 + 200))
    #expect(loaded.cluster.devices.map(\.count) == [201])
    // Energy at an accelerator's end and at a switch's end.
    #expect(loaded.composition.count { $0.domain == "wire" } == 2)
  }
}
