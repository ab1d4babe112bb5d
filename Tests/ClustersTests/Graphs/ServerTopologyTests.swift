// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Foundation
import Quantities
import Technologies
import TestSupport
import Testing

/// Servers as NCCL describes them. Every link is a "wire" of 100 Gb/s, which stands for sixteen lanes
/// of PCI Express too.
@Suite struct ServerTopologyTests {
  private static let kinds = "kinds: {cpu: {switch: hub}, pci: {switch: hub}, nic: {nic: card}}"

  /// Two processors; a GPU and a NIC on a PCI switch of the first, a GPU on the second.
  private static let switched = """
    <system version="1">
      <cpu host_hash="0x1" numaid="0" affinity="ff" arch="x86_64" vendor="GenuineIntel">
        <pci busid="0000:10:00.0" class="0x060400" link_speed="16.0 GT/s PCIe" link_width="16">
          <pci busid="0000:11:00.0" class="0x030200" link_speed="16.0 GT/s PCIe" link_width="8">
            <gpu dev="0" sm="80" rank="1" gdr="1">
              <nvlink target="0000:c4:00.0" count="2" tclass="0x068000"/>
              <nvlink target="0000:c5:00.0" count="1" tclass="0x068000"/>
            </gpu>
          </pci>
          <pci busid="0000:12:00.0" class="0x020700" link_speed="16.0 GT/s PCIe" link_width="16">
            <nic>
              <net name="mlx5_0" dev="0" speed="200000" port="1" latency="0.0" gdr="1"/>
            </nic>
          </pci>
        </pci>
      </cpu>
      <cpu host_hash="0x1" numaid="1" arch="x86_64">
        <pci busid="0000:90:00.0" class="0x030200" link_speed="" link_width="">
          <gpu dev="1" sm="80" rank="0" gdr="1">
            <nvlink target="0000:C4:00.0" count="2" tclass="0x068000"/>
            <nvlink target="00000000:c5:00.0" count="1" tclass="0x068000"/>
          </gpu>
        </pci>
      </cpu>
    </system>
    """
  private static let graph = """
    {file: s.xml, \(kinds), links: {nvlink: {technology: wire}, pcie4: wire, pcie3: wire, sys: wire}}
    """
  private static let nvSwitch = graph.replacing(
    "nic: {nic: card}}", with: "nic: {nic: card}, nvswitch: {switch: hub}}")

  private func load(_ text: String, count: Int = 2, graph: String = nvSwitch, rest: String = "")
    throws -> LoadedCluster
  {
    try GraphBench().load(graph, count: count, rest: rest, ["s.xml": text])
  }

  @Test func `GPUs are numbered by rank, and their links come before those of PCI`() throws {
    let loaded = try load(Self.switched)
    let cluster = loaded.cluster
    #expect(
      cluster.nodes.name == [
        "gpu1", "gpu0", "nvswitch", "cpu0", "pci-0000:10:00.0", "mlx5_0", "cpu1",
      ])
    // 3 links to the NVSwitches; then, of sixteen lanes: 8, 16 and 16 of the switch's, 16 unknown.
    let rates = stride(from: 0, to: cluster.links.count, by: 2).map {
      cluster.links.rate[$0].rawValue / 1e9
    }
    #expect(rates == [300, 300, 50, 100, 100, 100, 100])
    #expect(
      stride(from: 0, to: cluster.links.count, by: 2).map {
        [
          cluster.nodes.name[Int(cluster.links.from[$0])],
          cluster.nodes.name[Int(cluster.links.to[$0])],
        ]
        .joined(separator: " ")
      } == [
        "gpu1 nvswitch", "gpu0 nvswitch", "gpu0 pci-0000:10:00.0",
        "mlx5_0 pci-0000:10:00.0", "pci-0000:10:00.0 cpu0", "gpu1 cpu1", "cpu0 cpu1",
      ])
    // Two NVSwitches, two processors and a PCI switch.
    #expect(cluster.devices.map { "\($0.count) x \($0.name)" } == ["1 x card", "5 x hub"])
    #expect(ClusterConformance.violations(of: cluster) == [])
    #expect(loaded.notes.contains { $0.contains("is of 200 Gb/s, and card of 100 Gb/s") })
    #expect(loaded.notes.contains { $0.hasSuffix("8 GT/s is taken, as NCCL does") })
    #expect(loaded.notes.contains { $0.hasSuffix("16 lanes are taken, as NCCL does") })
  }

  /// The same with names of technologies of their own, so that kinds of links are domains.
  private func loadWithFastLinks(_ text: String, rest: String = "") throws -> LoadedCluster {
    let bench = try GraphBench()
    let wire = try String(
      contentsOfFile: bench.bench.folder.path + "/links/wire.yaml", encoding: .utf8)
    try bench.bench.folder.write(
      "links/nvlink3.yaml", wire.replacing("name: wire", with: "name: nvlink3\nswitch: hub"))
    let path = try bench.bench.folder.write(
      "c.yaml",
      """
      name: server
      accelerator: {kind: board, count: 2}
      graph: \(Self.graph.replacing("nvlink: {technology: wire}, ", with: ""))
      pue: 1
      \(rest)

      """)
    try bench.bench.folder.write("s.xml", text)
    return try ClusterFile.load(
      path: path, catalogue: try TechnologyCatalogue(folders: [bench.bench.folder.path]))
  }

  @Test func `ways keep to NVLink where it joins all GPUs`() throws {
    let loaded = try loadWithFastLinks(Self.switched)
    let cluster = loaded.cluster
    #expect(cluster.domains == ["nvlink3", "wire"])
    #expect(cluster.routing == .domains(spans: [2], forwards: [false]))
    var router = Router(cluster)
    let route = try router.route(from: GPUID(0), to: GPUID(1))
    // gpu1 to the NVSwitch, and from there to gpu0: links 0 and 3. The way over the processors is not
    // taken, nor would it be if it were as short.
    #expect(route.hops.map(\.link) == [LinkID(0), LinkID(3)])
    #expect(ClusterConformance.violations(of: cluster) == [])
  }

  @Test func `ways take other links where NVLink does not join all`() throws {
    let text = Self.switched
      .replacing("<nvlink target=\"0000:C4:00.0\" count=\"2\" tclass=\"0x068000\"/>", with: "")
      .replacing("<nvlink target=\"00000000:c5:00.0\" count=\"1\" tclass=\"0x068000\"/>", with: "")
    let cluster = try loadWithFastLinks(text).cluster
    #expect(cluster.routing == .graph(acceleratorsForward: false))
    var router = Router(cluster)
    // gpu1, cpu1, cpu0, the PCI switch, gpu0.
    #expect(try router.route(from: GPUID(0), to: GPUID(1)).hops.count == 4)
  }

  /// Two GPUs that list each other, without a PCI switch.
  private static let peers = """
    <system version="1">
      <cpu numaid="-1">
        <pci busid="0000:10:00.0" class="0x030200" link_speed="8 GT/s" link_width="16">
          <gpu dev="0" sm="70" rank="0"><nvlink target="0000:20:00.0" count="2" tclass="0x030200"/>
            <nvlink target="0000:85:00.0" count="3" tclass="0x030200"/></gpu>
        </pci>
        <pci busid="0000:20:00.0" class="0x030200" link_speed="8 GT/s" link_width="16">
          <gpu dev="1" sm="70" rank="1"><nvlink target="0000:10:00.0" count="2"/></gpu>
        </pci>
        <pci busid="0000:30:00.0" class="0x020000" link_speed="8 GT/s" link_width="16"/>
        <nic><net name="eth0" dev="0" speed="-1"/></nic>
      </cpu>
    </system>
    """
  private static let peerGraph = """
    {file: s.xml, kinds: {cpu: {switch: hub}}, links: {nvlink: wire, pcie3: wire}}
    """

  @Test func `peers are joined once, and links to absent ones are left out`() throws {
    let loaded = try load(Self.peers, graph: Self.peerGraph)
    let links = loaded.cluster.links
    #expect(links.count == 2 * (1 + 2))
    #expect(links.rate[0] == .gigabitsPerSecond(200))
    #expect(loaded.cluster.nodes.name == ["gpu0", "gpu1", "cpu-1"])
    let notes = loaded.notes.joined(separator: "\n")
    #expect(notes.contains("s.xml:5: gpu0 has 3 links to 0000:85:00.0, which is not there"))
    #expect(notes.contains("s.xml:10: nothing that is read hangs on 0000:30:00.0"))
    #expect(notes.contains("s.xml:11: a NIC without a PCI device is left out"))
  }

  @Test func `chips on one board are joined at the rate that the file says`() throws {
    let text = Self.peers.replacing(
      "<nvlink target=\"0000:10:00.0\" count=\"2\"/>",
      with: "<nvlink target=\"0000:10:00.0\" count=\"2\"/><c2c bw=\"5000\" count=\"4\"/>")
    let cluster = try load(
      text, graph: Self.peerGraph.replacing("pcie3: wire", with: "pcie3: wire, c2c: wire")
    ).cluster
    // 4 x 5 GB/s, after the two of NVLink.
    #expect(cluster.links.rate[2].isClose(to: .gigabytesPerSecond(20), ulps: 2))
    #expect(cluster.nodes.name[Int(cluster.links.to[2])] == "cpu-1")
  }

  @Test func `NVSwitches that are not seen are as many as end the links`() throws {
    // 2 x 6 links over chips of 8 ports: two chips.
    let text = Self.peers.replacing(
      "<nvlink target=\"0000:20:00.0\" count=\"2\" tclass=\"0x030200\"/>",
      with: "<nvlink target=\"fffffff:ffff:ff\" count=\"6\" tclass=\"0x068000\"/>"
    ).replacing(
      "<nvlink target=\"0000:10:00.0\" count=\"2\"/>",
      with: "<nvlink target=\"fffffff:ffff:ff\" count=\"6\" tclass=\"0x068000\"/>")
    let loaded = try load(
      text,
      graph: Self.peerGraph.replacing("hub}}", with: "hub}, nvswitch: {switch: hub}}"))
    #expect(loaded.cluster.devices.map { "\($0.count) x \($0.name)" } == ["3 x hub"])
    #expect(loaded.cluster.links.rate[0] == .gigabitsPerSecond(600))
    #expect(loaded.notes.contains { $0.contains("not seen: 2 of hub are taken") })
  }

  @Test func `AMD's links are read as well`() throws {
    let text = Self.peers.replacing("nvlink", with: "xgmi")
      .replacing("version=\"1\"", with: "version=\"2\"")
    let loaded = try load(
      text, graph: Self.peerGraph.replacing("nvlink:", with: "xgmi:"))
    #expect(loaded.cluster.links.rate[0] == .gigabitsPerSecond(200))
  }

  @Test func `PCI switches that list each other are joined where it is said by what`() throws {
    let inside = { (own: String, other: String) in
      """
      <pci busid="0000:\(own)0:00.0" class="0x060400" link_speed="16 GT/s" link_width="16">
        <pcilink target="0000:\(other)0:00.0"/>
        <pci busid="0000:\(own)1:00.0" class="0x030200" link_speed="16 GT/s" link_width="16">
          <gpu dev="\(own)" sm="80" rank="\(own)"/>
        </pci>
      </pci>
      """
    }
    let text = """
      <system version="1"><cpu numaid="0">
      \(inside("1", "2"))
      \(inside("2", "1"))
      </cpu></system>
      """
    let graph =
      "{file: s.xml, kinds: {cpu: {switch: hub}, pci: {switch: hub}}, links: {pcie4: wire}}"
    let apart = try load(text, graph: graph)
    #expect(apart.cluster.links.count == 2 * 4)
    #expect(apart.notes.contains { $0.contains("(pcilink) are left out") })
    let joined = try load(
      text, graph: graph.replacing("pcie4: wire", with: "pcie4: wire, pcilink: wire"))
    #expect(joined.cluster.links.count == 2 * 5)
    var router = Router(joined.cluster)
    #expect(try router.route(from: GPUID(0), to: GPUID(1)).hops.count == 3)
  }

  @Test func `GPUs without a rank are left out where others have one`() throws {
    let text = Self.switched.replacing(" rank=\"0\"", with: "")
    let loaded = try load(
      text, count: 1, graph: Self.nvSwitch.replacing(", pcie3: wire", with: ""))
    #expect(loaded.cluster.nodes.name.first == "gpu0")
    #expect(loaded.notes.contains { $0.hasSuffix("0000:90:00.0 has no rank and is left out") })
    // Where none has one, they are numbered by their device.
    let none = try load(text.replacing(" rank=\"1\"", with: ""))
    #expect(none.cluster.nodes.name.prefix(2) == ["gpu0", "gpu1"])
  }

  @Test(arguments: [
    ("version=\"1\"", "version=\"3\"", "s.xml:1: system.version: 3 is out of range"),
    ("<system version=\"1\">", "<system>", "system: the attribute \"version\" is missing"),
    ("host_hash=\"0x1\" numaid=\"1\"", "host_hash=\"0x2\" numaid=\"1\"", "is of another server"),
    ("numaid=\"1\"", "numaid=\"0\"", "s.xml:17: cpu: a node named \"cpu0\" is there already"),
    ("numaid=\"1\"", "numaid=\"x\"", "s.xml:17: cpu.numaid: expected a whole number"),
    ("busid=\"0000:90:00.0\"", "busid=\"somewhere\"", "s.xml:18: pci.busid: expected the place of"),
    ("link_width=\"8\"", "link_width=\"64\"", "s.xml:4: pci.link_width: 64 is out of range"),
    ("\"16.0 GT/s PCIe\" link_width=\"8\"", "\"9 GT/s\" link_width=\"8\"", "is no speed of PCI"),
    ("\"16.0 GT/s PCIe\" link_width=\"8\"", "\"32 GT/s\" link_width=\"8\"", "of the class pcie5"),
    ("rank=\"0\"", "rank=\"1\"", "rank 1 is that of two GPUs; the other is on line"),
    ("count=\"1\"", "count=\"0\"", "nvlink.count: 0 is out of range"),
    ("tclass=\"0x068000\"", "tclass=\"0x088000\"", "nvlink.tclass: \"0x088000\" is no class"),
    ("<nic>", "<nik>", "</nic> closes <nik>"),
    ("<net name", "<wire name", "s.xml:12: wire: is no part of <nic> that is read; known: net"),
    ("gdr=\"1\">", "gdr=\"1\" mlopart=\"0\">", "parts of a GPU (mlopart) are not read"),
  ])
  func `what is no server is refused with its line`(
    old: String, new: String, problem: String
  ) throws {
    let text = Self.switched.replacing(old, with: new)
    #expect(text != Self.switched)
    let found = try GraphBench().problem(Self.nvSwitch, count: 2, ["s.xml": text])
    #expect(found?.contains(problem) == true, "\(found ?? "nothing")")
  }

  @Test(arguments: [
    ("count=\"2\"/>", "count=\"1\"/>", "gpu0 lists 2 links to gpu1, which lists 1 back"),
    ("<nvlink target=\"0000:10:00.0\" count=\"2\"/>", "", "gpu1, which lists 0 back"),
    ("target=\"0000:10:00.0\"", "target=\"0000:20:00.0\"", "joins gpu1 to itself"),
    ("0000:85:00.0", "0000:20:00.0", "gpu0 lists gpu1 twice"),
    ("link_speed=\"8 GT/s\"", "link_speed=\"64 GT/s\"", "pcie6-x16 is not in the catalogue"),
    ("sm=\"70\"", "", "s.xml:4: gpu: the attribute \"sm\" is missing"),
  ])
  func `links that do not agree are refused`(old: String, new: String, problem: String) throws {
    let text = Self.peers.replacing(old, with: new)
    #expect(text != Self.peers)
    let found = try GraphBench().problem(Self.peerGraph, count: 2, ["s.xml": text])
    #expect(found?.contains(problem) == true, "\(found ?? "nothing")")
  }

  @Test(arguments: [
    ("cpu: {switch: hub}", "cpu: {nic: card}", "cpu0 is a cpu, which graph.kinds must name by"),
    ("cpu: {switch: hub}, ", "", "cpu0 is a cpu, and graph.kinds does not say which"),
    ("nic: {nic: card}", "nick: {nic: card}", "is a nic, and graph.kinds does not say which"),
    ("nvswitch: {switch: hub}", "nvs: {switch: hub}", "wire has no switch of its own"),
    (", sys: wire", "", "a link of the class sys, and graph.links does not say which"),
    ("sys: wire", "sys: wire, c2c: wire", "graph.links.c2c: no link of"),
    ("sys: wire}", "sys: wire}, length: 1 m", "graph.length: a server's description is of"),
    ("sys: wire}", "sys: wire}, link: wire", "graph.link: every link of"),
  ])
  func `what the cluster file does not say is asked for`(
    old: String, new: String, problem: String
  ) throws {
    let graph = Self.nvSwitch.replacing(old, with: new)
    #expect(graph != Self.nvSwitch)
    let found = try GraphBench().problem(graph, count: 2, ["s.xml": Self.switched])
    #expect(found?.contains(problem) == true, "\(found ?? "nothing")")
  }
}
