// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Time as a line in the bytes of a collective.
struct PredictedCost {
  /// Seconds that all bytes wait for.
  var latency: Double
  /// Of one chunk through all rounds, one after the other.
  var secondsPerByte: Double
  /// Of the busiest link over all rounds: what chunks that follow each other cost.
  var busiestSecondsPerByte: Double
  /// What a chunk keeps channels for, on which chunks follow each other: the channel with the most
  /// messages to start, and the one with the most bytes to send.
  var channels: [Channel] = []

  struct Channel {
    /// Before the first bytes of its messages leave.
    var overheadSeconds: Double
    var secondsPerByte: Double
  }

  /// Seconds: the first chunk goes through all rounds, the others follow it through the busiest
  /// link or channel.
  func time(bytes: Double, chunks: Int) -> Double {
    let chunk = bytes / Double(chunks)
    let stage = channels.reduce(chunk * busiestSecondsPerByte) {
      max($0, $1.overheadSeconds + chunk * $1.secondsPerByte)
    }
    return latency + chunk * secondsPerByte + Double(chunks - 1) * stage
  }
}
