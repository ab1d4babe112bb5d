// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What is known to be over when something begins, in every lane.
struct Precedence {
  private let start: [Int32]
  private let source: [Int32]
  private var label: [Int32]
  private var position: [Int32]

  init(_ moments: Moments) {
    let (start, edge) = moments.incoming()
    self.start = start
    source = edge.map { moments.source[Int($0)] }
    label = [Int32](repeating: -1, count: moments.count)
    position = label
  }

  /// Edges that one pass looks at.
  var effort: Int { source.count }

  /// For each of some moments, the last of a sequence of ends that it waits for, however indirectly.
  ///
  /// - Parameters:
  ///   - probes: moments that are asked.
  ///   - ends: moments, each no later than the next.
  /// - Returns: for each probe a place in `ends`; -1 where it waits for none.
  mutating func lastEnd(before probes: [Int32], of ends: [Int32]) -> [Int32] {
    guard let first = ends.min(), let last = probes.max(), first <= last else {
      return probes.map { _ in -1 }
    }
    for (place, moment) in ends.enumerated() { position[Int(moment)] = Int32(place) }
    let from = Int(first)
    label.withUnsafeMutableBufferPointer { label in
      source.withUnsafeBufferPointer { source in
        for moment in from...Int(last) {
          var highest = position[moment]
          for edge in Int(start[moment])..<Int(start[moment + 1]) {
            let before = Int(source[edge])
            if before >= from, label[before] > highest { highest = label[before] }
          }
          label[moment] = highest
        }
      }
    }
    let answers = probes.map { Int($0) >= from ? label[Int($0)] : -1 }
    for moment in ends { position[Int(moment)] = -1 }
    return answers
  }

  /// Whether a moment waits for another, as far as a short search finds out.
  mutating func waits(_ later: Int32, for earlier: Int32) -> Bool {
    if earlier == later || earlier == Moments.beginning { return true }
    guard earlier < later else { return false }
    var open: [Int32] = [later]
    var seen: Set<Int32> = [later]
    while let moment = open.popLast() {
      for edge in Int(start[Int(moment)])..<Int(start[Int(moment) + 1]) {
        let before = source[edge]
        if before == earlier { return true }
        guard before > earlier, seen.insert(before).inserted else { continue }
        guard seen.count < Self.longestSearch else { return false }
        open.append(before)
      }
    }
    return false
  }

  private static let longestSearch = 1 << 9
}
