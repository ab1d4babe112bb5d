// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import SimulationEngine

/// Flows come and go, and after every change all rates are held to what defines them.
struct RepairTests {
  /// A random network: `links` links, flows of at most `hops` hops, some of them split or joined.
  struct World: CustomTestStringConvertible, Sendable {
    let links: Int
    let flows: Int
    let hops: Int
    let seed: UInt64
    var testDescription: String { "\(links) links, \(flows) flows, seed \(seed)" }

    /// Crowded, where a change reaches everything; sparse, where it reaches little and there are
    /// links enough for buckets; and between.
    static let all: [World] =
      (0..<40).map { World(links: 6, flows: 40, hops: 4, seed: $0) }
      + (0..<40).map { World(links: 40, flows: 60, hops: 5, seed: $0) }
      + (0..<40).map { World(links: 160, flows: 80, hops: 3, seed: $0) }
      + (0..<10).map { World(links: 80, flows: 240, hops: 6, seed: $0) }
  }

  @Test(arguments: World.all)
  func `after every change the rates are fair, and every byte arrives`(world: World) {
    var random = SeededGenerator(seed: world.seed)
    let capacities = (0..<world.links).map { _ in
      Bool.random(using: &random) ? 10.0 : Double.random(in: 1...20, using: &random)
    }
    let isWeighted = Bool.random(using: &random)
    var network = FluidNetwork(capacities: capacities, keepsSegments: true)
    var queue = TimeQueue()
    var shares = FairShares(capacities: capacities)
    var routes: [[(link: Int32, share: Double)]] = []
    var bytes: [Double] = []
    for flow in 0..<Int32(world.flows) {
      let links = (0..<world.links).shuffled(using: &random)
        .prefix(Int.random(in: 1...min(world.hops, world.links), using: &random))
      routes.append(
        links.map { link in
          (Int32(link), isWeighted ? [0.25, 0.5, 1, 2].randomElement(using: &random) ?? 1 : 1)
        })
      bytes.append(Double(Int.random(in: 1...50, using: &random)))
      let row = network.hops.append(routes[Int(flow)], joulesPerByteOfLink: [])
      // Several begin at one instant.
      let start = Double(Int.random(in: 0...20, using: &random))
      queue.push(.messageStarts, flow, row, at: start)
    }
    var ended = Column<Int32>()
    var changes = 0
    while !queue.isEmpty {
      let now = queue.earliest
      repeat {
        while let entry = queue.popFromBatch(at: now) {
          if entry.tag == .messageStarts {
            let flow = entry.first
            network.begin(flow, route: entry.second, bytes: bytes[Int(flow)], at: now)
            shares.flows[flow] = FairShares.Flow(rate: 0, hops: routes[Int(flow)])
          } else {
            network.complete(at: now, into: &ended)
            for index in 0..<ended.count { shares.flows[ended[index]] = nil }
            ended.removeAll()
          }
        }
        network.settle(at: now, into: &queue)
        for flow in shares.flows.keys {
          shares.flows[flow]?.rate = network.flows[flow].rateBytesPerSecond
        }
        changes += 1
        let breach = shares.breach() ?? network.breachOfBooks(shares)
        #expect(breach == nil, "\(world.testDescription), at \(now)")
      } while queue.hasMore(at: now)
      queue.closeBatch(at: now)
    }
    #expect(shares.flows.isEmpty && changes > world.flows / 4)
    var arrived = [Double](repeating: 0, count: world.flows)
    for index in 0..<network.segments.count {
      arrived[Int(network.segments.route[index])] += network.segments.bytes[index]
    }
    for (sum, expected) in zip(arrived, bytes) {
      // A stretch's bytes round once, and a flow has some hundred stretches.
      #expect((sum - expected).magnitude <= 1e-12 * expected)
    }
  }

  @Test func `a change in one corner leaves the rates of another untouched`() {
    // Links 0 and 1 have nothing to do with links 2 and 3. The others are there so that it is never
    // quicker to fill from nothing.
    let others = [Double](repeating: 1, count: 40)
    var network = FluidNetwork(capacities: [10, 7, 10, 7] + others, keepsSegments: false)
    var queue = TimeQueue()
    for links in [[0, 1], [0], [2, 3], [2]] as [[Int32]] {
      let row = network.hops.append(links.map { ($0, 1) }, joulesPerByteOfLink: [])
      network.begin(row, route: row, bytes: 1000, at: 0)
    }
    network.settle(at: 0, into: &queue)
    let since = network.since[2]
    network.begin(4, route: 1, bytes: 1, at: 1)
    network.settle(at: 1, into: &queue)
    let first = [0, 1, 4].map { network.flows[$0].rateBytesPerSecond }
    let second = [2, 3].map { network.flows[$0].rateBytesPerSecond }
    let opened = network.scratch.opened.count
    // Three flows share link 0 of 10; two share link 2.
    #expect(first.allSatisfy { $0 == 10.0 / 3 })
    #expect(second == [5, 5] && network.since[2] == since)
    #expect(opened == 3)
  }

  @Test func `a flow that ends gives its rate to those that it held back, and to no others`() {
    // Flow 0 on links 0 and 1; flow 1 on link 0; flow 2 on link 1. Link 0 of 4 holds back 0 and 1 at
    // 2 each; link 1 of 10 leaves 8 to flow 2. When 1 ends, 0 rises to 4 and 2 falls to 6.
    var network = FluidNetwork(capacities: [4, 10], keepsSegments: false)
    var queue = TimeQueue()
    for (links, bytes) in [([0, 1], 100.0), ([0], 2.0), ([1], 100.0)] as [([Int32], Double)] {
      let row = network.hops.append(links.map { ($0, 1) }, joulesPerByteOfLink: [])
      network.begin(row, route: row, bytes: bytes, at: 0)
    }
    network.settle(at: 0, into: &queue)
    let before = (0..<3).map { network.flows[$0].rateBytesPerSecond }
    var ended = Column<Int32>()
    let firstEnd = queue.earliest
    network.complete(at: firstEnd, into: &ended)
    network.settle(at: firstEnd, into: &queue)
    let after = [0, 2].map { network.flows[$0].rateBytesPerSecond }
    let whoEnded = ended[0]
    // After a second flow 0 has 98 left at 4, flow 2 has 92 left at 6: 15.33 s before 24.5 s.
    let nextEnd = queue.earliest
    #expect(before == [2, 2, 8] && after == [4, 6])
    #expect(firstEnd == 1 && whoEnded == 1)
    #expect((nextEnd - (1 + 92.0 / 6)).magnitude <= 4 * nextEnd.ulp)
  }
}
