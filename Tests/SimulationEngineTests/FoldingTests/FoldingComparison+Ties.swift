// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Symmetry
import Timelines
import Traffic

@testable import SimulationEngine

extension FoldingCase {
  /// Whether the run of every rank breaks a symmetry that folding keeps.
  ///
  /// Where two chunks of a member come to one channel at the same instant, the run of every rank lets
  /// that one go first whose message has the lower number, which is not the same for members that
  /// are alike: what is alike then ends at different times.
  func breaksTies(
    _ graph: FlowGraph, _ plain: Timeline, _ events: EventColumns
  ) -> Bool {
    guard graph.chunks > 1, let folded = Symmetry.fold(graph, on: cluster) else { return false }
    let rounding = 16 * DifferenceSheet.rounding * plain.duration.rawValue
    let instants = events.instantsByRank(plain.ranks.idle.count)
    for row in 0..<folded.classCount {
      let members = folded.members(of: row)
      guard let first = members.first else { continue }
      for rank in members where Self.differ(instants[Int(first)], instants[Int(rank)], rounding) {
        return true
      }
    }
    var rows: [Int32: Int] = [:]
    let bytes = plain.links.bytes
    for (row, link) in plain.links.link.enumerated() {
      let its = folded.classOfLink[Int(link)]
      let first = rows[its] ?? row
      rows[its] = first
      let most = bytes.row(first).max() ?? 0
      if Self.differ(Array(bytes.row(first)), Array(bytes.row(row)), 1e-9 * most) { return true }
    }
    return false
  }

  private static func differ(_ a: [Double], _ b: [Double], _ rounding: Double) -> Bool {
    a.count != b.count || zip(a, b).contains { ($0 - $1).magnitude > rounding }
  }
}

extension EventColumns {
  /// Ends of each rank's operations, by name.
  fileprivate func instantsByRank(_ rankCount: Int) -> [[Double]] {
    let stall = EventKind.stall.rawValue
    var found = [[(name: Int32, end: Double)]](repeating: [], count: rankCount)
    for row in 0..<count where kind[row] != stall {
      found[Int(rank[row])].append((nameID[row], end[row]))
    }
    return found.map { list in list.sorted { $0.name < $1.name }.map(\.end) }
  }
}
