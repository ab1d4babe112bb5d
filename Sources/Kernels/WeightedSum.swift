// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CKernels

/// The sum of `values[i] * weights[i]`, in an order that is part of the answer: lane l of eight sums
/// what stands at l modulo 8, then the lanes are added in pairs four, two and one apart.
///
/// - Parameters:
///   - values: of any sign.
///   - weights: one per value.
///   - count: of both.
/// - Returns: the sum, the same bits on every processor.
public func weightedSum(
  of values: UnsafePointer<Double>, weights: UnsafePointer<Double>, count: Int
) -> Double {
  heliograph_weighted_sum(values, weights, Int64(count))
}
