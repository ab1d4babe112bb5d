// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Asks for moments first, then says where on the tapes they stand.
struct TapeBuilder {
  private(set) var forms: FormTable
  private let reduction: Reduction
  private let sides: [Reduction.Side]
  private var wanted: Set<Int32> = []
  private var further: [Int32: [Int32]] = [:]
  private(set) var columns = DelayColumns()
  private(set) var tapes: [Tape] = []

  /// - Parameters:
  ///   - rehearsal: with the bounds of its flows.
  ///   - stretches: work that may take longer, in the order of its ends.
  ///   - detail: how much of it is kept.
  init(_ rehearsal: consuming Rehearsal, _ stretches: [Stretch], _ detail: LaneDetail) {
    var forms = rehearsal.forms
    reduction = Reduction(rehearsal.moments, stretches, detail, &forms)
    sides = reduction.isOneSided ? [reduction.lower] : [reduction.lower, reduction.upper]
    self.forms = forms
    for stretch in reduction.stretches {
      wanted.insert(stretch.start)
      further[stretch.moment, default: []] += stretch.moments
    }
  }

  /// Work whose end is moved when the tapes are worked off.
  var stretches: [Stretch] { reduction.stretches }
  private var upperSide: Int { sides.count - 1 }

  mutating func want(_ moment: Int32) { wanted.insert(moment) }

  /// Writes the tapes: nothing more can be asked for.
  mutating func close() {
    tapes = sides.map { Tape($0, wanted: wanted, further: further, &columns) }
  }

  func place(_ moment: Int32, side: Int) -> LanePlace {
    let place = sides[side].places[Int(moment)]
    guard let node = tapes[side].nodeOfMoment[place.node] else {
      preconditionFailure("moment \(moment) was never asked for")
    }
    return LanePlace(side: side, node: node, form: place.form)
  }

  /// The moment on both sides, to be read in every batch.
  mutating func instant(_ moment: Int32) -> LaneInstant {
    LaneInstant(lower: point(moment, side: 0), upper: point(moment, side: upperSide))
  }

  private mutating func point(_ moment: Int32, side: Int) -> LanePoint {
    let place = place(moment, side: side)
    return LanePoint(side: side, node: place.node, delay: columns.column(of: place.form))
  }

  mutating func span(_ start: Int32, _ end: Int32) -> LaneSpan {
    LaneSpan(start: instant(start), end: instant(end))
  }

  /// The delay that a form is.
  mutating func column(of form: Int32) -> Int32 { columns.column(of: form) }

  /// Adds the time from one moment to another to an amount.
  func add(
    _ start: Int32, _ end: Int32, times: Double, toLower: Bool = true, toUpper: Bool = true,
    _ amount: inout LaneAmount
  ) {
    // What follows from the start takes what lies between, wherever the start is.
    let follows = reduction.follows(end, start)
    if !follows, let spans = forms(start, end) {
      if toLower {
        amount.lower.add(form: spans.end.lower, times: times, forms)
        amount.lower.add(form: spans.start.upper, times: -times, forms)
      }
      if toUpper {
        amount.upper.add(form: spans.end.upper, times: times, forms)
        amount.upper.add(form: spans.start.lower, times: -times, forms)
      }
      return
    }
    if toLower {
      amount.lower.add(place(end, side: 0), times: times, forms)
      amount.lower.add(place(start, side: follows ? 0 : upperSide), times: -times, forms)
    }
    if toUpper {
      amount.upper.add(place(end, side: upperSide), times: times, forms)
      amount.upper.add(place(start, side: follows ? upperSide : 0), times: -times, forms)
    }
  }

  /// The time between two moments where both are known just so behind one node.
  func isCertain(_ start: Int32, _ end: Int32) -> Bool {
    guard let span = forms(start, end) else { return false }
    return span.start.lower == span.start.upper && span.end.lower == span.end.upper
  }

  /// Two moments as forms behind one node; nil where they come from several.
  private func forms(_ start: Int32, _ end: Int32) -> FormSpan? {
    let places = [start, end].map {
      (reduction.lower.places[Int($0)], reduction.upper.places[Int($0)])
    }
    let node = places[0].0.node
    guard places.allSatisfy({ $0.node == node && $1.node == node }) else { return nil }
    return FormSpan(
      node: node, start: (places[0].0.form, places[0].1.form),
      end: (places[1].0.form, places[1].1.form))
  }

  private struct FormSpan {
    var node: Int32
    var start: (lower: Int32, upper: Int32)
    var end: (lower: Int32, upper: Int32)
  }

  /// For how long two spans overlap, as forms: the least and the most; nil where they come from several
  /// moments.
  mutating func overlap(
    _ span: (start: Int32, end: Int32), _ other: (start: Int32, end: Int32)
  ) -> (least: Int32, most: Int32)? {
    guard let a = forms(span.start, span.end), let b = forms(other.start, other.end),
      a.node == b.node
    else { return nil }
    let least = forms.overlap(
      SpanOverlap(
        start: a.start.upper, end: a.end.lower, otherStart: b.start.upper, otherEnd: b.end.lower))
    let most = forms.overlap(
      SpanOverlap(
        start: a.start.lower, end: a.end.upper, otherStart: b.start.lower, otherEnd: b.end.upper))
    return (least, most)
  }
}
