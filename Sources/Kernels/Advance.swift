// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CKernels

/// `values[i] = max(values[i] - rates[i] * span, 0)`: the product is rounded, then the difference.
///
/// - Parameters:
///   - values: what is left of each.
///   - rates: one per value; must not overlap `values`.
///   - span: how long each goes at its rate.
///   - count: of both.
public func advance(
  _ values: UnsafeMutablePointer<Double>, by rates: UnsafePointer<Double>, over span: Double,
  count: Int
) {
  heliograph_advance(values, rates, span, Int64(count))
}
