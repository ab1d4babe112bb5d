// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CKernels

/// The lowest of `numerators[i] / denominators[i]` and the lowest index at which it stands.
///
/// - Parameters:
///   - numerators: not NaN.
///   - denominators: one per numerator; those that are not above zero have no ratio.
///   - count: of both.
/// - Returns: the lowest ratio, and where.
public func lowestRatio(
  of numerators: UnsafePointer<Double>, over denominators: UnsafePointer<Double>, count: Int
) -> Lowest {
  let found = heliograph_lowest_ratio(numerators, denominators, Int64(count))
  return Lowest(value: found.value, index: Int(found.index))
}
