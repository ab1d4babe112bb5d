// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Reference {
  /// The plain twin of ``Kernels/weightedSum(of:weights:count:)``.
  public static func weightedSum(
    of values: UnsafePointer<Double>, weights: UnsafePointer<Double>, count: Int
  ) -> Double {
    func lane(_ lane: Int) -> Double {
      var sum = 0.0
      for index in stride(from: lane, to: count, by: 8) { sum += values[index] * weights[index] }
      return sum
    }
    let first = (lane(0) + lane(4)) + (lane(2) + lane(6))
    let second = (lane(1) + lane(5)) + (lane(3) + lane(7))
    return first + second
  }
}
