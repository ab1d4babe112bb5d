// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Where a moment stands on one side.
struct LanePlace: Sendable, Hashable {
  var side: Int
  var node: Int32
  /// Of the form table.
  var form: Int32
}

/// Where a moment stands, for what reads it in every batch: the form is one of the tapes' delays.
struct LanePoint: Sendable, Hashable, BitwiseCopyable {
  var side: Int
  var node: Int32
  var delay: Int32
}

/// A sum of moments, less other moments, and multiples of terms: one side of a figure.
struct LaneSum: Sendable {
  /// Multiples of nodes of a side.
  private(set) var nodes: [(side: Int, node: Int32, times: Double)] = []
  /// Multiples of terms.
  private(set) var terms: [(term: Int32, times: Double)] = []
  private var nodeSums: [Int64: Double] = [:]
  private var termSums: [Int32: Double] = [:]

  mutating func add(_ place: LanePlace, times: Double, _ forms: FormTable) {
    nodeSums[Int64(place.side) << 32 | Int64(place.node), default: 0] += times
    add(form: place.form, times: times, forms)
  }

  mutating func add(form: Int32, times: Double, _ forms: FormTable) {
    for part in forms.parts(of: form) {
      termSums[part.term, default: 0] += part.multiple * times
    }
  }

  /// Puts the sums in an order that is always the same.
  mutating func close() {
    guard !nodeSums.isEmpty || !termSums.isEmpty else { return }
    nodes = nodeSums.sorted { $0.key < $1.key }.filter {
      $0.key & 0xFFFF_FFFF != 0 && $0.value != 0
    }
    .map { (Int($0.key >> 32), Int32($0.key & 0xFFFF_FFFF), $0.value) }
    terms = termSums.sorted { $0.key < $1.key }.filter { $0.value != 0 }.map { ($0.key, $0.value) }
    nodeSums = [:]
    termSums = [:]
  }
}

/// A figure between two sums.
struct LaneAmount: Sendable {
  var lower = LaneSum()
  var upper = LaneSum()

  mutating func close() {
    lower.close()
    upper.close()
  }
}

/// From one moment to a later one, or two, on both sides.
struct LaneSpan: Sendable {
  var start: LaneInstant
  var end: LaneInstant
}

/// A moment on both sides.
struct LaneInstant: Sendable, BitwiseCopyable {
  var lower: LanePoint
  var upper: LanePoint
}
