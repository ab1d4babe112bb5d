// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Rising numbers of ranks as a short text, such as `0-7,64-71` or `0-504:8`.
enum RankRanges {
  /// What the text means, for whoever reads the file without this program.
  static let grammar = """
    parts with commas between: N is a rank, N-M is all from N to M, N-M:S every S-th of those, \
    N first and M last
    """

  /// Members to a range at the least: two are as short with a comma between.
  private static let shortestRun = 3

  /// Rising ranks as text.
  static func text(of members: ArraySlice<Int32>) -> String {
    var parts: [String] = []
    var first = members.startIndex
    while first < members.endIndex {
      let last = endOfRun(from: first, in: members)
      let run = members[first...last]
      if run.count >= shortestRun, let range = range(of: run) {
        parts.append(range)
        first = last + 1
      } else {
        parts.append("\(members[first])")
        first += 1
      }
    }
    return parts.joined(separator: ",")
  }

  /// The last member that is as far from the one before it as the second is from the first.
  private static func endOfRun(from first: Int, in members: ArraySlice<Int32>) -> Int {
    var last = first
    while last + 1 < members.endIndex,
      members[last + 1] - members[last] == members[first + 1] - members[first]
    { last += 1 }
    return last
  }

  /// The range, where it is shorter than its members with commas between.
  private static func range(of run: ArraySlice<Int32>) -> String? {
    guard let first = run.first, let last = run.last else { return nil }
    let step = run[run.startIndex + 1] - first
    let range = "\(first)-\(last)" + (step == 1 ? "" : ":\(step)")
    // Many members are longer than any range: only a few are worth spelling out to compare.
    guard run.count <= 2 * shortestRun else { return range }
    return range.utf8.count < run.map(String.init).joined(separator: ",").utf8.count ? range : nil
  }

  /// - Parameters:
  ///   - text: as `text(of:)` writes it.
  ///   - rankCount: ranks of the run; what names another is no such text.
  /// - Returns: one or more rising ranks, or nil for a text that means none.
  static func members(of text: String, rankCount: Int) -> [Int32]? {
    var members: [Int32] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let range = range(part), range.last < rankCount,
        range.first > members.last ?? -1
      else { return nil }
      members += stride(from: range.first, through: range.last, by: range.step)
    }
    return members
  }

  private static func range(
    _ part: Substring
  ) -> (first: Int32, last: Int32, step: Int32.Stride)? {
    let halves = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let ends = halves[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = number(ends[0]), let last = ends.count == 1 ? first : number(ends[1]),
      let step = halves.count == 1 ? 1 : number(halves[1]),
      step > 0, first <= last, (last - first).isMultiple(of: step)
    else { return nil }
    return (first, last, Int32.Stride(step))
  }

  /// Digits only: a sign is no part of a rank.
  private static func number(_ text: Substring) -> Int32? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      ? Int32(text) : nil
  }
}
