// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Cells of several clusters side by side: a row a label, a column a cluster.
struct ComparisonTable {
  /// Of each cluster its name, then a label and a text for each row.
  let columns: [[(label: String, text: String)]]
  /// Columns of text.
  var width = 100

  /// As many clusters beside each other as fit, the others below.
  var lines: [String] {
    var blocks: [[String]] = []
    var rest = columns[...]
    while !rest.isEmpty {
      var count = rest.count
      var lines = table(rest.prefix(count))
      while count > 1, lines.contains(where: { $0.count > width }) {
        count -= 1
        lines = table(rest.prefix(count))
      }
      blocks.append(lines)
      rest = rest.dropFirst(count)
    }
    return Array(blocks.joined(separator: [""]))
  }

  private func table(_ columns: ArraySlice<[(label: String, text: String)]>) -> [String] {
    // A cluster without power figures has fewer rows: every label of any column gets one.
    var labels: [String] = []
    for column in columns.sorted(by: { $0.count > $1.count }) {
      for (label, _) in column where !labels.contains(label) { labels.append(label) }
    }
    var table = TextTable(.right)
    for label in labels {
      table.add([label] + columns.map { $0.first { $0.label == label }?.text ?? "-" })
    }
    return table.lines
  }
}
