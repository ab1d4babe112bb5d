// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A number with four significant digits, for sentences.
func worded(_ number: Double) -> String {
  if let rounded = RoundedDecimal(number) { return rounded.description }
  return number == 0 ? "0" : "\(number)"
}

/// "3 to 4", and one figure where that is all.
func worded(_ range: Interval<Double>) -> String {
  range.isExact ? worded(range.upper) : "\(worded(range.lower)) to \(worded(range.upper))"
}

func worded<D: Dimension>(_ range: Interval<Quantity<D>>) -> String {
  range.isExact ? "\(range.upper)" : "\(range.lower) to \(range.upper)"
}

/// "50 to 60 %" of what is between 0 and 1.
func wordedAsPercent(_ part: Interval<Double>) -> String { worded(part * 100) + " %" }
