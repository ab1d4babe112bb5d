// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

extension SparePolicy {
  /// Reads `spares: 8`, or `{count: 8, unit: 4}`, or `{count: 8, each: nvlink}`.
  ///
  /// Without it nobody stands by, and a server leaves a job as one.
  ///
  /// - Parameters:
  ///   - node: the value; nil where the file says nothing.
  ///   - cluster: whose accelerators they are.
  /// - Throws: `DocumentError` for more spares than accelerators, or parts of what leaves together.
  init(_ node: DocumentNode?, on cluster: Cluster) throws(DocumentError) {
    unit = cluster.serverSize ?? 1
    guard let node else { return }
    let all = cluster.accelerators.count
    guard node.isMapping else {
      count = try node.integer(in: 0...all - 1)
      try check(node, all)
      return
    }
    var reader = try node.mapping()
    let each = reader.optional("each")
    let unitNode = reader.optional("unit")
    if let each {
      if let unitNode { throw unitNode.error("each leaves one by one; leave unit out") }
      let span = try Self.span(of: each, on: cluster)
      group = span
      unit = 1
      count = try reader.integer("count", in: 1...max(span - 1, 1))
    } else {
      count = try reader.integer("count", in: 0...all - 1)
      if let unitNode { unit = try unitNode.integer(in: 1...all) }
    }
    try reader.finish()
    try check(node, all)
  }

  private func check(_ node: DocumentNode, _ all: Int) throws(DocumentError) {
    guard group == nil else { return }
    guard count.isMultiple(of: unit), all.isMultiple(of: unit) || count == 0 else {
      throw node.error(
        "\(count) of \(all) are not whole servers of \(unit), which leave and are replaced together; "
          + "write unit: 1 where accelerators are replaced one by one")
    }
  }

  /// Accelerators in a group of a domain.
  private static func span(of node: DocumentNode, on cluster: Cluster) throws(DocumentError) -> Int
  {
    let name = try node.string()
    let blocks = cluster.routing.blocks
    guard let row = cluster.domains.firstIndex(of: name), blocks.indices.contains(row) else {
      throw node.error(
        "\"\(name)\" is no domain\(Suggestion.hint(for: name, among: cluster.domains))")
    }
    guard let span = blocks[row].evenSpan else {
      throw node.error("\"\(name)\" is only among some of the accelerators; write a number")
    }
    guard span > 1 else { throw node.error("\"\(name)\" joins one accelerator") }
    return span
  }
}
