// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents

/// Accelerators in the order in which ranks take them, by number or by name.
package struct AcceleratorList: Sendable, Hashable {
  package enum Entry: Sendable, Hashable {
    case numbers(ClosedRange<Int>)
    case name(String)
  }

  package var entries: [Entry]
  /// What messages call the list, such as "placement.accelerators".
  package var source: String

  package init(_ entries: [Entry], source: String) {
    self.entries = entries
    self.source = source
  }

  /// Reads `[0, 4-7, gpu12]`.
  ///
  /// - Throws: `DocumentError` for an empty list, or a range that falls.
  init(_ node: DocumentNode) throws(DocumentError) {
    var entries: [Entry] = []
    for element in try node.sequence() { entries.append(try Self.entry(element)) }
    guard !entries.isEmpty else { throw node.error("the list is empty") }
    self.init(entries, source: node.keyPath)
  }

  private static func entry(_ node: DocumentNode) throws(DocumentError) -> Entry {
    let text = try node.string()
    if let number = Int(text), number >= 0 { return .numbers(number...number) }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2, let first = ends[0], let last = ends[1] else { return .name(text) }
    guard first <= last else { throw node.error("\"\(text)\": a range rises") }
    return .numbers(first...last)
  }

  /// Reads a table of `rank,accelerator`, one row a rank in any order.
  ///
  /// - Throws: `DocumentError` for a rank that is there twice or missing.
  init(table path: String) throws(DocumentError) {
    let table = try CommaSeparatedTable(
      path: path, required: ["rank", "accelerator"], optional: [])
    guard table.rowCount > 0 else { throw DocumentError(file: path, problem: "lists no rank") }
    var ofRank = [Entry?](repeating: nil, count: table.rowCount)
    for row in 0..<table.rowCount {
      // As many rows as ranks, each once: none is missing.
      let node = try table.required(row: row, column: 0)
      let rank = try node.integer(in: 0...table.rowCount - 1)
      guard ofRank[rank] == nil else { throw node.error("rank \(rank) is there twice") }
      let accelerator = try table.required(row: row, column: 1)
      let text = try accelerator.string()
      ofRank[rank] = try Self.entry(accelerator)
      if case .numbers(let range)? = ofRank[rank], range.count > 1 {
        throw accelerator.error("\"\(text)\": a rank runs on one accelerator")
      }
    }
    self.init(ofRank.compactMap { $0 }, source: path)
  }

  /// The accelerators of a cluster that the list names.
  ///
  /// - Throws: `InputError` for one that is not there, is named twice or failed.
  func accelerators(of cluster: Cluster) throws(InputError) -> [GPUID] {
    let count = cluster.accelerators.count
    var numbers: [String: Int] = [:]
    if entries.contains(where: { if case .name = $0 { true } else { false } }) {
      for number in 0..<count { numbers[cluster.nodes.name[number]] = number }
    }
    var found: [GPUID] = []
    var taken = [Bool](repeating: false, count: count)
    func add(_ number: Int) throws(InputError) {
      guard number < count else {
        throw InputError(
          "\(source): no accelerator \(number); \(cluster.name) has 0 to \(count - 1)")
      }
      guard !taken[number] else {
        throw InputError("\(source): accelerator \(number) is there twice")
      }
      guard !cluster.accelerators.failed.contains(Int32(number)) else {
        throw InputError("\(source): accelerator \(number) of \(cluster.name) failed")
      }
      taken[number] = true
      found.append(GPUID(number))
    }
    for entry in entries {
      switch entry {
      case .numbers(let range): for number in range { try add(number) }
      case .name(let name):
        guard let number = numbers[name] else {
          throw InputError(
            "\(source): \"\(name)\" is no accelerator of \(cluster.name)"
              + Suggestion.hint(for: name, among: numbers.keys.sorted()))
        }
        try add(number)
      }
    }
    return found
  }
}
