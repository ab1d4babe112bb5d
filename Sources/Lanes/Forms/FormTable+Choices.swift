// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Forms that are no sums: the longest of several, and what spans do to each other. What all have in
// common is taken off first, so that layers that are alike have one term.
extension FormTable {
  /// The longest of some forms; nil where they have too little in common for it to come again, so
  /// that a node is better.
  mutating func longest(of forms: [Int32]) -> Int32? {
    if forms.count == 1 { return forms[0] }
    // Of two that cover each other the lower stays.
    func isLeftOut(_ form: Int32) -> Bool {
      forms.contains { other in
        other != form && covers(other, form) && (other < form || !covers(form, other))
      }
    }
    let distinct = Set(forms).sorted().filter { !isLeftOut($0) }
    guard distinct.count > 1 else { return distinct.first ?? 0 }
    let common = common(of: distinct)
    let rest = distinct.map { difference($0, common) }.sorted()
    guard rest.reduce(0, { $0 + parts(of: $1).count }) <= Self.mostParts else {
      return nil
    }
    let seconds = rest.reduce(0) { max($0, base[Int($1)]) }
    return sum(common, form(terms.row(longest: rest, worth: seconds)))
  }

  /// By what work takes longer beside spans, each counted from the same moment.
  mutating func longer(_ given: WorkExtension) -> Int32 {
    var its = given
    let known =
      [its.start] + its.groups.joined().flatMap { [$0.start] + ($0.end.map { [$0] } ?? []) }
    let common = common(of: known)
    its.start = difference(its.start, common)
    for group in its.groups.indices {
      for span in its.groups[group].indices {
        let old = its.groups[group][span]
        its.groups[group][span] = WorkExtension.Span(
          start: difference(old.start, common), end: old.end.map { difference($0, common) })
      }
    }
    let lane = its.lane { Lane(repeating: base[Int($0)]) }
    return form(terms.row(its, worth: lane[0]))
  }

  /// For how long two spans overlap that are counted from the same moment.
  mutating func overlap(_ given: SpanOverlap) -> Int32 {
    let common = common(of: [given.start, given.end, given.otherStart, given.otherEnd])
    let its = SpanOverlap(
      start: difference(given.start, common), end: difference(given.end, common),
      otherStart: difference(given.otherStart, common),
      otherEnd: difference(given.otherEnd, common))
    let seconds = max(
      0,
      min(base[Int(its.end)], base[Int(its.otherEnd)])
        - max(base[Int(its.start)], base[Int(its.otherStart)]))
    return form(terms.row(its, worth: seconds))
  }

  /// The largest form that all of some cover.
  private mutating func common(of forms: [Int32]) -> Int32 {
    guard let first = forms.first else { return 0 }
    var least: [(term: Int32, multiple: Double)] = Array(parts(of: first))
    for form in forms.dropFirst() where !least.isEmpty {
      var kept: [(term: Int32, multiple: Double)] = []
      var rest = Array(parts(of: form))[...]
      for part in least {
        while let next = rest.first, next.term < part.term { rest.removeFirst() }
        guard let next = rest.first, next.term == part.term else { continue }
        kept.append((part.term, min(part.multiple, next.multiple)))
      }
      least = kept
    }
    return row(of: least)
  }

  /// What is left of a form without one that it covers. Rounding leaves other rests of equal
  /// differences: they are kept to so many digits.
  private mutating func difference(_ form: Int32, _ common: Int32) -> Int32 {
    if common == 0 { return form }
    var rest: [(term: Int32, multiple: Double)] = []
    var taken = Array(parts(of: common))[...]
    for part in Array(parts(of: form)) {
      while let next = taken.first, next.term < part.term { taken.removeFirst() }
      let off = taken.first.map { $0.term == part.term ? $0.multiple : 0 } ?? 0
      let left = part.multiple - off
      guard left > part.multiple * Self.digits else { continue }
      rest.append((part.term, off == 0 ? left : Self.rounded(left)))
    }
    return row(of: rest)
  }

  private static let digits = 0x1p-40
  /// Parts of all forms together of which the longest is taken.
  private static let mostParts = 8

  private static func rounded(_ value: Double) -> Double {
    let unit = value.binade * digits
    return (value / unit).rounded() * unit
  }
}
