// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Symmetry
import Timelines
import Traffic

/// Reads the meters of a run while time passes. One owner, as a recorder has.
final class Meters {
  fileprivate struct One {
    var meter: PowerMeter
    var power: UnitPower
    /// Joules of each row until now.
    var joules: [Double]
    var window: SlidingWindow?
    /// Of moments: by row, the highest, and when the first above the limit began.
    var highest: [Double]
    var firstBreach: [Double]
  }

  private var meters: [One]
  private var series: UnitSeries
  private var now = 0.0
  let isEmpty: Bool

  init(
    _ options: RecordOptions, _ cluster: Cluster, _ placement: Placement, _ folded: FoldedGraph?,
    rankCount: Int, _ rates: EnergyRates
  ) {
    isEmpty = options.meters.isEmpty && options.unitScopes.isEmpty
    func power(_ scope: MeterScope) -> UnitPower {
      UnitPower(scope, cluster, placement, folded, rankCount: rankCount, rates)
    }
    series = UnitSeries(
      options.unitScopes.filter { cluster.powerUnits($0) != nil }.map { ($0, power($0)) }
        .filter { $0.1.rowCount <= RecordOptions.mostUnits })
    meters = options.meters.map { meter in
      let power = power(meter.scope)
      let none = [Double](repeating: 0, count: power.rowCount)
      var window: SlidingWindow?
      if case .window(let span) = meter.span {
        window = SlidingWindow(
          span: span.rawValue, rowCount: power.rowCount, limit: meter.limit.rawValue)
      }
      return One(
        meter: meter, power: power, joules: none, window: window, highest: none,
        firstBreach: none.map { _ in .nan })
    }
  }

  /// A simulated rank draws so many watts more from now on, each of its members.
  func add(_ watts: Double, to rank: Int32) {
    for place in meters.indices { meters[place].power.add(watts, to: rank) }
    series.add(watts, to: rank)
  }

  /// Time passes while nothing changes.
  ///
  /// - Parameters:
  ///   - time: seconds; until then.
  ///   - shared: watts of the whole cluster beside its accelerators.
  func advance(to time: Double, shared: Double) {
    for place in meters.indices { meters[place].advance(from: now, to: time, shared) }
    series.advance(from: now, to: time, shared: shared)
    now = time
  }

  /// - Parameter end: of the run, in seconds.
  /// - Returns: what each meter read.
  func finish(at end: Double) -> [PowerReading] {
    for place in meters.indices { meters[place].finish(at: end) }
    return meters.map(\.reading)
  }

  /// - Parameter end: of the run, in seconds.
  /// - Returns: the power of units over time.
  func finishSeries(at end: Double) -> [UnitPowerSeries] { series.finish(at: end) }
}

extension Meters.One {
  fileprivate mutating func advance(from start: Double, to end: Double, _ shared: Double) {
    let limit = meter.limit.rawValue
    for row in joules.indices {
      let watts = power.watts(row, shared: shared)
      joules[row] += watts * (end - start)
      guard meter.span == .moment else { continue }
      if watts > highest[row] { highest[row] = watts }
      if watts > limit, firstBreach[row].isNaN { firstBreach[row] = start }
    }
    if window?.takes(end) == true { window?.keep(end, joules) }
  }

  fileprivate mutating func finish(at end: Double) {
    guard end > 0 else { return }
    if let window, window.span < end {
      var window = window
      window.keep(end, joules)
      highest = window.highest
      firstBreach = window.firstBreach
    } else if meter.span != .moment {
      highest = joules.map { $0 / end }
      firstBreach = highest.map { $0 > meter.limit.rawValue ? end : .nan }
    }
  }

  fileprivate var reading: PowerReading {
    var best = 0
    for row in highest.indices where highest[row] > highest[best] { best = row }
    var breaking: [Int32] = []
    for row in highest.indices where highest[row] > meter.limit.rawValue {
      breaking += power.units[row]
    }
    let first = firstBreach.filter { !$0.isNaN }.min()
    return PowerReading(
      highest: .watts(highest.isEmpty ? 0 : highest[best]),
      unit: power.units.isEmpty ? 0 : Int(power.units[best][0]),
      firstBreach: first.map(Seconds.seconds), breaking: breaking.sorted())
  }
}
