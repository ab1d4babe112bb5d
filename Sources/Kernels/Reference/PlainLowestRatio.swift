// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Reference {
  /// The plain twin of ``Kernels/lowestRatio(of:over:count:)``.
  public static func lowestRatio(
    of numerators: UnsafePointer<Double>, over denominators: UnsafePointer<Double>, count: Int
  ) -> Lowest {
    var value = Double.infinity
    var place = -1
    for index in 0..<count where denominators[index] > 0 {
      let ratio = numerators[index] / denominators[index]
      if ratio < value {
        value = ratio
        place = index
      }
    }
    return Lowest(value: value, index: place)
  }
}
