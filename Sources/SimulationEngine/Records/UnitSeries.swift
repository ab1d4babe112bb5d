// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Timelines

/// Power of units over time, of several scopes.
struct UnitSeries: ~Copyable {
  private let scopes: [MeterScope]
  private var powers: [UnitPower]
  /// Rows of all scopes, one after the other.
  private var bins = BinnedAccumulator()
  /// Of each row since the last time that bins took them in.
  private var joules: [Double]
  private var taken = 0.0

  /// Bins take in what came in so many parts of their width: energy is kept, and lies at most that
  /// much beside its moment.
  private static var partsOfBin: Double { 4 }

  /// - Parameter scopes: each with its units.
  init(_ scopes: [(MeterScope, UnitPower)]) {
    self.scopes = scopes.map(\.0)
    powers = scopes.map(\.1)
    joules = [Double](repeating: 0, count: powers.reduce(0) { $0 + $1.rowCount })
    for _ in joules.indices { _ = bins.addRow() }
  }

  mutating func add(_ watts: Double, to rank: Int32) {
    for place in powers.indices { powers[place].add(watts, to: rank) }
  }

  mutating func advance(from start: Double, to end: Double, shared: Double) {
    var row = 0
    for power in powers {
      for own in 0..<power.rowCount {
        joules[row] += power.watts(own, shared: shared) * (end - start)
        row += 1
      }
    }
    if end - taken >= bins.width / Self.partsOfBin { take(until: end) }
  }

  private mutating func take(until end: Double) {
    for row in joules.indices {
      bins.add(joules[row], to: row, from: taken, until: end)
      joules[row] = 0
    }
    taken = end
  }

  mutating func finish(at end: Double) -> [UnitPowerSeries] {
    if end > taken { take(until: end) }
    let all = bins.series(until: end)
    var row = 0
    return zip(scopes, powers).map { scope, power in
      let rows = row..<row + power.rowCount
      row = rows.upperBound
      return UnitPowerSeries(
        scope: scope, unit: power.units.map { $0[0] },
        multiplicity: power.units.map { Int64($0.count) },
        energy: BinnedSeries(
          edges: all.edges, amounts: rows.flatMap { all.row($0) }, rowCount: rows.count))
    }
  }
}
