// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing

@Suite struct LinkFaultTests {
  private let rate = BitsPerSecond.gigabitsPerSecond(100)

  /// Two leaves with two accelerators each, under two spines.
  private func tree() -> Cluster {
    var tiny = TinyCluster(accelerators: 4)
    let leaves = [tiny.packetSwitch(), tiny.packetSwitch()]
    let spines = [tiny.packetSwitch(), tiny.packetSwitch()]
    for accelerator in 0..<4 {
      tiny.link(accelerator, leaves[accelerator / 2], rate: rate, power: .watts(1))
    }
    for leaf in leaves {
      for spine in spines { tiny.link(leaf, spine, rate: rate, power: .watts(1)) }
    }
    return tiny.build()
  }

  private func rates(_ cluster: Cluster, from: String, to: String) -> [BitsPerSecond] {
    (0..<cluster.links.count).filter {
      cluster.nodes.name[Int(cluster.links.from[$0])] == from
        && cluster.nodes.name[Int(cluster.links.to[$0])] == to
    }.map { cluster.links.rate[$0] }
  }

  @Test func `a failed link is gone, and the other way stays`() throws {
    let faulty = try tree().withFaults([
      LinkFault(.oneWay(from: "switch1", to: "switch3"), .failed)
    ])
    #expect(faulty.links.count == tree().links.count - 1)
    #expect(rates(faulty, from: "switch1", to: "switch3") == [])
    #expect(rates(faulty, from: "switch3", to: "switch1") == [rate])
    #expect(ClusterConformance.violations(of: faulty) == [])
    // What went half over each spine now goes over the other.
    var router = Router(faulty)
    let there = try router.route(from: GPUID(0), to: GPUID(2))
    let back = try router.route(from: GPUID(2), to: GPUID(0))
    #expect(there.hops.map(\.share) == [1, 1, 1, 1])
    #expect(back.hops.map(\.share).sorted() == [0.5, 0.5, 0.5, 0.5, 1, 1])
  }

  @Test func `both ways fail by either order of the names`() throws {
    let one = try tree().withFaults([LinkFault(.bothWays("switch1", "switch3"), .failed)])
    let other = try tree().withFaults([LinkFault(.bothWays("switch3", "switch1"), .failed)])
    #expect(one.links.count == tree().links.count - 2)
    #expect(one.links.from == other.links.from)
    #expect(one.links.to == other.links.to)
  }

  @Test func `a slow link keeps its place, its latency and its power`() throws {
    let whole = tree()
    let faulty = try whole.withFaults([LinkFault(.link(LinkID(3)), .slow(factor: 0.25))])
    #expect(faulty.links.count == whole.links.count)
    #expect(faulty.links.rate[3] == .gigabitsPerSecond(25))
    #expect(faulty.links.rate.filter { $0 == rate }.count == whole.links.count - 1)
    #expect(faulty.links.staticPower == whole.links.staticPower)
  }

  @Test func `one link of a bundle takes its part of the rate, and the only one all of it`() {
    #expect(LinkFault.Effect.oneFailed(of: 4) == .slow(factor: 0.75))
    #expect(LinkFault.Effect.oneFailed(of: 1) == .failed)
  }

  @Test func `faults of one link add up`() throws {
    let place = LinkFault.Place.oneWay(from: "gpu0", to: "switch1")
    let slower = try tree().withFaults([
      LinkFault(place, .slow(factor: 0.5)), LinkFault(place, .slow(factor: 0.5)),
    ])
    #expect(rates(slower, from: "gpu0", to: "switch1") == [.gigabitsPerSecond(25)])
    let failed = try tree().withFaults([
      LinkFault(place, .failed), LinkFault(place, .slow(factor: 0.5)),
    ])
    #expect(rates(failed, from: "gpu0", to: "switch1") == [])
  }

  @Test func `an accelerator without a path is an error of the route`() throws {
    let faulty = try tree().withFaults([LinkFault(.bothWays("gpu0", "switch1"), .failed)])
    var router = Router(faulty)
    let error = #expect(throws: RoutingError.self) {
      try router.route(from: GPUID(0), to: GPUID(1))
    }
    #expect(error?.description.hasPrefix("no path leads from gpu0 to gpu1") == true)
    #expect(throws: RoutingError.self) { try router.aggregationTree(of: [GPUID(0), GPUID(1)]) }
  }

  @Test func `switches reduce below the spines that all links still reach both ways`() throws {
    let all = (0..<4).map(GPUID.init)
    let whole = try Router(tree()).aggregationTree(of: all)
    #expect(Set(whole.branches.map(\.share)) == [0.5])
    let faulty = try tree().withFaults([
      LinkFault(.oneWay(from: "switch1", to: "switch3"), .failed)
    ])
    // Only the tree of the second spine is left: 4 members and 2 leaves, up and down.
    let left = try Router(faulty).aggregationTree(of: all)
    #expect(left.branches.count == 12)
    #expect(Set(left.branches.map(\.share)) == [1])
    let none = try faulty.withFaults([LinkFault(.oneWay(from: "switch4", to: "switch2"), .failed)])
    #expect(throws: RoutingError.self) { try Router(none).aggregationTree(of: all) }
  }

  @Test func `what is not there is refused by name, number or factor`() {
    func said(_ place: LinkFault.Place, _ effect: LinkFault.Effect = .failed) -> String? {
      #expect(throws: ClusterError.self) { try tree().withFaults([LinkFault(place, effect)]) }?
        .description
    }
    #expect(
      said(.bothWays("gpu0", "gpu9"))
        == "fault 1: tiny has no node \"gpu9\"; nodes are called such as \"gpu0\" or \"switch4\"")
    #expect(said(.oneWay(from: "gpu0", to: "gpu1")) == "fault 1: no link leads from gpu0 to gpu1")
    #expect(said(.link(LinkID(16))) == "fault 1: no link 16; tiny has links 0 to 15")
    #expect(
      said(.link(LinkID(0)), .slow(factor: 0)) == "fault 1: a factor of 0.0; allowed: above 0 to 1")
    #expect(
      said(.link(LinkID(0)), .slow(factor: 1.5))
        == "fault 1: a factor of 1.5; allowed: above 0 to 1")
  }
}
