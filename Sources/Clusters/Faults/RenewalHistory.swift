// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// A device that works for a while, fails and is repaired, again and again; both spans are
/// exponential.
///
/// With failure rate λ and repairs of mean 1/μ, a device that works at the beginning is down after t
/// with probability λ/(λ+μ) (1 - e^(-(λ+μ)t)). One that begins in the long run is down with
/// λ/(λ+μ) at any time.
struct RenewalHistory {
  /// Of a device that works.
  let failureRate: FailuresPerSecond
  let timeToRepair: Seconds
  /// Whether the device works at the beginning; else it has run for long.
  let beginsWhole: Bool

  /// Failures that are drawn of one device at most: more would take long.
  private static let mostFailures = 1e5

  /// Whether so many failures can be drawn one by one.
  func isShort(until time: Seconds) -> Bool {
    let cycle = 1 / failureRate.rawValue + timeToRepair.rawValue
    return time.rawValue / cycle <= Self.mostFailures
  }

  /// Whether the device is down at a time, in the history that a generator tells.
  func isDown(at time: Seconds, _ random: inout SplitMix) -> Bool {
    guard failureRate > .zero, timeToRepair > .zero else { return false }
    let load = failureRate.rawValue * timeToRepair.rawValue
    let first = random.part()
    var isDown = !beginsWhole && first <= load / (1 + load)
    var left = time.rawValue
    while true {
      let mean = isDown ? timeToRepair.rawValue : 1 / failureRate.rawValue
      left -= -FixedArithmetic.logarithm(random.part()) * mean
      if left < 0 { return isDown }
      isDown.toggle()
    }
  }
}
