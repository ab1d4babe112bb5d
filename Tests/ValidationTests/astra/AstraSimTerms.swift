// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What ASTRA-sim's analytical backends add to the time on the wire, and how they round.
///
/// One dimension, one active chunk: chunks of a collective follow each other. Each chunk pays the
/// endpoint delay once, and each of its steps pays it again; each step that reduces also reads two
/// operands from local memory and writes one. Every term is in integer nanoseconds, rounded down.
struct AstraSimTerms {
  /// "endpoint-delay" of the system file, in ns.
  static let endpointDelay = 10.0
  /// "local-mem-bw" of the system file: 1600e9 bytes a second, in bytes a nanosecond.
  static let memoryBytesPerNanosecond = 1600.0
  /// Steps of a chunk, and how many of them reduce what arrives.
  var steps: Int
  var reducingSteps: Int
  /// Bytes that one step reduces at a member.
  var reducedBytes: Double
  var chunks: Int
  /// Messages of a step that follow each other over one port, each rounded down.
  var serialMessages = 1
  /// Times that a step rounds the time of a message down: twice where it is stored and forwarded.
  var legs = 1

  /// Nanoseconds beyond the wire: endpoint delays and local reductions, the latter rounded down.
  var delay: Double {
    let reduction = 3 * (reducedBytes / Self.memoryBytesPerNanosecond).rounded(.down)
    return Double(chunks)
      * (Self.endpointDelay * Double(1 + steps) + reduction * Double(reducingSteps))
  }

  /// The most nanoseconds that rounding down can take away.
  ///
  /// Less than one for each message that follows another over a port and each of its legs; and a
  /// block is a whole number of bytes, which at these rates is less than a further nanosecond a
  /// chunk and step.
  var mostRounding: Double { Double(chunks * steps * (serialMessages * legs + 1)) }
}
