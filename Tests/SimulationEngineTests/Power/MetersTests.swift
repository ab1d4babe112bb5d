// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing
import Timelines
import Traffic

@testable import SimulationEngine

/// What meters read, against the ledger, the states of ranks and the series of the same run.
struct MetersTests {
  private static let none = Watts.watts(1e12)

  private func run(_ seed: Int, _ meters: [PowerMeter]) throws -> (World, Cluster)? {
    var random = SeededGenerator(seed: UInt64(seed))
    let program = randomProgram(&random)
    var cluster = randomStar(program.rankCount + 1, &random).cluster
    cluster.serverSize = 3
    cluster.rackSize = 4
    var record = RecordOptions()
    record.meters = meters
    let world = try World(program, on: cluster, record: record)
    return world.timeline.duration > .zero ? (world, cluster) : nil
  }

  @Test(arguments: 1...30)
  func `the site's mean times the duration is the ledger, and its highest moment the peak`(
    seed: Int
  ) throws {
    let meters = [
      PowerMeter(.site, .run, limit: Self.none), PowerMeter(.site, .moment, limit: Self.none),
      PowerMeter(.site, .window(.seconds(1e6)), limit: Self.none),
    ]
    guard let (world, _) = try run(seed, meters) else { return }
    let readings = world.timeline.readings
    let mean = world.timeline.ledger.total / world.timeline.duration
    #expect(abs(readings[0].highest / mean - 1) < 1e-9)
    #expect(readings[2].highest == readings[0].highest)
    #expect(abs(readings[1].highest / world.timeline.power.peak - 1) < 1e-12)
    #expect(readings.allSatisfy { $0.firstBreach == nil && $0.breaking.isEmpty })
  }

  @Test(arguments: 1...30)
  func `each unit draws what its ranks do and its share of the rest`(seed: Int) throws {
    let scopes: [(MeterScope, Int)] = [(.accelerator, 1), (.node, 3), (.rack, 4)]
    let meters = scopes.map { PowerMeter($0.0, .run, limit: Self.none) }
    guard let (world, cluster) = try run(seed, meters) else { return }
    let duration = world.timeline.duration.rawValue
    let states = world.timeline.ranks
    let count = cluster.accelerators.count
    // Joules of each accelerator alone; the last has no rank.
    let own = (0..<count).map { rank in
      guard rank < count - 1 else { return 70 * duration }
      return 700 * states.computing[rank] + 300 * states.communicating[rank]
        + 200 * states.waiting[rank] + 70 * states.idle[rank]
    }
    let all = world.timeline.ledger.total.rawValue / cluster.powerUsageEffectiveness
    let rest = (all - own.reduce(0, +)) / Double(count)
    for ((_, size), reading) in zip(scopes, world.timeline.readings) {
      let units = stride(from: 0, to: count, by: size).map { first in
        (first..<min(first + size, count)).reduce(0) { $0 + own[$1] + rest } / duration
      }
      let highest = units.max() ?? 0
      #expect(abs(reading.highest.rawValue - highest) < 1e-9 * highest)
      #expect(abs(units[reading.unit] - highest) < 1e-9 * highest)
    }
  }

  @Test(arguments: 1...30)
  func `power of units over time adds up to the equipment's energy`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let program = randomProgram(&random)
    var cluster = randomStar(program.rankCount + 1, &random).cluster
    cluster.serverSize = 3
    var record = RecordOptions()
    record.unitScopes = MeterScope.allCases
    let timeline = try World(program, on: cluster, record: record).timeline
    guard timeline.duration > .zero else { return }
    // A star has no racks and no pods.
    #expect(timeline.unitPower.map(\.scope) == [.accelerator, .node, .site])
    for units in timeline.unitPower {
      let factor = units.scope == .site ? 1 : cluster.powerUsageEffectiveness
      let sum = units.multiplicity.indices.reduce(0.0) { sum, row in
        sum + units.energy.row(row).reduce(0, +) * Double(units.multiplicity[row])
      }
      #expect(abs(sum * factor / timeline.ledger.total.rawValue - 1) < 1e-9)
    }
  }

  @Test(arguments: 1...30)
  func `no span of bins has a higher mean than the window's, and the window's is near one`(
    seed: Int
  ) throws {
    guard let (plain, _) = try run(seed, []) else { return }
    let duration = plain.timeline.duration.rawValue
    let span = duration / 4
    let meter = PowerMeter(.site, .window(.seconds(span)), limit: Self.none)
    guard let (world, _) = try run(seed, [meter]) else { return }
    // A meter changes nothing else.
    #expect(world.timeline.ledger == plain.timeline.ledger)
    #expect(world.timeline.duration == plain.timeline.duration)
    let highest = world.timeline.readings[0].highest.rawValue
    let series = world.timeline.power.energy
    let width = series.width(of: 0)
    let bins = Int(span / width)
    guard bins >= 1 else { return }
    let joules = (0..<series.binCount).map { bin in
      (0..<series.rowCount).reduce(0) { $0 + series.amounts[$1 * series.binCount + bin] }
    }
    var best = 0.0
    // Fewer bins than the window is long: what they hold, the window may hold.
    for first in 0...max(0, series.binCount - 1 - bins) {
      best = max(best, joules[first..<min(first + bins, joules.count)].reduce(0, +) / span)
    }
    #expect(best <= highest * (1 + 1e-9))
    #expect(highest - best <= 3 * width / span * world.timeline.power.peak.rawValue)
  }

  @Test func `a breach is told by unit, with its first moment`() throws {
    var fabric = TinyFabric.star(2, rate: .gigabytesPerSecond(1))
    fabric.power = AcceleratorPower(
      computing: .watts(100), communicating: .watts(50), waiting: .watts(20), idle: .watts(10),
      includes: ["core"])
    var tiny = TinyProgram(rankCount: 2, streams: ["main"])
    let first = tiny.add(.compute, stream: 0, after: [], duration: .seconds(1))
    tiny.add(.compute, stream: 0, after: [first], duration: .seconds(2))
    var program = tiny.program
    program.slowdownOfRank = [1, 2]
    var record = RecordOptions()
    record.meters = [
      PowerMeter(.accelerator, .run, limit: .watts(60)),
      PowerMeter(.site, .moment, limit: .watts(150)),
      PowerMeter(.site, .window(.seconds(2)), limit: .watts(150)),
    ]
    let timeline = try World(program, on: fabric.cluster, record: record).timeline
    // Rank 0 computes for 3 s and idles for 3 s, rank 1 computes for 6 s.
    #expect(timeline.readings[0].highest == .watts(100))
    #expect(timeline.readings[0].unit == 1 && timeline.readings[0].breaking == [1])
    #expect(timeline.readings[0].firstBreach == .seconds(6))
    #expect(timeline.readings[1].highest == .watts(200))
    #expect(timeline.readings[1].firstBreach == .zero)
    #expect(timeline.readings[2].highest == .watts(200))
    #expect(timeline.readings[2].firstBreach == .seconds(2))
  }
}
