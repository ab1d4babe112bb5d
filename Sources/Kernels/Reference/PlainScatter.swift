// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Reference {
  /// The plain twin of ``Kernels/scatter(_:to:at:count:)``.
  public static func scatter(
    _ value: Double, to column: UnsafeMutablePointer<Double>, at indices: UnsafePointer<Int32>,
    count: Int
  ) {
    for index in 0..<count { column[Int(indices[index])] = value }
  }
}
