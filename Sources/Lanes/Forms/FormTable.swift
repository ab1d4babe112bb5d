// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Sums of multiples of terms, each once: what passes between two moments.
///
/// Row 0 is nothing. Terms of a form rise, and no multiple is below zero.
struct FormTable {
  var terms = TermTable()
  /// `term[start[f]..<start[f + 1]]` and their multiples are form `f`.
  private(set) var start: [Int32] = [0, 0]
  private(set) var term: [Int32] = []
  private(set) var multiple: [Double] = []
  /// Seconds at the cluster's own figures.
  private(set) var base: [Double] = [0]

  private var rows: [Key: Int32] = [Key(term: [], multiple: []): 0]
  private var sums: [UInt64: Int32] = [:]

  private struct Key: Hashable {
    var term: [Int32]
    var multiple: [Double]
  }

  var count: Int { base.count }

  /// A multiple of one term.
  mutating func form(_ term: Int32, times multiple: Double = 1) -> Int32 {
    multiple == 0 ? 0 : row([term], [multiple])
  }

  /// A multiple of one term that is known by what it is.
  mutating func form(_ term: Term, _ multiple: Double) -> Int32 {
    guard multiple > 0 else { return 0 }
    return form(terms.row(term), times: multiple)
  }

  mutating func sum(_ a: Int32, _ b: Int32) -> Int32 {
    if a == 0 { return b }
    if b == 0 { return a }
    let key = UInt64(UInt32(bitPattern: min(a, b))) << 32 | UInt64(UInt32(bitPattern: max(a, b)))
    if let known = sums[key] { return known }
    var terms: [Int32] = []
    var multiples: [Double] = []
    var (i, j) = (Int(start[Int(a)]), Int(start[Int(b)]))
    let (iEnd, jEnd) = (Int(start[Int(a) + 1]), Int(start[Int(b) + 1]))
    while i < iEnd || j < jEnd {
      if j >= jEnd || (i < iEnd && term[i] < term[j]) {
        terms.append(term[i])
        multiples.append(multiple[i])
        i += 1
      } else if i >= iEnd || term[j] < term[i] {
        terms.append(term[j])
        multiples.append(multiple[j])
        j += 1
      } else {
        terms.append(term[i])
        multiples.append(multiple[i] + multiple[j])
        i += 1
        j += 1
      }
    }
    let sum = row(terms, multiples)
    sums[key] = sum
    return sum
  }

  mutating func product(_ form: Int32, times count: Double) -> Int32 {
    if form == 0 || count == 1 { return form }
    let range = Int(start[Int(form)])..<Int(start[Int(form) + 1])
    return row(Array(term[range]), multiple[range].map { $0 * count })
  }

  /// Whether one form is as long as another or longer in every lane: each of its multiples is.
  func covers(_ longer: Int32, _ shorter: Int32) -> Bool {
    if longer == shorter || shorter == 0 { return true }
    var i = Int(start[Int(longer)])
    let iEnd = Int(start[Int(longer) + 1])
    for j in Int(start[Int(shorter)])..<Int(start[Int(shorter) + 1]) {
      while i < iEnd, term[i] < term[j] { i += 1 }
      guard i < iEnd, term[i] == term[j], multiple[i] >= multiple[j] else { return false }
    }
    return true
  }

  /// Terms of a form with their multiples.
  func parts(of form: Int32) -> some RandomAccessCollection<(term: Int32, multiple: Double)> {
    (Int(start[Int(form)])..<Int(start[Int(form) + 1])).lazy.map { (term[$0], multiple[$0]) }
  }

  /// A sum of multiples of terms that rise.
  mutating func row(of parts: [(term: Int32, multiple: Double)]) -> Int32 {
    row(parts.map(\.term), parts.map(\.multiple))
  }

  private mutating func row(_ term: [Int32], _ multiple: [Double]) -> Int32 {
    let key = Key(term: term, multiple: multiple)
    if let row = rows[key] { return row }
    let row = Int32(count)
    rows[key] = row
    self.term += term
    self.multiple += multiple
    start.append(Int32(self.term.count))
    var seconds = 0.0
    for (number, times) in zip(term, multiple) { seconds += terms.base[Int(number)] * times }
    base.append(seconds)
    return row
  }
}
