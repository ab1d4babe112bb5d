// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Reference {
  /// The plain twin of ``Kernels/advance(_:by:over:count:)``.
  public static func advance(
    _ values: UnsafeMutablePointer<Double>, by rates: UnsafePointer<Double>, over span: Double,
    count: Int
  ) {
    for index in 0..<count {
      let left = values[index] - rates[index] * span
      values[index] = left > 0 ? left : 0
    }
  }
}
