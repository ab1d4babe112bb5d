// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic
import Training
import Workloads

/// Seconds of a group's collectives.
struct GroupTimes {
  /// The group's number in the forecast, by dimension; nil for one rank.
  var groups: [ParallelDimension: Int]

  func seconds(
    _ kind: CollectiveKind, _ bytes: Double, over dimension: ParallelDimension,
    _ forecast: inout CollectiveForecast
  ) throws(LoweringError) -> Double {
    guard let group = groups[dimension] else { return 0 }
    return try forecast.seconds(kind, bytes: bytes, group: group)
  }
}

/// Seconds of a kind of block with its exchanges, as a rank's main stream passes it.
struct BlockSeconds {
  var forward = 0.0
  /// By `Plan.Recompute`, then whether exchanges backward hide behind gradients of weights.
  var backward: [[Double]] = []
}

/// Follows the main stream of a rank and the stream behind it through a block, by the order in which
/// programs write operations (`GraphWriter`).
struct BlockClock {
  let kind: BlockKind
  /// How many times as long computing takes beside a collective.
  let slowdown: Double
  let groups: GroupTimes

  /// - Parameter forecast: of the cluster.
  /// - Returns: the block's seconds in every variant.
  /// - Throws: `LoweringError` where the cluster cannot carry its collectives.
  func seconds(_ forecast: inout CollectiveForecast) throws(LoweringError) -> BlockSeconds {
    var answer = BlockSeconds()
    answer.forward = try forward(&forecast)
    for recompute in Plan.Recompute.allCases {
      answer.backward.append([
        try backward(recompute, hides: false, answer.forward, &forecast),
        try backward(recompute, hides: true, answer.forward, &forecast),
      ])
    }
    return answer
  }

  private func forward(_ forecast: inout CollectiveForecast) throws(LoweringError) -> Double {
    var time = kind.forward
    for segment in kind.block.segments {
      for exchange in segment.entering + segment.leaving {
        guard let what = exchange.forward else { continue }
        time += try groups.seconds(what, exchange.bytes, over: exchange.dimension, &forecast)
      }
    }
    return time
  }

  private func backward(
    _ recompute: Plan.Recompute, hides: Bool, _ forward: Double,
    _ forecast: inout CollectiveForecast
  ) throws(LoweringError) -> Double {
    var main = recompute == .full && kind.isLayer ? forward : 0
    /// When the stream behind the main one is free.
    var behind = 0.0
    for (segment, time) in zip(kind.block.segments, kind.times.segments).reversed() {
      if segment.isSelective, recompute == .selective { main += time.forward }
      if recompute == .elementwise { main += time.elementwise }
      for exchange in segment.leaving.reversed() {
        main += try gradients(of: exchange, &forecast)
      }
      var again = 0.0
      for exchange in segment.entering where exchange.gathersAgain {
        guard let what = exchange.forward else { continue }
        let seconds = try groups.seconds(
          what, exchange.bytes, over: exchange.dimension, &forecast)
        if exchange.dimension == .tensor, hides {
          behind = max(behind, main) + seconds
          again = behind
        } else {
          main += seconds
        }
      }
      main += beside(time.inputs, until: behind - main)
      var sums = 0.0
      for exchange in segment.entering.reversed() {
        let seconds = try gradients(of: exchange, &forecast)
        if exchange.dimension == .tensor, time.weights > 0, hides {
          behind = max(behind, main) + seconds
          sums = behind
        } else {
          main += seconds
        }
      }
      main = max(main, again)
      main += beside(time.weights, until: behind - main)
      main = max(main, sums)
    }
    return main
  }

  private func gradients(
    of exchange: Training.Exchange, _ forecast: inout CollectiveForecast
  ) throws(LoweringError) -> Double {
    guard let what = exchange.backward else { return 0 }
    return try groups.seconds(
      what, exchange.backwardBytes, over: exchange.dimension, &forecast)
  }

  /// Seconds of arithmetic beside which a collective runs for a while.
  private func beside(_ seconds: Double, until end: Double) -> Double {
    seconds + slowed(seconds, beside: end, by: slowdown)
  }
}

/// What arithmetic loses beside collectives: all of it goes slower, or what fits into their time.
///
/// - Parameters:
///   - seconds: of arithmetic by itself.
///   - other: of collectives.
///   - slowdown: how many times as long arithmetic takes beside them.
/// - Returns: seconds more.
@inline(__always)
func slowed(_ seconds: Double, beside other: Double, by slowdown: Double) -> Double {
  max(0, min(seconds * (slowdown - 1), other * (1 - 1 / slowdown)))
}
