// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import TestSupport
import Testing

@Suite struct GraphMLTests {
  /// As networkx 3 writes a graph of four nodes.
  private static let networkx = """
    <?xml version='1.0' encoding='utf-8'?>
    <graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
      <key id="d4" for="edge" attr.name="colour" attr.type="string" />
      <key id="d3" for="edge" attr.name="length" attr.type="string" />
      <key id="d2" for="edge" attr.name="count" attr.type="long">
        <default>2</default>
      </key>
      <key id="d1" for="node" attr.name="nic" attr.type="string" />
      <key id="d0" for="node" attr.name="role" attr.type="string"><default>gpu</default></key>
      <graph edgedefault="undirected">
        <node id="middle"><data key="d0">leaf</data></node>
        <node id="left" />
        <node id="port"><data key="d0">nic</data><data key="d1">card</data></node>
        <node id="right"><desc>the other one</desc></node>
        <edge source="left" target="middle"><data key="d2">3</data><data key="d3"> 2 m </data></edge>
        <edge source="right" target="port"><data key="d4">red</data></edge>
        <edge source="port" target="middle" />
      </graph>
    </graphml>
    """
  private static let graph = """
    {file: g.graphml, link: wire, attributes: {kind: role},
      kinds: {gpu: accelerator, leaf: {switch: hub}}}
    """

  /// As yEd writes it: names are labels of its own, ids are numbers, and data draws the graph.
  private static let yEd = """
    <?xml version="1.0" encoding="UTF-8" standalone="no"?>
    <graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
      <!--Created by yEd 3.23-->
      <key for="port" id="d0" yfiles.type="portgraphics"/>
      <key attr.name="Description" attr.type="string" for="graph" id="d2"/>
      <key attr.name="kind" attr.type="string" for="node" id="d3"/>
      <key attr.name="name" attr.type="string" for="node" id="d4"/>
      <key for="node" id="d6" yfiles.type="nodegraphics"/>
      <key attr.name="link" attr.type="string" for="edge" id="d7"/>
      <key for="edge" id="d10" yfiles.type="edgegraphics"/>
      <key for="graphml" id="d8" yfiles.type="resources"/>
      <graph edgedefault="directed" id="G">
        <data key="d2" xml:space="preserve"/>
        <node id="n0">
          <data key="d3"><![CDATA[accelerator]]></data>
          <data key="d4"><![CDATA[one]]></data>
          <data key="d6"><y:ShapeNode><y:NodeLabel>one</y:NodeLabel></y:ShapeNode></data>
        </node>
        <node id="n1">
          <data key="d3">accelerator</data>
          <data key="d4">two</data>
        </node>
        <edge id="e0" source="n0" target="n1"><data key="d7">wire</data></edge>
        <edge id="e1" source="n1" target="n0" directed="true"><data key="d7">wire</data></edge>
        <edge id="e2" source="n1" target="n0" directed="false"><data key="d7">wire</data></edge>
      </graph>
      <data key="d8"><y:Resources/></data>
    </graphml>
    """

  @Test func `a graph of networkx with its defaults and its own names`() throws {
    let loaded = try GraphBench().load(Self.graph, count: 2, ["g.graphml": Self.networkx])
    let cluster = loaded.cluster
    #expect(cluster.nodes.name == ["left", "right", "middle", "port"])
    #expect(cluster.nodes.kind == [.accelerator, .accelerator, .packetSwitch, .nic])
    #expect(
      cluster.links.rate.map(\.rawValue) == [3e11, 3e11, 2e11, 2e11, 2e11, 2e11])
    // 30 + 2 x 10 ns, 2 m at 5 ns/m, and the switch's 200 ns.
    #expect(cluster.links.latency[0].isClose(to: .nanoseconds(260), ulps: 4))
    #expect(loaded.notes.contains { $0.hasSuffix("not read of its nodes and edges: colour") })
    #expect(ClusterConformance.violations(of: cluster) == [])
  }

  @Test func `a graph of yEd, whose edges lead one way unless they say otherwise`() throws {
    let loaded = try GraphBench().load("{file: g.xml}", count: 2, ["g.xml": Self.yEd])
    let cluster = loaded.cluster
    #expect(cluster.nodes.name == ["one", "two"])
    #expect(cluster.links.from == [0, 1, 1, 0] && cluster.links.to == [1, 0, 0, 1])
    #expect(
      loaded.notes.contains {
        $0.hasSuffix("edges: portgraphics, Description, nodegraphics, edgegraphics, resources")
      })
  }

  @Test func `without kinds every node is an accelerator`() throws {
    let text = """
      <graphml><graph edgedefault="undirected"><node id="a"/><node id="b"/>
      <edge source="a" target="b"/></graph></graphml>
      """
    let loaded = try GraphBench().load("{file: g.xml, link: wire}", count: 2, ["g.xml": text])
    #expect(loaded.cluster.nodes.name == ["a", "b"])
  }

  @Test(arguments: [
    ("source=\"left\"", "source=\"lefft\"", "g.graphml:15: edge.source: \"lefft\" is the id of no"),
    ("<node id=\"right\">", "<node id=\"left\">", "g.graphml:14: node: a node of the id \"left\""),
    ("target=\"port\"", "target=\"right\"", "g.graphml:16: edge: joins \"right\" to itself"),
    (">3<", ">3.0<", "g.graphml:15: edge.count: expected a whole number, found \"3.0\""),
    ("> 2 m <", ">2<", "g.graphml:15: edge.length: "),
    ("key=\"d2\">3", "key=\"d9\">3", "g.graphml:15: data.key: no key \"d9\" is declared"),
    ("key=\"d2\">3", "key=\"d0\">3", "no key \"d0\" is declared for each edge"),
    ("key=\"d2\">3", "key=\"d3\">3 m", "g.graphml:15: data: gives \"d3\" twice"),
    ("key=\"d2\">3", "key=\"d2\"><b/>3", "stands where a text is expected: the count of a"),
    ("><data key=\"d0\">leaf", "><data key=\"d0\">leef", "node.kind: \"leef\" is no kind of node"),
    ("><data key=\"d0\">leaf</data>", "><port name=\"p\"/>", "g.graphml:11: port: ports are not"),
    ("source=\"left\"", "sourceport=\"p\" source=\"left\"", "edge.sourceport: ports are not read"),
    ("<desc>the other one</desc>", "<graph/>", "g.graphml:14: graph: is a graph inside a node"),
    (
      "<edge source=\"port\" target=\"middle\" />", "<hyperedge/>", "g.graphml:17: hyperedge: joins"
    ),
    (
      "<edge source=\"port\" target=\"middle\" />", "<locator/>", "locator: is no part of a <graph>"
    ),
    ("</graphml>", "<graph edgedefault=\"directed\"/></graphml>", "graph: is a second graph"),
    (
      "edgedefault=\"undirected\"", "edgedefault=\"both\"", "graph.edgedefault: \"both\" is unknown"
    ),
    (" edgedefault=\"undirected\"", "", "graph: the attribute \"edgedefault\" is missing"),
    ("<default>gpu</default>", "", "g.graphml:12: node: \"left\" says no kind"),
    ("id=\"d4\"", "id=\"d3\"", "g.graphml:4: key: a key \"d3\" is there already"),
    ("attr.name=\"colour\"", "attr.name=\"duplex\"", "an edge is duplex where it is undirected"),
    ("attr.name=\"colour\"", "attr.name=\"length\"", "a second key is named \"length\""),
    ("attr.name=\"role\"", "attr.name=\"rule\"", "graph.attributes.kind: no key of"),
    ("for=\"node\" attr.name=\"role\"", "for=\"knot\" attr.name=\"role\"", "key: for is \"knot\""),
  ])
  func `what a cluster cannot be made of is refused with its line`(
    old: String, new: String, problem: String
  ) throws {
    let text = Self.networkx.replacing(old, with: new)
    #expect(text != Self.networkx)
    let found = try GraphBench().problem(Self.graph, count: 2, ["g.graphml": text])
    #expect(found?.contains(problem) == true, "\(found ?? "nothing")")
  }

  @Test func `other XML and lists of nodes are refused`() throws {
    let bench = try GraphBench()
    #expect(
      try bench.problem("{file: g.xml}", count: 2, ["g.xml": "<svg/>"])?
        .contains("g.xml:1: svg: is neither GraphML (<graphml>) nor") == true)
    #expect(
      try bench.problem(
        "{file: g.graphml, nodes: {file: n.csv}}", count: 2, ["g.graphml": "<graphml/>"])?
        .contains("graph.nodes.file: belongs to a table of links") == true)
    #expect(
      try bench.problem("{file: g.graphml}", count: 2, ["g.graphml": "<graphml/>"])?
        .contains("has no <graph>") == true)
  }
}
