// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CKernels

/// `values[i] = max(values[i], others[i] + delays[i])`: in lanes of scenarios, a step that waits for
/// another and then takes its own time.
///
/// - Parameters:
///   - values: when each lane is ready so far.
///   - others: when what it waits for is there; must not overlap `values`.
///   - delays: what each lane adds; must not overlap `values`.
///   - count: of all three.
public func maxPlus(
  into values: UnsafeMutablePointer<Double>, _ others: UnsafePointer<Double>,
  plus delays: UnsafePointer<Double>, count: Int
) {
  heliograph_max_plus(values, others, delays, Int64(count))
}
