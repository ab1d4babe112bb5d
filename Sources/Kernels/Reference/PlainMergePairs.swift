// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Reference {
  /// The plain twin of ``Kernels/mergePairs(_:count:)``.
  public static func mergePairs(_ values: UnsafeMutablePointer<Double>, count: Int) {
    for index in 0..<count { values[index] = values[2 * index] + values[2 * index + 1] }
  }
}
