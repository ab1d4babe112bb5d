// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Highest mean of several rates over any span of a length, as their sums grow.
///
/// Sums are kept at moments that lie at least 2⁻¹⁵ of the span apart and taken as straight between
/// them: what lies between two kept moments can be misplaced by no more than that, so a mean is off
/// by 2⁻¹⁴ of the range of the rate at most, and by nothing where moments are further apart.
struct SlidingWindow {
  private static var mostMoments: Double { 0x1p15 }

  let span: Double
  private let rowCount: Int
  private var times: [Double] = [0]
  /// `rowCount` sums a moment.
  private var sums: [Double]
  /// The last kept moment at or before the beginning of the span that ends now.
  private var tail = 0
  /// The first kept moment whose span has not ended yet.
  private var next = 0

  /// By row, the highest mean, and when the first one above the limit ended; nan for never.
  private(set) var highest: [Double]
  private(set) var firstBreach: [Double]
  private let limit: Double

  init(span: Double, rowCount: Int, limit: Double) {
    self.span = span
    self.rowCount = rowCount
    self.limit = limit
    sums = [Double](repeating: 0, count: rowCount)
    highest = sums
    firstBreach = [Double](repeating: .nan, count: rowCount)
  }

  /// Whether a moment is far enough from the last one to be kept.
  func takes(_ time: Double) -> Bool {
    time - times[times.count - 1] >= span / Self.mostMoments
  }

  /// Keeps a moment later than those before.
  ///
  /// - Parameters:
  ///   - time: seconds.
  ///   - now: the sum of each row until then.
  mutating func keep(_ time: Double, _ now: [Double]) {
    let last = times.count - 1
    times.append(time)
    sums += now
    // Spans that begin at a kept moment and end in what has just passed.
    while times[next] + span < time {
      let end = times[next] + span
      if end > times[last] { judge(from: times[next], at: next, until: end, at: last) }
      next += 1
    }
    let start = time - span
    guard start >= 0 else { return }
    while times[tail + 1] <= start { tail += 1 }
    judge(from: start, at: tail, until: time, at: last)
    forget()
  }

  /// Takes in the mean over a span; both ends lie in the stretch behind a kept moment.
  private mutating func judge(
    from start: Double, at first: Int, until end: Double, at second: Int
  ) {
    for row in 0..<rowCount {
      let mean = (sum(row, end, second) - sum(row, start, first)) / span
      if mean > highest[row] { highest[row] = mean }
      if mean > limit, firstBreach[row].isNaN { firstBreach[row] = end }
    }
  }

  private func sum(_ row: Int, _ time: Double, _ place: Int) -> Double {
    let before = sums[place * rowCount + row]
    guard place + 1 < times.count, time > times[place] else { return before }
    let after = sums[(place + 1) * rowCount + row]
    return before
      + (after - before) * (time - times[place]) / (times[place + 1] - times[place])
  }

  /// Drops moments that no span can reach any more, once they are many.
  private mutating func forget() {
    let spent = min(tail, next)
    guard spent > 4096, spent > times.count / 2 else { return }
    times.removeFirst(spent)
    sums.removeFirst(spent * rowCount)
    tail -= spent
    next -= spent
  }
}
