// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CKernels

/// Writes a value to every place of a column that is listed.
///
/// - Parameters:
///   - value: written.
///   - column: longer than every index.
///   - indices: places in `column`; the same place may be listed again.
///   - count: of indices.
public func scatter(
  _ value: Double, to column: UnsafeMutablePointer<Double>, at indices: UnsafePointer<Int32>,
  count: Int
) {
  heliograph_scatter(value, column, indices, Int64(count))
}
