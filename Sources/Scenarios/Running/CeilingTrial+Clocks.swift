// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Clusters
import Quantities
import SimulationEngine

// Lower clocks.
extension CeilingTrial {
  /// A ceiling holds by no more than this part of it to spare, where clocks can do that.
  private static var tolerance: Double { 1e-4 }
  /// Clocks closer than this are the same: power jumps between them.
  private static var finestClock: Double { 1e-9 }

  /// Lowers the clocks of accelerators in units above a ceiling, all to the same part, until it
  /// holds: the highest such clock. Units that come to be above it meanwhile are slowed as well.
  mutating func throttle(under ceiling: Ceiling) throws -> CeilingResponse.Kind {
    guard let units = job.cluster.powerUnits(ceiling.scope) else {
      preconditionFailure("checked when the job was")
    }
    let full = job.cluster
    var slowed = Set(reading(of: ceiling).breaking)
    while true {
      let runs = slowed.sorted().map { units[Int($0)] }
      let (lowest, speed) = try Self.law(of: runs, in: full)
      var low = try with(try Self.clocked(full, lowest, runs))
      count(low)
      if !low.verdict(on: ceiling).holds {
        let others = Set(low.reading(of: ceiling).breaking).subtracting(slowed)
        if !others.isEmpty {
          slowed.formUnion(others)
          continue
        }
        return .failed(
          reason: "at the lowest clock, \(speed * lowest), it would still draw "
            + "\(low.verdict(on: ceiling).highest); clocks stay as they were")
      }
      let clock = try search(&low, from: lowest, on: full, runs, ceiling)
      let others = Set(low.reading(of: ceiling).breaking).subtracting(slowed)
      if !others.isEmpty {
        slowed.formUnion(others)
        continue
      }
      take(low)
      note(isShrunk: false, Self.text(clock, runs))
      return .throttled(
        accelerators: runs.reduce(0) { $0 + $1.count }, clock: clock, speed * clock)
    }
  }

  /// The highest clock at which a ceiling holds, by false position and bisection in turns.
  ///
  /// - Parameters:
  ///   - low: a trial at which it holds; becomes that of the clock that is returned.
  ///   - start: its clock.
  ///   - full: the cluster at the clocks before.
  ///   - runs: accelerators that are slowed.
  ///   - ceiling: that does not hold at the clocks before.
  /// - Returns: over the clocks before.
  /// - Throws: what a simulation throws.
  private mutating func search(
    _ low: inout CeilingTrial, from start: Double, on full: Cluster, _ runs: [Range<Int>],
    _ ceiling: Ceiling
  ) throws -> Double {
    func excess(_ trial: CeilingTrial) -> Double {
      trial.verdict(on: ceiling).highest.number / ceiling.amount.number - 1
    }
    var (bottom, top) = (start, 1.0)
    var (below, above) = (excess(low), excess(self))
    var isBisecting = false
    while below < -Self.tolerance, top - bottom > Self.finestClock {
      // Aimed at the middle of what is allowed, so as to end below the ceiling.
      let aim = -Self.tolerance / 2
      var clock = bottom + (top - bottom) * (aim - below) / (above - below)
      if isBisecting || !(clock > bottom && clock < top) { clock = (bottom + top) / 2 }
      let next = try with(try Self.clocked(full, clock, runs))
      count(next)
      let its = excess(next)
      isBisecting = !isBisecting && (its > 0) == (above - its < its - below)
      if its <= 0 {
        (bottom, below) = (clock, its)
        low = next
      } else {
        (top, above) = (clock, its)
      }
    }
    return bottom
  }

  private static func clocked(
    _ cluster: Cluster, _ clock: Double, _ runs: [Range<Int>]
  ) throws(InputError) -> Cluster {
    do throws(Cluster.ClockError) { return try cluster.clocked(clock, runs) } catch {
      throw InputError("\(error)")
    }
  }

  /// The lowest clock that every kind among some accelerators has, over the clocks that they have
  /// now, and the highest of those.
  private static func law(
    of runs: [Range<Int>], in cluster: Cluster
  ) throws(InputError) -> (lowest: Double, speed: Hertz) {
    var lowest = 0.0
    var speed = Hertz.zero
    for row in Set(runs.flatMap { $0.map(cluster.accelerators.group(of:)) }).sorted() {
      let group = cluster.accelerators.groups[row]
      guard let clocks = group.clocks else {
        throw InputError("\(Cluster.ClockError(record: group.record))")
      }
      lowest = max(lowest, min(1, clocks.lowest / group.clock))
      speed = max(speed, clocks.full * group.clock)
    }
    return (lowest, speed)
  }

  private static func text(_ clock: Double, _ runs: [Range<Int>]) -> String {
    let places = runs.map { "\($0.lowerBound)-\($0.upperBound - 1)" }.joined(separator: ", ")
    return "clock: {over_full: \(clock), accelerators: [\(places)]}\n"
  }
}
