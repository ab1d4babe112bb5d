// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernels
import Measuring

/// Seconds of each operation in three forms, and of copying memory as the bound of what memory gives.
struct KernelTable {
  let name: String
  let count: Int
  let rounds: Int
  /// Whether the Swift around a kernel may cost at most a tenth. Where memory is the limit the
  /// difference of two runs is that of two moments.
  let isJudged: Bool

  private struct Times {
    var kernel = Double.infinity
    var c = Double.infinity
    var plain = Double.infinity
  }

  func register() {
    Trial.register(name, runs: 5) {
      let (times, effort) = Effort.of {
        let columns = KernelColumns(count: count)
        return KernelRow.all.map { row in measure(row, columns) } + [copying(columns)]
      }
      return (times, effort)
    } figures: { samples in
      guard let first = samples.first else { return [] }
      let best = first.outcome.indices.map { row in
        samples.reduce(Times()) { best, sample in
          Times(
            kernel: min(best.kernel, sample.outcome[row].kernel),
            c: min(best.c, sample.outcome[row].c),
            plain: min(best.plain, sample.outcome[row].plain))
        }
      }
      let copy = best[best.count - 1].kernel
      var figures: [Figure] = [
        .told("bits of a vector", Double(Instructions.vectorBits)),
        .told("copying memory", 16 * Double(count) / copy / 1e9, "GB/s"),
      ]
      for (row, times) in zip(KernelRow.all, best) {
        let overC = times.kernel / times.c
        figures += [
          .told("\(row.name)", row.bytes * Double(count) / times.kernel / 1e9, "GB/s"),
          isJudged
            ? .limited("  over the same C", overC, atMost: 1.1)
            : .told("  over the same C", overC),
          .told("  times as fast as plain Swift", times.plain / times.kernel),
        ]
      }
      return figures
    }
  }

  private func measure(_ row: KernelRow, _ columns: KernelColumns) -> Times {
    Times(
      kernel: seconds { row.kernel(columns) }, c: seconds { row.c(columns) },
      plain: seconds { row.plain(columns) })
  }

  private func copying(_ columns: KernelColumns) -> Times {
    let once = seconds {
      memcpy(columns.others, columns.third, 8 * columns.count)
      return columns.others[0]
    }
    return Times(kernel: once, c: once, plain: once)
  }

  /// Processor seconds of one call, the fastest of three series.
  private func seconds(_ body: () -> Double) -> Double {
    var fastest = Double.infinity
    for _ in 0..<3 {
      let (sum, effort) = Effort.of {
        var sum = 0.0
        for _ in 0..<rounds { sum += once(body) }
        return sum
      }
      precondition(!sum.isNaN, "a kernel gave no number")
      fastest = min(fastest, effort.processorSeconds / Double(rounds))
    }
    return fastest
  }

  /// Not optimised, so that a call whose result is known is made all the same.
  @_optimize(none) @inline(never)
  private func once(_ body: () -> Double) -> Double { body() }
}
