// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The work of one rank while its block is read.
struct GOALRank {
  private(set) var graph = OperationGraph()
  private var rowOfLabel: [String: Int32] = [:]
  private var edges: [(earlier: GOALWords.Word, later: GOALWords.Word)] = []

  /// Appends an operation under its label; nil for one that nothing refers to.
  mutating func add(
    _ operation: OperationGraph.Operation, label: GOALWords.Word?, _ words: GOALWords
  ) throws(TraceError) {
    let row = graph.append(operation)
    guard let label else { return }
    guard rowOfLabel.updateValue(row, forKey: label.text) == nil else {
      throw words.fault(label, "label \"\(label.text)\" is already used in this rank")
    }
  }

  mutating func require(_ earlier: GOALWords.Word, before later: GOALWords.Word) {
    edges.append((earlier, later))
  }

  /// Resolves the labels of the dependencies: they may stand before what they refer to.
  mutating func close(_ words: GOALWords) throws(TraceError) {
    var pairs: [(earlier: Int32, later: Int32)] = []
    for edge in edges {
      let rows = (try row(edge.earlier, words), try row(edge.later, words))
      guard rows.0 != rows.1 else {
        throw words.fault(edge.later, "\"\(edge.later.text)\" requires itself")
      }
      pairs.append(rows)
    }
    graph.connect(pairs)
  }

  private func row(_ label: GOALWords.Word, _ words: GOALWords) throws(TraceError) -> Int32 {
    guard let row = rowOfLabel[label.text] else {
      throw words.fault(
        label,
        "label \"\(label.text)\" is not defined in this rank; allowed: one of its \(graph.count) "
          + "operations, written LABEL: send, recv or calc")
    }
    return row
  }
}
