// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import Measuring
import Quantities

// A number that knows its unit costs what the number costs. Both loops do the same arithmetic over
// 4,096 elements, turn by turn, so that both see the same machine.
let benchmarks: @Sendable () -> Void = {
  let count = 4_096
  let data = (0..<count).map { 1e6 + Double($0) }
  let rates = (0..<count).map { 4e11 + Double($0) * 1e6 }
  let typedData = data.map { Bytes.bytes($0) }
  let typedRates = rates.map { BitsPerSecond.bitsPerSecond($0) }
  var seconds = [Double](repeating: 0, count: count)
  var typedSeconds = [Seconds](repeating: .zero, count: count)

  Trial.register("Typed division against raw") {
    var wrapped = Double.infinity
    var raw = Double.infinity
    let (_, effort) = Effort.of {
      for _ in 0..<20_000 {
        let typed = Effort.of { divide(typedData, by: typedRates, into: &typedSeconds) }.effort
        let plain = Effort.of { divide(data, by: rates, into: &seconds) }.effort
        wrapped = min(wrapped, typed.wallSeconds)
        raw = min(raw, plain.wallSeconds)
      }
    }
    return ((wrapped: wrapped, raw: raw), effort)
  } figures: { samples in
    let wrapped = samples.map(\.outcome.wrapped).min() ?? .nan
    let raw = samples.map(\.outcome.raw).min() ?? .nan
    return [
      .count("bytes of a quantity", MemoryLayout<Seconds>.stride, mustBe: 8),
      .count(
        "results that differ", zip(typedSeconds, seconds).count { $0.rawValue != $1 }, mustBe: 0),
      .told("raw division of 4,096", raw * 1e6, "us"),
      .told("typed division of 4,096", wrapped * 1e6, "us"),
      // The clock ticks in some ten nanoseconds of these microseconds.
      .limited("typed over raw", wrapped / raw, atMost: 1.1),
    ]
  }
}

@inline(never)
private func divide(
  _ data: [Bytes], by rates: [BitsPerSecond], into times: inout [Seconds]
) {
  for index in times.indices { times[index] = data[index] / rates[index] }
}

/// Bytes over bits per second, as numbers.
@inline(never)
private func divide(_ data: [Double], by rates: [Double], into times: inout [Double]) {
  for index in times.indices { times[index] = data[index] * 8 / rates[index] }
}
