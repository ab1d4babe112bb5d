// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Nodes of one side in the order in which lanes work them off, with what each waits for.
struct Tape {
  /// `source[start[n]..<start[n + 1]]` and their delays are what node `n` waits for. Node 0 is the
  /// beginning.
  private(set) var start: [Int32] = [0, 0]
  private(set) var source: [Int32] = []
  /// Rows of `forms`.
  private(set) var delay: [Int32] = []
  /// The moment of each node.
  private(set) var moment: [Int32] = [0]
  private(set) var nodeOfMoment: [Int32: Int32] = [0: 0]

  var nodeCount: Int { start.count - 1 }
  var edgeCount: Int { source.count }

  /// - Parameters:
  ///   - reduction: of a side.
  ///   - wanted: moments that are asked for.
  ///   - further: what nodes are asked for beside what they wait for, by moment.
  ///   - columns: get the forms that delays are.
  init(
    _ reduction: Reduction.Side, wanted: Set<Int32>, further: [Int32: [Int32]],
    _ columns: inout DelayColumns
  ) {
    var isNeeded: Set<Int32> = []
    var open = wanted.map { reduction.places[Int($0)].node }
    while let node = open.popLast() {
      guard node != 0, isNeeded.insert(node).inserted else { continue }
      for wait in reduction.waits[node] ?? [] { open.append(wait.node) }
      for other in further[node] ?? [] { open.append(reduction.places[Int(other)].node) }
    }
    for node in isNeeded.sorted() {
      nodeOfMoment[node] = Int32(nodeCount)
      moment.append(node)
      for wait in reduction.waits[node] ?? [] {
        source.append(nodeOfMoment[wait.node] ?? 0)
        delay.append(columns.column(of: wait.form))
      }
      start.append(Int32(source.count))
    }
  }
}

/// The forms that are in use, each of which is worked out once in a lane. Column 0 is nothing.
struct DelayColumns {
  private(set) var form: [Int32] = [0]
  private var columns: [Int32: Int32] = [0: 0]

  mutating func column(of form: Int32) -> Int32 {
    if let known = columns[form] { return known }
    let column = Int32(self.form.count)
    self.form.append(form)
    columns[form] = column
    return column
  }
}
