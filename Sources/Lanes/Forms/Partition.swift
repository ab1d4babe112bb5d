// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Range<Int> {
  /// The first place from which on something holds.
  func partition(_ holds: (Int) -> Bool) -> Int {
    var (first, last) = (lowerBound, upperBound)
    while first < last {
      let middle = first + (last - first) / 2
      if holds(middle) { last = middle } else { first = middle + 1 }
    }
    return first
  }
}
