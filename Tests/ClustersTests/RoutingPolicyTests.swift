// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import TestSupport
import Testing

@Suite struct RoutingPolicyTests {
  private static let torus = GridForm(
    shape: "torus, dimensions: [4, 4]", count: 16, diameter: 4, links: 64)

  @Test(arguments: [
    "ecmp", "{policy: ecmp, seed: 7}", "dimension-order", "valiant", "up-down", "ugal",
    "adaptive-ideal",
  ])
  func `what leaves a message's source arrives, by every policy`(policy: String) throws {
    for form in GridShapeTests.forms {
      // A torus has no ways that only rise and then fall.
      if policy == "up-down", !form.shape.contains("hub") { continue }
      let cluster = try GridShapeTests.cluster(form, routing: policy).cluster
      #expect(ClusterConformance.violations(of: cluster) == [], "\(form.shape)")
    }
  }

  @Test(arguments: ["ugal", "adaptive-ideal"])
  func `detours end as valiant, and mixtures lie between`(policy: String) throws {
    let adaptive = try GridShapeTests.cluster(Self.torus, routing: policy).cluster
    let valiant = try GridShapeTests.cluster(Self.torus, routing: "valiant").cluster
    var router = Router(adaptive)
    var other = Router(valiant)
    for target in 1..<16 {
      let shortest = try router.route(from: GPUID(0), to: GPUID(target))
      let detours = try router.detours(from: GPUID(0), to: GPUID(target), beside: shortest)
      #expect(detours.count == (policy == "ugal" ? 1 : 8))
      #expect(detours.last == (try other.route(from: GPUID(0), to: GPUID(target))))
      let length = { (route: Route) in route.hops.reduce(0) { $0 + $1.share } }
      let all = [shortest] + detours
      for (place, route) in all.enumerated() {
        let part = Double(place) / Double(detours.count)
        let expected = length(shortest) * (1 - part) + length(all[detours.count]) * part
        #expect(abs(length(route) - expected) < 1e-12)
        // What leaves the source, less what comes back to it, is the message.
        var net = [Double](repeating: 0, count: 16)
        for hop in route.hops {
          net[Int(adaptive.links.from[Int(hop.link.rawValue)])] += hop.share
          net[Int(adaptive.links.to[Int(hop.link.rawValue)])] -= hop.share
        }
        for node in 0..<16 {
          let expected = node == 0 ? 1.0 : node == target ? -1 : 0
          #expect(abs(net[node] - expected) < 1e-12)
        }
      }
    }
    #expect(
      try router.detours(
        from: GPUID(3), to: GPUID(3), beside: Route(hops: [], latency: .zero, overhead: .zero)
      ).isEmpty)
    #expect(throws: RoutingError.self) { try router.path(from: GPUID(0), to: GPUID(5)) }
  }

  @Test func `one path of each pair is hashed, among the shortest, and by the seed`() throws {
    let tree = "  - {name: t, shape: fat-tree, size: 16, link: wire, switch: hub, count: 1"
    func routes(_ routing: String) throws -> [Route] {
      let cluster = try Bench().cluster(count: 16, domains: tree + ", routing: \(routing)}").cluster
      var router = Router(cluster)
      return try (0..<256).map {
        try router.route(from: GPUID($0 / 16), to: GPUID($0 % 16))
      }
    }
    let all = try routes("minimal")
    let one = try routes("{policy: ecmp, seed: 1}")
    let other = try routes("{policy: ecmp, seed: 2}")
    for (every, hashed) in zip(all, one) {
      #expect(hashed.hops.allSatisfy { $0.share == 1 })
      #expect(Set(hashed.hops.map(\.link)).isSubset(of: every.hops.map(\.link)))
      let length = every.hops.reduce(0) { $0 + $1.share }
      #expect(Double(hashed.hops.count) == length.rounded())
    }
    #expect(one != other)
    #expect(try routes("{policy: ecmp, seed: 1}") == one)
    // 192 pairs of different leaves over 2 spines: 96 on average, and within 5 standard deviations
    // (of 7) of it.
    let spines = one.filter { $0.hops.count == 4 }
      .map { route in route.hops.map(\.link.rawValue).max() ?? 0 }
    let first = spines.count { $0 % 4 < 2 }
    #expect(spines.count == 192)
    #expect(abs(first - 96) < 35)
  }

  @Test func `dimensions are crossed in their order`() throws {
    let mesh = GridForm(shape: "mesh, dimensions: [3, 3]", count: 9, diameter: 4, links: 24)
    let cluster = try GridShapeTests.cluster(mesh, routing: "dimension-order").cluster
    var router = Router(cluster)
    let route = try router.route(from: GPUID(0), to: GPUID(8))
    let ends = route.hops.map { hop in
      [cluster.links.from[Int(hop.link.rawValue)], cluster.links.to[Int(hop.link.rawValue)]]
    }
    #expect(Set(ends) == [[0, 1], [1, 2], [2, 5], [5, 8]])
    // Half way around a torus of 4, both ways are as short and each takes a half.
    var around = Router(try GridShapeTests.cluster(Self.torus, routing: "dimension-order").cluster)
    let tie = try around.route(from: GPUID(0), to: GPUID(9))
    #expect(tie.hops.map(\.share).sorted() == [0.5, 0.5, 0.5, 0.5, 1])
  }

  @Test func `a tornado loads a ring by two thirds when sent by way of everyone`() throws {
    // Eight nodes around; each sends to the third one on. The shortest way loads three links of one
    // direction with each message. By way of everyone, both legs are two hops on average, both
    // directions alike: 8 x 4 hops over 16 links.
    let ring = GridForm(shape: "torus, dimensions: [8]", count: 8, diameter: 4, links: 16)
    func loads(_ routing: String) throws -> [Double] {
      let cluster = try GridShapeTests.cluster(ring, routing: routing).cluster
      var router = Router(cluster)
      var loads = [Double](repeating: 0, count: cluster.links.count)
      for node in 0..<8 {
        for hop in try router.route(from: GPUID(node), to: GPUID((node + 3) % 8)).hops {
          loads[Int(hop.link.rawValue)] += hop.share
        }
      }
      return loads
    }
    #expect(try loads("minimal").max() == 3)
    for load in try loads("valiant") { #expect(abs(load - 2) < 1e-12) }
  }

  @Test func `the latency by way of everyone is that of the slowest way`() throws {
    let ring = GridForm(shape: "torus, dimensions: [8]", count: 8, diameter: 4, links: 16)
    let cluster = try GridShapeTests.cluster(ring, routing: "valiant").cluster
    var router = Router(cluster)
    // From 0 to 3 by way of 5, 6 or 7: 3 + 2, 2 + 3 or 1 + 4 hops; by way of 4, 4 + 1.
    let hop = cluster.links.latency[0]
    let route = try router.route(from: GPUID(0), to: GPUID(3))
    #expect(abs(route.latency / hop - 5) < 1e-12)
  }

  @Test func `up-down never rises after falling`() throws {
    // From sw0 to sw1 two ways are as short: by sw2, which like them ends an accelerator and has a
    // larger number, so that the way there falls and rises again; and by the spine.
    func graph(_ routing: String) throws -> Cluster {
      try Bench().load(
        """
        name: graph
        accelerator: {kind: board, count: 3}
        pue: 1
        routing: \(routing)
        nodes:
          - {name: gpu0, kind: accelerator}
          - {name: gpu1, kind: accelerator}
          - {name: gpu2, kind: accelerator}
          - {name: sw0, kind: switch, switch: hub}
          - {name: sw1, kind: switch, switch: hub}
          - {name: sw2, kind: switch, switch: hub}
          - {name: spine, kind: switch, switch: hub}
        links:
          - {from: gpu0, to: sw0, link: wire, length: 1 m}
          - {from: gpu1, to: sw1, link: wire, length: 1 m}
          - {from: gpu2, to: sw2, link: wire, length: 1 m}
          - {from: sw0, to: sw2, link: wire, length: 1 m}
          - {from: sw2, to: sw1, link: wire, length: 1 m}
          - {from: sw0, to: spine, link: wire, length: 1 m}
          - {from: spine, to: sw1, link: wire, length: 1 m}
        """
      ).cluster
    }
    var both = Router(try graph("minimal"))
    var rising = Router(try graph("up-down"))
    #expect(
      try both.route(from: GPUID(0), to: GPUID(1)).hops.map(\.share).sorted()
        == [0.5, 0.5, 0.5, 0.5, 1, 1])
    let route = try rising.route(from: GPUID(0), to: GPUID(1))
    // Links 10 and 12 are from sw0 to the spine and from there to sw1.
    #expect(route.hops.map(\.link.rawValue) == [0, 3, 10, 12])
    #expect(route.hops.allSatisfy { $0.share == 1 })
  }

  @Test func `on a fat tree up-down takes every shortest path`() throws {
    let tree = "  - {name: t, shape: fat-tree, size: 16, link: wire, switch: hub, count: 1"
    var plain = Router(try Bench().cluster(count: 16, domains: tree + "}").cluster)
    var rising = Router(
      try Bench().cluster(count: 16, domains: tree + ", routing: up-down}").cluster)
    for pair in 0..<256 {
      let one = try plain.route(from: GPUID(pair / 16), to: GPUID(pair % 16))
      #expect(try rising.route(from: GPUID(pair / 16), to: GPUID(pair % 16)) == one)
    }
  }

  @Test func `a message for another rail crosses to it inside its own group`() throws {
    func cluster(_ routing: String) throws -> Cluster {
      try Bench().cluster(
        count: 8,
        domains: """
            - {name: in, shape: switch, size: 2, link: wire, switch: hub, count: 1}
            - {name: out, shape: rail-only, size: 4, link: wire, switch: hub, count: 1, routing: \(routing)}
          """
      ).cluster
    }
    var plain = Router(try cluster("minimal"))
    #expect(throws: RoutingError.self) { try plain.route(from: GPUID(0), to: GPUID(3)) }
    let aligned = try cluster("rail-aligned")
    #expect(ClusterConformance.violations(of: aligned) == [])
    var router = Router(aligned)
    let route = try router.route(from: GPUID(0), to: GPUID(3))
    // In over the switch of the group to gpu1, which is on the rail of gpu3, and out along it.
    let ends = route.hops.map { hop in
      aligned.nodes.name[Int(aligned.links.to[Int(hop.link.rawValue)])]
    }
    #expect(Set(ends) == ["in.switch0", "gpu1", "out.leaf1", "gpu3"])
    #expect(try router.route(from: GPUID(0), to: GPUID(2)).hops.count == 2)
  }

  @Test(arguments: [
    (
      "{name: t, shape: fat-tree, size: 4, link: wire, switch: hub, routing: dimension-order}",
      "has none"
    ),
    (
      "{name: t, shape: switch, size: 4, link: wire, switch: hub, routing: rail-aligned}",
      "innermost"
    ),
    ("{name: t, shape: ring, size: 4, link: wire, routing: ecpm}", "ecmp"),
    (
      "{name: t, shape: ring, size: 4, link: wire, routing: {policy: valiant, seed: 1}}",
      "only ecmp"
    ),
  ])
  func `a policy that a domain cannot have is refused`(domain: String, reason: String) throws {
    let error = try #require(throws: DocumentError.self) {
      try Bench().cluster(count: 4, domains: "  - \(domain)")
    }
    #expect(error.description.contains(reason))
  }

  @Test func `a grid with a failed link is searched around it`() throws {
    let cluster = try GridShapeTests.cluster(Self.torus).cluster
    let broken = try cluster.withFaults([
      LinkFault(.bothWays("gpu0", "gpu1"), .failed)
    ])
    var router = Router(broken)
    // Up a row, along, and down: three hops, by the row on either side.
    let route = try router.route(from: GPUID(0), to: GPUID(1))
    #expect(route.hops.reduce(0) { $0 + $1.share } == 3)
    #expect(ClusterConformance.violations(of: broken) == [])
  }
}
