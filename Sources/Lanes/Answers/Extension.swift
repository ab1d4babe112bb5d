// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// By how much work takes longer beside operations of the network, in eight lanes.
///
/// Operations come group by group: those of a group follow each other. docs/theory.md, "Lanes", says
/// why these bound it.
struct Extension {
  /// How many times as long it takes meanwhile.
  private let slowdown: Double
  /// Part of the time beside an operation in which nothing is done.
  private let lost: Double
  private let start: Lane
  private let work: Lane
  /// The least, or the most, so far.
  private var bound = Lane()
  /// Time beside the group that is being counted, or beside all.
  private var time = Lane()
  private let isUpper: Bool
  /// Whether there is one operation only.
  private let isSingle: Bool

  /// - Parameters:
  ///   - slowdown: above 1.
  ///   - start: of the work.
  ///   - work: its seconds alone.
  ///   - isUpper: whether the most is meant.
  ///   - isSingle: whether there is one operation only.
  @inline(__always)
  init(slowdown: Double, start: Lane, work: Lane, isUpper: Bool, isSingle: Bool) {
    self.slowdown = slowdown
    lost = 1 - 1 / slowdown
    self.start = start
    self.work = work
    self.isUpper = isUpper
    self.isSingle = isSingle
  }

  /// Takes in an operation.
  ///
  /// - Parameters:
  ///   - begin: its start.
  ///   - end: its end.
  ///   - hasEnd: whether that is known. Of the least, what is not known to end is left out.
  @inline(__always)
  mutating func add(from begin: Lane, to end: Lane, hasEnd: Bool) {
    guard hasEnd || isUpper else { return }
    let begin = start.larger(begin)
    if isSingle || !isUpper {
      // Beside it and nothing else: just so much.
      var its = (start + work - begin) * (slowdown - 1)
      if hasEnd { its = its.smaller((end - begin) * lost) }
      bound = bound.larger(its)
    }
    // Work goes on for as long as it takes alone at least, and for as long as beside one always.
    let last = start + (isUpper ? work * slowdown : work)
    time += Lane().larger((hasEnd ? end.smaller(last) : last) - begin)
  }

  /// The operations that come next do not follow those before.
  @inline(__always)
  mutating func endGroup() {
    guard !isUpper else { return }
    bound = bound.larger((time * lost).smaller(work * (slowdown - 1)))
    time = Lane()
  }

  /// Seconds, when all are taken in.
  @inline(__always)
  var seconds: Lane {
    isUpper && !isSingle ? (time * lost).smaller(work * (slowdown - 1)) : bound
  }
}
