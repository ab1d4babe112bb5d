// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import TestSupport
import Testing
import Timelines

/// What must hold of any run, on random programs over random fabrics.
struct ConservationTests {
  private func world(_ seed: UInt64) throws -> (World, TinyFabric) {
    var random = SeededGenerator(seed: seed)
    let program = randomProgram(&random)
    let fabric = randomStar(program.rankCount + 1, &random)
    return (try World(program, on: fabric.cluster), fabric)
  }

  @Test(arguments: 0..<150)
  func `bytes, seconds and joules are all accounted for`(seed: UInt64) throws {
    let (world, fabric) = try world(seed)
    let timeline = world.timeline
    let traffic = timeline.traffic
    // Sums of the same numbers in different orders.
    let rounding = 1e-9
    #expect(
      (traffic.bytesSent - traffic.bytesReceived).rawValue.magnitude
        <= rounding * traffic.bytesSent.rawValue)

    // On a star every message crosses two links whole.
    #expect(
      (traffic.linkBytes.rawValue - 2 * traffic.bytesSent.rawValue).magnitude
        <= rounding * traffic.linkBytes.rawValue)
    let binned = timeline.links.bytes.amounts.reduce(0, +)
    #expect((binned - traffic.linkBytes.rawValue).magnitude <= 1e-6 * traffic.linkBytes.rawValue)

    // Nothing went over a link faster than the link.
    for row in 0..<timeline.links.link.count {
      for bin in 0..<timeline.links.bytes.binCount {
        let limit = timeline.links.capacity[row] * timeline.links.bytes.width(of: bin)
        #expect(timeline.links.bytes.row(row).dropFirst(bin).first ?? 0 <= limit * (1 + 1e-6))
      }
    }

    let states = timeline.ranks
    for rank in states.computing.indices {
      let sum =
        states.computing[rank] + states.communicating[rank] + states.waiting[rank]
        + states.idle[rank]
      #expect((sum - timeline.duration.rawValue).magnitude <= rounding * sum)
    }

    // The ledger from first principles: states, the spare accelerator, links, and the hall.
    let duration = timeline.duration.rawValue
    let accelerators =
      700 * states.computing.reduce(0, +) + 300 * states.communicating.reduce(0, +)
      + 200 * states.waiting.reduce(0, +) + 70 * states.idle.reduce(0, +) + 70 * duration
    let links = 3 * duration * Double(fabric.links.count)
    let moved = 5e-12 * 8 * traffic.linkBytes.rawValue
    let total = timeline.ledger.total.rawValue
    #expect((total - 1.25 * (accelerators + links + moved)).magnitude <= rounding * total)

    let integral = timeline.power.energy.amounts.reduce(0, +)
    #expect((integral - total).magnitude <= 1e-6 * total)
    if duration > 0 {
      #expect(timeline.power.peak.rawValue >= total / duration * (1 - rounding))
    }
  }

  @Test(arguments: 0..<30)
  func `the same input gives the same bits`(seed: UInt64) throws {
    let (first, _) = try world(seed)
    let (second, _) = try world(seed)
    #expect(first.timeline.duration == second.timeline.duration)
    #expect(first.timeline.ledger == second.timeline.ledger)
    #expect(first.events.start == second.events.start && first.events.end == second.events.end)
    #expect(first.events.rank == second.events.rank && first.events.bytes == second.events.bytes)
    #expect(first.timeline.links.bytes.amounts == second.timeline.links.bytes.amounts)
  }

  @Test(arguments: 0..<30)
  func `recording changes no prediction`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let program = randomProgram(&random)
    let cluster = randomStar(program.rankCount, &random).cluster
    let recorded = try World(program, on: cluster)
    let bare = try World(program, on: cluster, record: .nothing)
    #expect(recorded.timeline.duration == bare.timeline.duration)
    #expect(recorded.timeline.ledger == bare.timeline.ledger)
    #expect(bare.events.count == 0)
  }

  @Test(arguments: 0..<30)
  func `twice the bytes over twice the rate take the same time without latency`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let ranks = Int.random(in: 2...9, using: &random)
    var fabric = randomStar(ranks, &random)
    for index in fabric.links.indices { fabric.links[index].latency = .zero }
    var faster = fabric
    for index in faster.links.indices { faster.links[index].rate = faster.links[index].rate * 2 }
    let bytes = Bytes.bytes(Double(Int.random(in: 1...1_000_000_000, using: &random)))
    let once = try World(
      TinyProgram.single(.allToAll, ranks: ranks, bytes: bytes), on: fabric.cluster)
    let twice = try World(
      TinyProgram.single(.allToAll, ranks: ranks, bytes: bytes * 2), on: faster.cluster)
    // Doubling is exact in binary: not a bit may differ.
    #expect(once.timeline.duration == twice.timeline.duration)
  }
}
