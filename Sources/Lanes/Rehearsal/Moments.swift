// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// When things happen, as far as they follow from each other.
///
/// A moment is no earlier than any moment that it waits for, plus a form; it comes when the last of
/// these has. Moments are numbered so that each waits for lower ones only. Moment 0 is the
/// beginning.
struct Moments {
  static let beginning: Int32 = 0
  /// In place of a form, where an edge bounds from one side only.
  static let none: Int32 = -1

  // One entry per edge.
  private(set) var target: [Int32] = []
  private(set) var source: [Int32] = []
  /// The least that passes, and the most.
  var lower: [Int32] = []
  var upper: [Int32] = []

  /// Seconds in the rehearsal, one entry per moment.
  private(set) var base: [Double] = [0]

  var count: Int { base.count }

  /// What a moment waits for.
  struct Wait {
    var moment: Int32
    var lower: Int32
    var upper: Int32

    init(_ moment: Int32, _ form: Int32 = 0) {
      self.moment = moment
      lower = form
      upper = form
    }

    init(_ moment: Int32, lower: Int32, upper: Int32) {
      self.moment = moment
      self.lower = lower
      self.upper = upper
    }
  }

  /// A new moment that waits for nothing as yet.
  mutating func add(at seconds: Double) -> Int32 {
    base.append(seconds)
    return Int32(count - 1)
  }

  /// - Returns: the number of the edge.
  @discardableResult
  mutating func connect(_ wait: Wait, to moment: Int32) -> Int32 {
    target.append(moment)
    source.append(wait.moment)
    lower.append(wait.lower)
    upper.append(wait.upper)
    return Int32(target.count - 1)
  }

  /// The last of some moments; one of them where there is one.
  mutating func last(of moments: [Int32]) -> Int32 {
    guard let first = moments.first else { return Self.beginning }
    if moments.allSatisfy({ $0 == first }) { return first }
    var distinct = moments.sorted()
    distinct.removeAll { $0 == Self.beginning }
    var seconds = 0.0
    for moment in distinct { seconds = max(seconds, base[Int(moment)]) }
    let moment = add(at: seconds)
    var before: Int32 = -1
    for source in distinct where source != before {
      connect(Wait(source), to: moment)
      before = source
    }
    return moment
  }

  /// Whether a moment waits for another, as far as a few steps back tell.
  func waits(_ later: Int32, for earlier: Int32) -> Bool {
    if later == earlier || earlier == Self.beginning { return true }
    var open = [later]
    var looked = 0
    while let moment = open.popLast(), looked < Self.nearby {
      // Edges come in the order of what they lead to.
      var edge = (0..<target.count).partition { target[$0] >= moment }
      while edge < target.count, target[edge] == moment {
        if source[edge] == earlier { return true }
        if source[edge] > earlier { open.append(source[edge]) }
        edge += 1
        looked += 1
      }
    }
    return false
  }

  /// Edges that are looked at.
  private static let nearby = 24

  /// Edges by what they lead to: those of moment `m` are `edge[start[m]..<start[m + 1]]`.
  func incoming() -> (start: [Int32], edge: [Int32]) {
    var start = [Int32](repeating: 0, count: count + 1)
    for moment in target { start[Int(moment) + 1] += 1 }
    for moment in 0..<count { start[moment + 1] += start[moment] }
    var next = start
    var edge = [Int32](repeating: 0, count: target.count)
    for (row, moment) in target.enumerated() {
      edge[Int(next[Int(moment)])] = Int32(row)
      next[Int(moment)] += 1
    }
    return (start, edge)
  }
}

/// Two moments of which the first comes no later.
struct MomentOrder: Hashable {
  var first: Int32
  var second: Int32
}
