// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing
import Timelines
import Traffic
import Workloads

@testable import SimulationEngine

struct IncastTests {
  private static let rate = BitsPerSecond.gigabytesPerSecond(10)

  /// Ranks 1 and on send to rank 0 at once, as many bytes as given.
  private func run(_ bytes: [Bytes], penalty: Double?) throws -> Timeline {
    var tiny = TinyProgram.separate(rankCount: bytes.count + 1)
    tiny.streams = (0..<bytes.count).map { "stream \($0)" }
    for (index, size) in bytes.enumerated() {
      tiny.add(.send, to: index + 1, bytes: size, peer: 0, tag: Int32(index))
      tiny.add(
        .receive, to: 0, stream: Int32(index), bytes: size, peer: Int32(index + 1),
        tag: Int32(index))
    }
    let cluster = TinyFabric.star(bytes.count + 1, rate: Self.rate).cluster
    let graph = try FlowGraph(
      program: tiny.program, cluster: cluster,
      placement: .identity(rankCount: bytes.count + 1), policy: CollectivePolicy())
    var events = EventsInMemory()
    return try Simulation.run(
      graph, on: cluster, transport: .fluid(Fluid(incastPenalty: penalty)), into: &events)
  }

  @Test func `one sender loses nothing, and n lose 1 - 1/n of the penalty`() throws {
    #expect(
      try run([.gigabytes(1)], penalty: 0.2).duration.isClose(to: .milliseconds(100), ulps: 4))
    // Four senders of 1 GB share 10 GB/s less 0.2 * 3/4.
    let four = [Bytes](repeating: .gigabytes(1), count: 4)
    #expect(
      try run(four, penalty: 0.2).duration.isClose(to: .milliseconds(400) / 0.85, ulps: 8))
    #expect(try run(four, penalty: nil).duration.isClose(to: .milliseconds(400), ulps: 8))
  }

  @Test func `the penalty falls as senders end`() throws {
    // Two share 10 GB/s less 10 %: 4.5 GB/s each until the first has sent 0.9 GB at 200 ms; then
    // the other has 10 GB/s for its last gigabyte.
    let timeline = try run([.gigabytes(0.9), .gigabytes(1.9)], penalty: 0.2)
    #expect(timeline.duration.isClose(to: .milliseconds(300), ulps: 16))
  }

  @Test func `rates that are repaired are those that are filled from nothing`() throws {
    // Flows of random sizes that begin at random: whatever the order of repairs, at each instant the
    // network's rates fill what its counts leave.
    var generator = SeededGenerator(seed: 7)
    let capacities = (0..<12).map { _ in Double.random(in: 1...9, using: &generator) }
    let penalties = (0..<12).map { $0 < 6 ? 0.3 : 0 }
    var network = FluidNetwork(
      capacities: capacities, incastPenalties: penalties, keepsSegments: false)
    var queue = TimeQueue()
    var ended = Column<Int32>()
    var now = 0.0
    for flow in 0..<200 {
      let links = (0..<12).shuffled(using: &generator).prefix(3).map { (Int32($0), 1.0) }
      _ = network.hops.append(links, joulesPerByteOfLink: [])
      now += Double.random(in: 0...0.4, using: &generator)
      while queue.earliest <= now {
        network.complete(at: queue.earliest, into: &ended)
        ended.removeAll()
        network.settle(at: queue.earliest, into: &queue)
      }
      network.begin(
        Int32(flow), route: network.hops.lastRow,
        bytes: Double.random(in: 1...5, using: &generator), at: now)
      network.settle(at: now, into: &queue)
      var load = [Double](repeating: 0, count: 12)
      var fastest = load
      var counts = load
      for active in 0...flow where network.rate(of: Int32(active)) > 0 {
        for link in network.links(of: Int32(active)) {
          load[link] += network.rate(of: Int32(active))
          fastest[link] = max(fastest[link], network.rate(of: Int32(active)))
          counts[link] += 1
        }
      }
      let limits = (0..<12).map { link in
        capacities[link] * (counts[link] > 1 ? 1 - penalties[link] * (1 - 1 / counts[link]) : 1)
      }
      for link in 0..<12 { #expect(load[link] <= limits[link] * (1 + 1e-9)) }
      // Max-min fair: every flow has a full link on which nobody is faster.
      for active in 0...flow where network.rate(of: Int32(active)) > 0 {
        #expect(
          network.links(of: Int32(active)).contains { link in
            load[link] >= limits[link] * (1 - 1e-9)
              && fastest[link] <= network.rate(of: Int32(active)) * (1 + 1e-9)
          })
      }
    }
  }
}

extension FluidNetwork {
  fileprivate func isActive(_ flow: Int32) -> Bool { !finishes.isMissing(flow) }

  fileprivate func rate(of flow: Int32) -> Double {
    isActive(flow) ? flows[flow].rateBytesPerSecond : 0
  }

  fileprivate func links(of flow: Int32) -> [Int] {
    let span = flows[flow].span
    return (Int(span.first)..<Int(span.first) + span.count).map { Int(hops.link[$0]) }
  }
}
