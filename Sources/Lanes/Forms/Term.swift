// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What seconds are made of: each is one number in a lane, and a delay is a sum of multiples.
enum Term: Hashable {
  /// Seconds that no parameter changes: of hosts, and what a collective begins with.
  case fixed
  /// Seconds of work on accelerators of a kind, at the pace that the program says.
  case work(kind: Int32)
  /// Seconds of latency of links of a technology.
  case latency(technology: Int32)
  /// Seconds that messages wait before their first byte.
  case overhead
  /// Bytes of a flow on its slowest link; a row of `TermTable.transfers`.
  case transfer(Int32)
  /// What is left of a protocol's step when the latency is taken away, never less than nothing; a row
  /// of `TermTable.steps`.
  case step(Int32)
  /// The slowest of several ways; a row of `TermTable.slowest`.
  case slowest(Int32)
  /// The longest of several forms; a row of `TermTable.longest`.
  case longest(Int32)
  /// By what work takes longer beside something; a row of `TermTable.extensions`.
  case longer(Int32)
  /// For how long two spans overlap; a row of `TermTable.overlaps`.
  case overlap(Int32)
}

/// Work and what it may run beside, all counted from one moment, as forms.
struct WorkExtension: Hashable {
  struct Span: Hashable {
    var start: Int32
    /// Nil where nobody knows.
    var end: Int32?
  }

  /// How many times as long work takes meanwhile.
  var slowdown: Double
  var start: Int32
  var work: Int32
  /// Spans that follow each other, of each sequence beside it.
  var groups: [[Span]]
  /// Whether the most is meant, or the least.
  var isUpper: Bool
}

/// Two spans, counted from one moment, as forms.
struct SpanOverlap: Hashable {
  var start: Int32
  var end: Int32
  var otherStart: Int32
  var otherEnd: Int32
}

/// Seconds that a byte of a flow takes: the slowest of the links that it crosses.
struct TransferCost: Hashable {
  /// By technology, rising: seconds a byte at the cluster's own rate of its busiest link.
  var technology: [Int32] = []
  var secondsPerByte: [Double] = []

  /// - Returns: the longest, at the cluster's own rates.
  var base: Double { secondsPerByte.reduce(0, max) }

  /// Takes in a link of a technology.
  mutating func add(_ technology: Int32, _ seconds: Double) {
    guard let row = self.technology.firstIndex(where: { $0 >= technology }) else {
      self.technology.append(technology)
      secondsPerByte.append(seconds)
      return
    }
    if self.technology[row] == technology {
      secondsPerByte[row] = max(secondsPerByte[row], seconds)
    } else {
      self.technology.insert(technology, at: row)
      secondsPerByte.insert(seconds, at: row)
    }
  }
}

/// Terms of a program by number, with what each is worth on the cluster as it is.
struct TermTable {
  private(set) var terms: [Term] = []
  /// What one of each is worth at the cluster's own figures.
  private(set) var base: [Double] = []
  private(set) var transfers: [TransferCost] = []
  /// Of a step, its seconds and the form of the latency that is taken away.
  private(set) var steps: [(seconds: Double, latency: Int32)] = []
  /// Latencies of which the longest counts, or the shortest: seconds by technology.
  private(set) var slowest: [(seconds: [(technology: Int32, seconds: Double)], isLeast: Bool)] = []

  private(set) var longest: [[Int32]] = []
  private(set) var extensions: [WorkExtension] = []
  private(set) var overlaps: [SpanOverlap] = []

  private var rows: [Term: Int32] = [:]
  private var rowOfLongest: [[Int32]: Int32] = [:]
  private var rowOfExtension: [WorkExtension: Int32] = [:]
  private var rowOfOverlap: [SpanOverlap: Int32] = [:]
  private var rowOfTransfer: [TransferCost: Int32] = [:]

  /// The number of a term.
  mutating func row(_ term: Term, worth base: Double = 1) -> Int32 {
    if let row = rows[term] { return row }
    let row = Int32(terms.count)
    terms.append(term)
    self.base.append(base)
    rows[term] = row
    return row
  }

  /// The number of the term of a transfer.
  mutating func row(_ cost: TransferCost) -> Int32 {
    if let known = rowOfTransfer[cost] { return row(.transfer(known)) }
    let number = Int32(transfers.count)
    transfers.append(cost)
    rowOfTransfer[cost] = number
    return row(.transfer(number), worth: cost.base)
  }

  /// The number of the term of a protocol's step.
  mutating func row(step seconds: Double, latency: Int32, worth latencySeconds: Double) -> Int32 {
    let known = steps.firstIndex { $0.seconds == seconds && $0.latency == latency }
    if known == nil { steps.append((seconds, latency)) }
    return row(
      .step(Int32(known ?? steps.count - 1)), worth: max(0, seconds - latencySeconds))
  }

  /// The number of the term of ways that differ.
  ///
  /// - Parameters:
  ///   - seconds: that the slowest way takes at the cluster's own latencies.
  ///   - technologies: that it may cross.
  ///   - isLeast: whether all of it scales with the technology that scales least.
  /// - Returns: a row.
  mutating func row(slowest seconds: Double, of technologies: [Int32], isLeast: Bool) -> Int32 {
    let known = slowest.firstIndex {
      $0.isLeast == isLeast && $0.seconds.map(\.technology) == technologies
        && $0.seconds.allSatisfy { $0.seconds == seconds }
    }
    if known == nil {
      slowest.append((technologies.map { ($0, seconds) }, isLeast))
    }
    return row(.slowest(Int32(known ?? slowest.count - 1)), worth: seconds)
  }

  /// The number of the longest of some forms.
  mutating func row(longest forms: [Int32], worth base: Double) -> Int32 {
    if let known = rowOfLongest[forms] { return row(.longest(known)) }
    let number = Int32(longest.count)
    longest.append(forms)
    rowOfLongest[forms] = number
    return row(.longest(number), worth: base)
  }

  mutating func row(_ extension: WorkExtension, worth base: Double) -> Int32 {
    if let known = rowOfExtension[`extension`] { return row(.longer(known)) }
    let number = Int32(extensions.count)
    extensions.append(`extension`)
    rowOfExtension[`extension`] = number
    return row(.longer(number), worth: base)
  }

  mutating func row(_ overlap: SpanOverlap, worth base: Double) -> Int32 {
    if let known = rowOfOverlap[overlap] { return row(.overlap(known)) }
    let number = Int32(overlaps.count)
    overlaps.append(overlap)
    rowOfOverlap[overlap] = number
    return row(.overlap(number), worth: base)
  }
}
