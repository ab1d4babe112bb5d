// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What is taken never to meet because it lay far apart in the play, though nothing waits for it to be
/// over.
///
/// Each lane is asked whether it was: where it was not, a program that takes nothing for granted
/// answers.
struct Spacing {
  /// Whether anything is taken for granted.
  let isEager: Bool
  private let base: [Double]

  /// Of two sequences: in the first, what begins behind a place of the second, or ends before one.
  private struct Key: Hashable {
    var own: Int32
    var other: Int32
    var place: Int
  }

  private var behind: [Key: (position: Int32, order: MomentOrder)] = [:]
  private var ahead: [Key: (position: Int32, order: MomentOrder)] = [:]

  /// What lies between the end of the one and the start of the other, at least: as much as the one
  /// takes itself, and this part of all the time until then, by which lanes may differ in what came
  /// before.
  static let distance = 0.05

  init(_ moments: Moments, isEager: Bool) {
    self.isEager = isEager
    base = moments.base
  }

  /// What has to hold, each order once.
  var orders: Set<MomentOrder> { Set(behind.values.map(\.order) + ahead.values.map(\.order)) }

  private func isApart(_ first: (start: Int32, end: Int32), _ start: Int32) -> Bool {
    let end = base[Int(first.end)]
    let gap = base[Int(start)] - end
    return gap >= end - base[Int(first.start)] + base[Int(start)] * Self.distance
  }

  /// Of what something may meet in a sequence, what is not far from it.
  ///
  /// - Parameters:
  ///   - range: places of the other sequence.
  ///   - chains: the own sequence and the other.
  ///   - position: in the own sequence.
  ///   - start: of what may meet.
  ///   - end: of it.
  ///   - starts: of the other sequence's places.
  ///   - ends: of them.
  /// - Returns: a part of the range.
  mutating func narrow(
    _ range: Range<Int>, chains: (own: Int32, other: Int32), position: Int32, start: Int32,
    end: Int32, starts: (Int) -> Int32, ends: (Int) -> Int32
  ) -> Range<Int> {
    guard isEager, !range.isEmpty else { return range }
    let low = range.partition { !isApart((starts($0), ends($0)), start) }
    let high = (low..<range.upperBound).partition { isApart((start, end), starts($0)) }
    if low > range.lowerBound {
      // What comes later in the own sequence begins later.
      let key = Key(own: chains.own, other: chains.other, place: low)
      let order = MomentOrder(first: ends(low - 1), second: start)
      if behind[key].map({ position < $0.position }) ?? true { behind[key] = (position, order) }
    }
    if high < range.upperBound {
      let key = Key(own: chains.own, other: chains.other, place: high)
      let order = MomentOrder(first: end, second: starts(high))
      if ahead[key].map({ position > $0.position }) ?? true { ahead[key] = (position, order) }
    }
    return low..<high
  }
}
