// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// One thing that a claim was tried over.
package struct RegionAxis: Sendable, Hashable {
  package let name: String
  /// As they are printed; of an ordered axis from the lowest up.
  package let values: [String]
  /// Whether values have an order, so that a region of it is a range; else it is a choice of them.
  package let isOrdered: Bool

  /// - Parameters:
  ///   - name: what is printed before a sign.
  ///   - values: at least one, no two alike.
  ///   - isOrdered: whether they go up.
  package init(_ name: String, values: [String], isOrdered: Bool) {
    precondition(
      !values.isEmpty && Set(values).count == values.count, "values of \(name): \(values)")
    self.name = name
    self.values = values
    self.isOrdered = isOrdered
  }

  /// What a choice of values is in signs, such as `bandwidth ratio >= 4`; nil for all of them.
  ///
  /// - Parameter chosen: one a value; of an ordered axis those that follow one another.
  /// - Returns: with the outermost values that are chosen; what lies between two was not tried.
  func condition(_ chosen: [Bool]) -> String? {
    let indices = values.indices.filter { chosen[$0] }
    guard let first = indices.first, let last = indices.last, indices.count < values.count else {
      return nil
    }
    if !isOrdered || first == last {
      return "\(name) = " + indices.map { values[$0] }.joined(separator: " or ")
    }
    if last == values.count - 1 { return "\(name) >= \(values[first])" }
    if first == 0 { return "\(name) <= \(values[last])" }
    return "\(values[first]) <= \(name) <= \(values[last])"
  }
}
