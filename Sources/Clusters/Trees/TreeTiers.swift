// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// What files say of a tree besides its switches: `tiers` and, of three, `pods`.
struct TreeTiers: Sendable, Hashable {
  /// Groups of accelerators.
  var size: Int
  /// Levels of switches, 2 or 3.
  var tiers: Int
  /// Trees of two levels that the third joins; nil takes the fewest that the switches allow.
  var pods: Int?

  /// Reads the keys.
  ///
  /// - Throws: `DocumentError` for other tiers, or pods that do not divide the groups.
  init(_ keys: inout MappingReader, size: Int?, of shape: String) throws(DocumentError) {
    guard let size else {
      throw keys.node.error("\"size\" is missing: the groups that a \(shape) joins")
    }
    self.size = size
    tiers = try keys.optionalInteger("tiers", in: 2...3) ?? 2
    let node = keys.optional("pods")
    pods = try node.map { node throws(DocumentError) in try node.integer(in: 1...size) }
    guard let node, let pods else { return }
    guard tiers == 3 else { throw node.error("only a tree of three tiers has pods") }
    guard size.isMultiple(of: pods) else {
      throw node.error("\(pods) pods do not share \(size) groups evenly; take a divisor")
    }
  }
}
