// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The sends and receives of a graph, by where they go to or come from.
struct MessageLists {
  /// What all messages of a list have in common. `peer` is a rank, or a distance in `family`.
  struct End: Hashable {
    var kind: OperationKind
    var family: Int32
    var peer: Int32
  }

  /// In the order of their first messages.
  private(set) var ends: [End] = []
  /// Operation indices of each end's messages, by tag and then in the order of the graph.
  private(set) var operations: [[Int32]] = []

  init(_ graph: OperationGraph) {
    var rows: [End: Int] = [:]
    for index in graph.kind.indices {
      let kind = graph.kind[index]
      guard kind == .send || kind == .receive else { continue }
      let end = End(kind: kind, family: graph.family[index], peer: graph.peer[index])
      if let row = rows[end] {
        operations[row].append(Int32(index))
      } else {
        rows[end] = ends.count
        ends.append(end)
        operations.append([Int32(index)])
      }
    }
    for row in operations.indices {
      operations[row].sort { (graph.tag[Int($0)], $0) < (graph.tag[Int($1)], $1) }
    }
  }
}
