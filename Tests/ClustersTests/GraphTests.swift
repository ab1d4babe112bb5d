// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import TestSupport
import Testing

@Suite struct GraphTests {
  private static let pair = """
    name: pair
    accelerator: {kind: board, count: 2}
    nodes:
      - {name: middle, kind: switch, switch: hub}
      - {name: left, kind: accelerator}
      - {name: port, kind: nic, nic: card}
      - {name: right, kind: accelerator}
    links:
      - {from: left, to: middle, link: wire, count: 3}
      - {from: right, to: port, link: wire}
      - {from: port, to: middle, link: wire}
    pue: 1

    """

  @Test func `accelerators come first and the rest keeps its order`() throws {
    let cluster = try Bench().load(Self.pair).cluster
    #expect(cluster.nodes.name == ["left", "right", "middle", "port"])
    #expect(cluster.nodes.kind == [.accelerator, .accelerator, .packetSwitch, .nic])
    #expect(cluster.links.count == 6)
    #expect(cluster.links.rate[0] == .gigabitsPerSecond(300))
    #expect(cluster.devices.map { "\($0.count) x \($0.name)" } == ["1 x card", "1 x hub"])
    #expect(ClusterConformance.violations(of: cluster) == [])
  }

  @Test func `a path through a NIC and a switch pays both`() throws {
    // Three links of 30 + 2 x 10 ns, a switch of 200 and a NIC of 500.
    var router = Router(try Bench().load(Self.pair).cluster)
    let route = try router.route(from: GPUID(0), to: GPUID(1))
    #expect(route.latency.isClose(to: .nanoseconds(3 * 50 + 200 + 500), ulps: 8))
    #expect(route.overhead == .microseconds(1))
  }

  @Test(arguments: [
    ("count: 2}", "count: 3}", "nodes lists 2 accelerators, and count says 3"),
    ("to: port", "to: prot", "did you mean port?"),
    ("name: right", "name: left", "a node named \"left\" is there already"),
    ("kind: nic", "kind: nick", "did you mean nic?"),
    (", switch: hub", "", "\"switch\" is missing"),
    ("from: right, to: port", "from: port, to: port", "joins \"port\" to itself"),
    ("count: 3}", "count: 9}", "\"middle\" ends 10 links and has 8 ports"),
    ("count: 3}", "cuont: 3}", "unknown key"),
  ])
  func `a wrong graph is refused`(old: String, new: String, problem: String) throws {
    let text = Self.pair.replacing(old, with: new)
    #expect(text != Self.pair)
    let error = #expect(throws: DocumentError.self) { try Bench().load(text) }
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
  }
}
