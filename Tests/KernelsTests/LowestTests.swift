// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Kernels
import Testing

struct LowestTests {
  typealias Kernel = @Sendable (UnsafePointer<Double>, Int) -> Lowest
  static let kernels: [Kernel] = [
    { lowest($0, count: $1) }, { Reference.lowest($0, count: $1) },
  ]
  typealias RatioKernel = @Sendable (UnsafePointer<Double>, UnsafePointer<Double>, Int) -> Lowest
  static let ratioKernels: [RatioKernel] = [
    { lowestRatio(of: $0, over: $1, count: $2) },
    { Reference.lowestRatio(of: $0, over: $1, count: $2) },
  ]

  @Test(arguments: 0..<2, Columns.awkward)
  func `the lowest value stands at the lowest index that has it`(kernel: Int, columns: Columns) {
    let values = columns.any(1)
    let found = Self.kernels[kernel](values, values.count)
    // What the library's own minimum says, which knows neither lanes nor kernels.
    let least = values.filter { $0 < .infinity }.min()
    #expect(found.value == least ?? .infinity)
    #expect(found.index == (least.flatMap { values.firstIndex(of: $0) } ?? -1))
  }

  @Test(arguments: 0..<2)
  func `of equal values the first wins wherever the lanes end`(kernel: Int) {
    for length in 1...40 {
      for place in 0..<length {
        // The lowest stands at `place` and at every place after it.
        let values = (0..<length).map { $0 < place ? 2.0 : 1.0 }
        #expect(Self.kernels[kernel](values, length) == Lowest(value: 1, index: place))
      }
    }
  }

  @Test(arguments: 0..<2)
  func `nothing below infinity has no place`(kernel: Int) {
    for length in [0, 1, 7, 8, 9] {
      let values = [Double](repeating: .infinity, count: length)
      #expect(Self.kernels[kernel](values, length) == Lowest(value: .infinity, index: -1))
      let zeros = [Double](repeating: 0, count: length)
      #expect(
        Self.ratioKernels[kernel](values, zeros, length) == Lowest(value: .infinity, index: -1))
    }
  }

  @Test(arguments: 0..<2, Columns.awkward)
  func `ratios over what is not above zero do not count`(kernel: Int, columns: Columns) {
    let numerators = columns.finite(2)
    let denominators = columns.any(3).map { $0 == .infinity ? 2 : $0 }
    let ratios = zip(numerators, denominators).map { $1 > 0 ? $0 / $1 : .infinity }
    let found = Self.ratioKernels[kernel](numerators, denominators, numerators.count)
    let least = ratios.filter { $0 < .infinity }.min()
    #expect(found.value == least ?? .infinity)
    #expect(found.index == (least.flatMap { ratios.firstIndex(of: $0) } ?? -1))
  }
}
