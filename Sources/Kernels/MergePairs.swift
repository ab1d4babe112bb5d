// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CKernels

/// `values[i] = values[2 i] + values[2 i + 1]` for i below `count`, in place: bins of twice the width.
///
/// - Parameters:
///   - values: twice as many as `count`; those from `count` on stay as they are.
///   - count: of pairs.
public func mergePairs(_ values: UnsafeMutablePointer<Double>, count: Int) {
  heliograph_merge_pairs(values, Int64(count))
}
