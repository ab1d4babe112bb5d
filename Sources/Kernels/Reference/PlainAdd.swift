// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Reference {
  /// The plain twin of ``Kernels/add(_:to:count:)``.
  public static func add(_ amount: Double, to values: UnsafeMutablePointer<Double>, count: Int) {
    for index in 0..<count { values[index] += amount }
  }
}
