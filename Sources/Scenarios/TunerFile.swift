// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Foundation
import Traffic
import Workloads

/// Reads tables of the form that NCCL's example tuner plugin reads.
///
/// A line is `collective,min_bytes,max_bytes,algorithm,protocol,channels,nodes,ranks`, and may go on
/// with the number of pipelined operations and whether buffers are registered, which match anything
/// here; -1 matches anything, `#` begins a comment. Collectives, algorithms and protocols may be
/// spelled as the library does, or as Heliograph does.
package enum TunerFile {
  private static let collectives: [String: CollectiveKind] = [
    "allreduce": .allReduce, "allgather": .allGather, "reducescatter": .reduceScatter,
    "broadcast": .broadcast, "reduce": .reduce,
  ]

  /// What a library's algorithm is here; of several names the first that can serve a group.
  private static let algorithms: [String: [String]] = [
    "tree": ["double-binary-tree", "binomial", "ring"],
    "ring": ["multi-ring", "ring", "pipelined-chain"],
    "nvls": ["in-network", "in-network-levels"], "nvls_tree": ["in-network-tree"],
    "nvlstree": ["in-network-tree"], "collnet_direct": ["direct-in-network"],
    "pat": ["pat"],
  ]

  /// - Parameter path: of the file.
  /// - Returns: the rules in the order of the file, and what of it has no meaning here.
  /// - Throws: `DocumentError` that names file, line, column and what is allowed.
  package static func load(
    path: String
  ) throws(DocumentError) -> (table: TunerTable, notes: [String]) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DocumentError(file: path, problem: "cannot be read: no such file, or no permission")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw DocumentError(file: path, problem: "is not UTF-8 text")
    }
    return try read(text, file: path)
  }

  static func read(
    _ text: String, file: String
  ) throws(DocumentError) -> (table: TunerTable, notes: [String]) {
    var rules: [TunerTable.Rule] = []
    var channels = 0
    var operations = 0
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in lines.enumerated() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard let first = fields.first, !first.hasPrefix("#"), fields != [""] else { continue }
      let row = TunerRow(fields: fields, file: file, line: index + 1)
      try row.checkCount()
      let kind = try self.kind(row)
      rules.append(
        TunerTable.Rule(
          kind: kind, bytes: try row.bytes(), ranks: try row.count(7, "ranks"),
          nodes: try row.count(6, "nodes"), algorithms: try names(row, kind),
          messageProtocol: try row.messageProtocol(), place: "\(file):\(index + 1)"))
      if try row.count(5, "channels") != nil { channels += 1 }
      for column in 8..<10 where column < fields.count && fields[column] != "-1" { operations += 1 }
    }
    guard !rules.isEmpty else { throw DocumentError(file: file, problem: "has no rule") }
    var notes: [String] = []
    if channels > 0 {
      notes.append(
        "\(file): \(channels) rules name a number of channels, which has no meaning here: a "
          + "multi-ring has one for every place in a node")
    }
    if operations > 0 {
      notes.append(
        "\(file): conditions on pipelined operations and registered buffers match anything here")
    }
    return (TunerTable(rules: rules), notes)
  }

  private static func kind(_ row: TunerRow) throws(DocumentError) -> CollectiveKind {
    let name = row.fields[0]
    if let kind = collectives[name.lowercased()] ?? CollectiveKind(rawValue: name) { return kind }
    throw row.error(
      "collective",
      "\"\(name)\" is unknown; allowed: " + collectives.keys.sorted().joined(separator: ", "))
  }

  private static func names(
    _ row: TunerRow, _ kind: CollectiveKind
  ) throws(DocumentError) -> [String] {
    let name = row.fields[3]
    let known = AlgorithmCatalogue.algorithms(for: kind).map(\.name)
    let wanted = (algorithms[name.lowercased()] ?? [name]).filter(known.contains)
    guard wanted.isEmpty else { return wanted }
    throw row.error(
      "algorithm",
      "\"\(name)\" is no algorithm for \(kind.rawValue); allowed: "
        + (algorithms.keys.sorted() + known).joined(separator: ", "))
  }
}

/// One line of a table.
private struct TunerRow {
  let fields: [String]
  let file: String
  let line: Int

  func error(_ column: String, _ problem: String) -> DocumentError {
    DocumentError(file: file, line: line, keyPath: column, problem: problem)
  }

  func checkCount() throws(DocumentError) {
    guard (8...10).contains(fields.count) else {
      throw DocumentError(
        file: file, line: line,
        problem: "has \(fields.count) fields; allowed: 8 to 10 (collective,min_bytes,max_bytes,"
          + "algorithm,protocol,channels,nodes,ranks)")
    }
  }

  func bytes() throws(DocumentError) -> ClosedRange<Double> {
    guard let low = Int(fields[1]), low >= 0 else {
      throw error("min_bytes", "\"\(fields[1])\"; allowed: a whole number, zero or more")
    }
    guard let high = Int(fields[2]), high >= low else {
      throw error("max_bytes", "\"\(fields[2])\"; allowed: a whole number, min_bytes or more")
    }
    return Double(low)...Double(high)
  }

  /// A count, or nil for any.
  func count(_ column: Int, _ name: String) throws(DocumentError) -> Int? {
    guard let value = Int(fields[column]), value == -1 || value > 0 else {
      throw error(name, "\"\(fields[column])\"; allowed: 1 or more, or -1 for any")
    }
    return value == -1 ? nil : value
  }

  /// Whether the protocol is known, lowering finds out.
  func messageProtocol() throws(DocumentError) -> String? {
    let name = fields[4].lowercased()
    guard !name.isEmpty else { throw error("protocol", "is empty; allowed: a name, or -1") }
    return name == "-1" ? nil : name
  }
}
