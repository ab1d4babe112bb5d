// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import CKernels
import Kernels
import Measuring

// Each kernel on columns that fit the first cache and on columns that fit none, beside the same C
// without the Swift around it and beside the plain Swift twin.
let benchmarks: @Sendable () -> Void = {
  KernelTable(
    name: "Kernels, 2,048 values", count: 2048, rounds: 20_000, isJudged: true
  ).register()
  KernelTable(
    name: "Kernels, 4 million values", count: 4 << 20, rounds: 8, isJudged: false
  ).register()
}

/// The columns that kernels run over.
final class KernelColumns {
  let count: Int
  let values: UnsafeMutablePointer<Double>
  let others: UnsafeMutablePointer<Double>
  let third: UnsafeMutablePointer<Double>
  let places: UnsafeMutablePointer<Int32>

  init(count: Int) {
    self.count = count
    values = .allocate(capacity: count)
    others = .allocate(capacity: count)
    third = .allocate(capacity: count)
    places = .allocate(capacity: count)
    var random = Shuffle(seed: 8)
    for index in 0..<count {
      values[index] = Double.random(in: 1e6...2e6, using: &random)
      others[index] = Double.random(in: 1e-3...2e-3, using: &random)
      third[index] = Double.random(in: 0...1e-6, using: &random)
      places[index] = Int32.random(in: 0..<Int32(count), using: &random)
    }
  }

  deinit {
    values.deallocate()
    others.deallocate()
    third.deallocate()
    places.deallocate()
  }
}

/// One operation three times over, and the bytes that a value of it moves.
struct KernelRow {
  let name: String
  let bytes: Double
  let kernel: (KernelColumns) -> Double
  let c: (KernelColumns) -> Double
  let plain: (KernelColumns) -> Double

  static var all: [KernelRow] {
    [
      KernelRow(
        name: "lowest", bytes: 8, kernel: { lowest($0.values, count: $0.count).value },
        c: { heliograph_lowest($0.values, Int64($0.count)).value },
        plain: { Reference.lowest($0.values, count: $0.count).value }),
      KernelRow(
        name: "lowest ratio", bytes: 16,
        kernel: { lowestRatio(of: $0.values, over: $0.others, count: $0.count).value },
        c: { heliograph_lowest_ratio($0.values, $0.others, Int64($0.count)).value },
        plain: { Reference.lowestRatio(of: $0.values, over: $0.others, count: $0.count).value }),
      KernelRow(
        name: "advance", bytes: 24,
        kernel: {
          advance($0.values, by: $0.others, over: 1e-9, count: $0.count)
          return $0.values[0]
        },
        c: {
          heliograph_advance($0.values, $0.others, 1e-9, Int64($0.count))
          return $0.values[0]
        },
        plain: {
          Reference.advance($0.values, by: $0.others, over: 1e-9, count: $0.count)
          return $0.values[0]
        }),
      KernelRow(
        name: "scatter", bytes: 12,
        kernel: {
          scatter(1e6, to: $0.values, at: $0.places, count: $0.count)
          return $0.values[0]
        },
        c: {
          heliograph_scatter(1e6, $0.values, $0.places, Int64($0.count))
          return $0.values[0]
        },
        plain: {
          Reference.scatter(1e6, to: $0.values, at: $0.places, count: $0.count)
          return $0.values[0]
        }),
      KernelRow(
        name: "add", bytes: 16,
        kernel: {
          add(1e-6, to: $0.values, count: $0.count)
          return $0.values[0]
        },
        c: {
          heliograph_add(1e-6, $0.values, Int64($0.count))
          return $0.values[0]
        },
        plain: {
          Reference.add(1e-6, to: $0.values, count: $0.count)
          return $0.values[0]
        }),
      KernelRow(
        name: "weighted sum", bytes: 16,
        kernel: { weightedSum(of: $0.values, weights: $0.others, count: $0.count) },
        c: { heliograph_weighted_sum($0.values, $0.others, Int64($0.count)) },
        plain: { Reference.weightedSum(of: $0.values, weights: $0.others, count: $0.count) }),
    ]
  }
}
