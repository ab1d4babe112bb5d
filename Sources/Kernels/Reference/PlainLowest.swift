// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Reference {
  /// The plain twin of ``Kernels/lowest(_:count:)``.
  public static func lowest(_ values: UnsafePointer<Double>, count: Int) -> Lowest {
    var value = Double.infinity
    var place = -1
    for index in 0..<count where values[index] < value {
      value = values[index]
      place = index
    }
    return Lowest(value: value, index: place)
  }
}
