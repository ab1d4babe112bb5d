// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CKernels

/// Adds an amount to every value of a run: what is spread evenly over equal bins.
public func add(_ amount: Double, to values: UnsafeMutablePointer<Double>, count: Int) {
  heliograph_add(amount, values, Int64(count))
}
