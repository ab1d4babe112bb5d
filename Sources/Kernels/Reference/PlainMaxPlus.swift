// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Reference {
  /// The plain twin of ``Kernels/maxPlus(into:_:plus:count:)``.
  public static func maxPlus(
    into values: UnsafeMutablePointer<Double>, _ others: UnsafePointer<Double>,
    plus delays: UnsafePointer<Double>, count: Int
  ) {
    for index in 0..<count {
      let later = others[index] + delays[index]
      if later > values[index] { values[index] = later }
    }
  }
}
