// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Foundation

/// The process groups of a trace by name, from the JSON file beside it and from its own metadata.
struct ChakraGroups {
  struct Group {
    let name: String
    let members: [Int32]
    /// Where the group is defined, for messages.
    let origin: String
  }

  let rankCount: Int
  private(set) var groups: [Group] = []
  private var rows: [String: Int] = [:]

  init(rankCount: Int) { self.rankCount = rankCount }

  /// Reads `{"1": [0, 1], ...}`.
  ///
  /// - Throws: `DocumentError` for another shape, `TraceError` for a rank that has no file.
  mutating func read(json path: String) throws {
    let root = try Document(path: path).root
    guard case .mapping(let entries) = root.content else {
      throw root.error(
        "expected process groups {\"NAME\": [RANK, ...], ...}, found \(root.spelled)")
    }
    for entry in entries {
      var members: [Int] = []
      for element in try entry.value.sequence() { members.append(try element.integer()) }
      let line = entry.keyLine.map { ":\($0)" } ?? ""
      try add(entry.key, members, origin: path + line, file: path)
    }
  }

  /// Reads what PyTorch notes of its process groups on a metadata node; anything else is left.
  ///
  /// The text is a list of JSON texts as Python prints one: `['[{"pg_name": "1", "ranks": [0, 1]}]']`.
  mutating func read(metadata text: String, file: String, node: TraceError.Place) throws {
    guard let open = text.range(of: "[{"), let close = text.range(of: "}]", options: .backwards),
      open.lowerBound < close.lowerBound, text.contains("pg_name")
    else { return }
    let json = String(text[open.lowerBound..<close.upperBound])
    do {
      for element in try Document(text: json, name: file).root.sequence() {
        var reader = try element.mapping()
        let name = try reader.string("pg_name")
        let members = try Self.members(try reader.required("ranks"))
        let size = try reader.optionalInteger("group_size") ?? members.count
        guard members.isEmpty || members.count == size else {
          throw element.error("group_size is \(size), and \(members.count) ranks are listed")
        }
        guard !members.isEmpty || size == 0 || size == rankCount else {
          throw element.error(
            "the group holds all \(size) ranks, and the trace has files of \(rankCount)")
        }
        try add(name, members, origin: file, file: file, node: node)
      }
    } catch let error as DocumentError {
      let path = error.keyPath.isEmpty ? "" : "\(error.keyPath): "
      throw TraceError(file: file, at: node, "process groups: \(path)\(error.problem)")
    }
  }

  /// Ranks as a list, or as a mapping from rank to place in the group.
  private static func members(_ node: DocumentNode) throws(DocumentError) -> [Int] {
    guard case .mapping(let entries) = node.content else {
      var members: [Int] = []
      for element in try node.sequence() { members.append(try element.integer()) }
      return members
    }
    var placed: [(place: Int, rank: Int)] = []
    for entry in entries {
      guard let rank = Int(entry.key) else {
        throw entry.value.error("\"\(entry.key)\" is no rank")
      }
      placed.append((try entry.value.integer(), rank))
    }
    return placed.sorted { $0 < $1 }.map(\.rank)
  }

  private mutating func add(
    _ name: String, _ ranks: [Int], origin: String, file: String,
    node: TraceError.Place = .file
  ) throws(TraceError) {
    var seen: Set<Int> = []
    for rank in ranks {
      guard (0..<rankCount).contains(rank) else {
        throw TraceError(
          file: file, at: node,
          "process group \"\(name)\" names rank \(rank), which has no file; the trace has ranks 0 to "
            + "\(rankCount - 1)")
      }
      guard seen.insert(rank).inserted else {
        throw TraceError(
          file: file, at: node, "process group \"\(name)\" names rank \(rank) twice")
      }
    }
    let members = ranks.isEmpty ? everyone : ranks.map(Int32.init)
    guard let row = rows[name] else {
      rows[name] = groups.count
      groups.append(Group(name: name, members: members, origin: origin))
      return
    }
    guard groups[row].members == members else {
      throw TraceError(
        file: file, at: node,
        "process group \"\(name)\" is \(Self.spelled(members)) here, and "
          + "\(Self.spelled(groups[row].members)) in \(groups[row].origin)")
    }
  }

  /// The row of a group by the name that a collective gives; nothing and "0" are everyone unless
  /// a file says otherwise. Nil where there is no such group.
  mutating func row(of name: String) -> Int? {
    if let row = rows[name] { return row }
    guard name.isEmpty || name == "0" else { return nil }
    let row = rows[""] ?? rows["0"] ?? groups.count
    if row == groups.count {
      groups.append(Group(name: name, members: everyone, origin: "everyone"))
    }
    rows[name] = row
    return row
  }

  /// Names for messages, numbers in their order.
  var knownNames: [String] {
    groups.map(\.name).sorted { (Int($0) ?? .max, $0) < (Int($1) ?? .max, $1) }
  }

  private var everyone: [Int32] { (0..<rankCount).map(Int32.init) }

  private static func spelled(_ members: [Int32]) -> String {
    let shown = members.prefix(8).map(String.init).joined(separator: ", ")
    return members.count > 8 ? "ranks \(shown), ... (\(members.count))" : "ranks \(shown)"
  }
}
