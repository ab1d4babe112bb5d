// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing

@Suite struct RouterTests {
  private let rate = BitsPerSecond.gigabitsPerSecond(100)

  @Test func `neighbours use the one link between them`() throws {
    let cluster = try Cluster.uniform(
      .ring, ranks: 1024, rate: rate, latency: .nanoseconds(10), overhead: .nanoseconds(5))
    var router = Router(cluster)
    for rank in 0..<1024 {
      let next = (rank + 1) % 1024
      let route = try router.route(from: GPUID(rank), to: GPUID(next))
      #expect(route.hops.count == 1)
      #expect(route.hops.first?.share == 1)
      #expect(route.latency == .nanoseconds(10))
      #expect(route.overhead == .nanoseconds(5))
    }
  }

  @Test func `half way round a ring splits evenly over both ways`() throws {
    // 4 ranks: 0 -> 2 by 1 or by 3, two hops each, half the message each way.
    let cluster = try Cluster.uniform(.ring, ranks: 4, rate: rate, latency: .nanoseconds(10))
    var router = Router(cluster)
    let route = try router.route(from: GPUID(0), to: GPUID(2))
    #expect(route.hops.count == 4)
    #expect(route.hops.allSatisfy { $0.share == 0.5 })
    #expect(route.latency == .nanoseconds(20))
  }

  @Test func `a path through the switch crosses two links`() throws {
    let cluster = try Cluster.uniform(
      .packetSwitch, ranks: 3, rate: rate, latency: .nanoseconds(10))
    var router = Router(cluster)
    let route = try router.route(from: GPUID(2), to: GPUID(0))
    // Up from gpu2 is link 4, down to gpu0 is link 1.
    #expect(route.hops.map(\.link) == [LinkID(1), LinkID(4)])
    #expect(route.latency == .nanoseconds(20))
  }

  @Test func `shares count paths, not turns`() throws {
    // 0 -> a -> {b, c} -> 1 and 0 -> d -> e -> 1: three paths of three hops, a third each.
    var tiny = TinyCluster(accelerators: 2)
    let (a, b, c, d, e) = (
      tiny.packetSwitch(), tiny.packetSwitch(), tiny.packetSwitch(), tiny.packetSwitch(),
      tiny.packetSwitch()
    )
    let toA = tiny.oneWay(0, a, rate: rate, latency: .nanoseconds(1))
    tiny.oneWay(a, b, rate: rate, latency: .nanoseconds(1))
    let slow = tiny.oneWay(a, c, rate: rate, latency: .nanoseconds(40))
    tiny.oneWay(b, 1, rate: rate, latency: .nanoseconds(1))
    tiny.oneWay(c, 1, rate: rate, latency: .nanoseconds(1))
    let toD = tiny.oneWay(0, d, rate: rate, latency: .nanoseconds(1))
    tiny.oneWay(d, e, rate: rate, latency: .nanoseconds(1))
    tiny.oneWay(e, 1, rate: rate, latency: .nanoseconds(1))
    var router = Router(tiny.build())
    let route = try router.route(from: GPUID(0), to: GPUID(1))
    let share = Dictionary(uniqueKeysWithValues: route.hops.map { ($0.link, $0.share) })
    #expect(share[toA] == 2.0 / 3)
    #expect(share[slow] == 1.0 / 3)
    #expect(share[toD] == 1.0 / 3)
    // The slowest path used: 1 + 40 + 1 ns.
    #expect(route.latency.isClose(to: .nanoseconds(42), ulps: 4))
    #expect(
      ClusterConformance.violations(of: tiny.build())
        == [
          "no path leads from gpu1 to gpu0: no switches or links join them, and accelerators do "
            + "not forward"
        ])
  }

  @Test func `parallel links share a message`() throws {
    var tiny = TinyCluster(accelerators: 2)
    for _ in 0..<4 { tiny.oneWay(0, 1, rate: rate) }
    tiny.oneWay(1, 0, rate: rate)
    var router = Router(tiny.build())
    let route = try router.route(from: GPUID(0), to: GPUID(1))
    #expect(route.hops.map(\.share) == [0.25, 0.25, 0.25, 0.25])
  }

  @Test func `accelerators do not pass messages on unless they are said to`() throws {
    var tiny = TinyCluster(accelerators: 3)
    tiny.link(0, 1, rate: rate)
    tiny.link(1, 2, rate: rate)
    var router = Router(tiny.build())
    let error = #expect(throws: RoutingError.self) {
      try router.route(from: GPUID(0), to: GPUID(2))
    }
    #expect(error?.description.contains("from gpu0 to gpu2") == true)
    tiny.acceleratorsForward = true
    router = Router(tiny.build())
    #expect(try router.route(from: GPUID(0), to: GPUID(2)).hops.count == 2)
  }

  @Test func `a message to oneself needs no link`() throws {
    let cluster = try Cluster.uniform(.ring, ranks: 3, rate: rate, latency: .zero)
    var router = Router(cluster)
    #expect(
      try router.route(from: GPUID(1), to: GPUID(1))
        == Route(hops: [], latency: .zero, overhead: .zero))
  }

  @Test func `members of one inner domain never leave it`() throws {
    // Behind one leaf two hops would do as well: the inner switch is what they are wired to.
    let loaded = try Bench().cluster(
      count: 4,
      domains: """
          - {name: inner, shape: switch, size: 2, link: wire, switch: hub, count: 1, message_overhead: 2 us}
          - {name: outer, shape: fat-tree, size: 2, link: wire, switch: hub, count: 1, message_overhead: 9 us}
        """)
    var router = Router(loaded.cluster)
    let near = try router.route(from: GPUID(0), to: GPUID(1))
    let far = try router.route(from: GPUID(0), to: GPUID(2))
    #expect(near.hops.allSatisfy { loaded.cluster.links.domain[Int($0.link.rawValue)] == 0 })
    #expect(far.hops.allSatisfy { loaded.cluster.links.domain[Int($0.link.rawValue)] == 1 })
    #expect(near.overhead == .microseconds(2))
    #expect(far.overhead == .microseconds(9))
  }

  @Test func `a nonsense uniform cluster is refused`() {
    #expect(throws: ClusterError.self) {
      try Cluster.uniform(.ring, ranks: 0, rate: rate, latency: .zero)
    }
    #expect(throws: ClusterError.self) {
      try Cluster.uniform(.ring, ranks: 4, rate: .zero, latency: .zero)
    }
    #expect(throws: ClusterError.self) {
      try Cluster.uniform(.ring, ranks: 4, rate: rate, latency: .seconds(-1))
    }
  }
}
