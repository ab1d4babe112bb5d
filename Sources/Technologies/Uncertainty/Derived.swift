// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A figure that follows from others, with the range that follows from theirs.
///
/// The range is exact where the result rises or falls with each figure over its whole range, which
/// holds for sums, products, losses and budgets: then both its ends lie where every figure is at
/// one of its own ends. It is no probability: it says what can be, not how likely.
package struct Derived<D: Dimension>: Sendable {
  /// What one figure does to the result while all others keep their values.
  package struct Driver: Sendable, Hashable {
    package var figure: String
    package var atLow: Quantity<D>
    package var atHigh: Quantity<D>
    package var grade: Grade

    package var swing: Quantity<D> { Quantity(rawValue: (atHigh - atLow).rawValue.magnitude) }
  }

  package var value: Quantity<D>
  package var low: Quantity<D>
  package var high: Quantity<D>
  /// Largest swing first; figures without a range are left out.
  package var drivers: [Driver]
  /// Every figure that went in.
  package var figures: [Draw.Asked]

  /// The weakest grade of what went in; nil where nothing did.
  package var weakestGrade: Grade? {
    let order: [Grade] = [.unverified, .secondary, .vendor, .primary]
    return order.first { grade in figures.contains { $0.grade == grade } }
  }

  /// Works out a result and its range.
  ///
  /// - Parameter result: the result of a draw; asks the draw for every figure it needs.
  /// - Throws: what `result` throws, at any of the draws.
  package init<Failure: Error>(
    _ result: (inout Draw) throws(Failure) -> Quantity<D>
  ) throws(Failure) {
    var nominal = Draw()
    value = try result(&nominal)
    figures = nominal.asked
    drivers = []
    var lowest: [String: Draw.End] = [:]
    var highest: [String: Draw.End] = [:]
    for figure in figures where figure.hasRange {
      var down = Draw([figure.name: .low])
      var up = Draw([figure.name: .high])
      let driver = Driver(
        figure: figure.name, atLow: try result(&down), atHigh: try result(&up),
        grade: figure.grade)
      drivers.append(driver)
      lowest[figure.name] = driver.atLow <= driver.atHigh ? .low : .high
      highest[figure.name] = driver.atLow <= driver.atHigh ? .high : .low
    }
    var bottom = Draw(lowest)
    var top = Draw(highest)
    low = try result(&bottom)
    high = try result(&top)
    // Stable: of equal swings the one asked for first stays first.
    drivers = drivers.enumerated().sorted {
      ($0.element.swing.rawValue, $1.offset) > ($1.element.swing.rawValue, $0.offset)
    }.map(\.element)
  }
}
