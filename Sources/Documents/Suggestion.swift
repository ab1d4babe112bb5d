// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// "Did you mean": the nearest known name by edit distance.
package enum Suggestion {
  /// Names that a message lists; the rest of a longer list is counted.
  private static let mostListed = 60

  /// `; known: a, b (did you mean a?)`
  package static func hint(for text: String, among known: [String]) -> String {
    let near = nearest(to: text, among: known).map { " (did you mean \($0)?)" } ?? ""
    let rest = known.count > mostListed ? " and \(known.count - mostListed) more" : ""
    let listed = known.prefix(mostListed).joined(separator: ", ")
    return "; known: \(known.isEmpty ? "nothing" : listed)" + rest + near
  }

  /// The name that differs least, by at most one letter in three; the earlier of two.
  package static func nearest(to text: String, among known: [String]) -> String? {
    let limit = max(1, text.count / 3)
    return known.filter { abs($0.count - text.count) <= limit }
      .map { ($0, distance(text.lowercased(), $0.lowercased())) }
      .filter { $0.1 <= limit && $0.1 < text.count }
      .min { $0.1 < $1.1 }?.0
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`.
  package static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a)
    let b = Array(b)
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1] + [Int](repeating: 0, count: b.count)
      for j in b.indices {
        row[j + 1] = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
        }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
