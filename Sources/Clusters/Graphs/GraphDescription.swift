// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

/// A graph of named nodes and links as a file gives it, whatever the file's format.
struct GraphDescription: Sendable {
  /// Where the graph as a whole was written, for messages.
  let place: DocumentNode
  var nodes: [GraphNode] = []
  var links: [GraphLink] = []
  /// The kinds of links that `links` has, in the order of first use.
  var kinds = LinkKinds()
  /// Files that it was read from, beside the cluster's own.
  var files: [String] = []
  /// What readers should know about how the files were understood.
  var notes: [String] = []
  /// Whether ways leave the links of the first technology only where these do not join all.
  var prefersFirstTechnology = false

  init(at place: DocumentNode) { self.place = place }

  mutating func note(_ text: String) {
    if !notes.contains(text) { notes.append(text) }
  }
}

/// A node of a graph.
struct GraphNode: Sendable {
  /// Where it was written, for messages.
  let place: DocumentNode
  let name: String
  let meaning: NodeMeaning
  /// Switches side by side that stand as one node: ports and powers add, a bit passes one of them.
  var chips = 1
}

/// What a node is.
enum NodeMeaning: Sendable {
  case accelerator
  case packetSwitch(SwitchTechnology)
  case nic(NICTechnology)

  var kind: NodeKind {
    switch self {
    case .accelerator: .accelerator
    case .packetSwitch: .packetSwitch
    case .nic: .nic
    }
  }

  var packetSwitch: SwitchTechnology? {
    if case .packetSwitch(let technology) = self { technology } else { nil }
  }

  var nic: NICTechnology? {
    if case .nic(let technology) = self { technology } else { nil }
  }
}

/// A link of a graph; with `isDuplex`, both directions.
struct GraphLink: Sendable {
  /// Where it was written, for messages.
  let place: DocumentNode
  /// Names of the nodes at its ends.
  let from: DocumentNode
  let to: DocumentNode
  /// Row of `LinkKinds`.
  let kind: Int
  /// Parallel links that stand as one.
  var count = 1
  var length: Metres?
  var isDuplex = true
  /// Of one link, where the file says another than its kind's.
  var rate: BitsPerSecond?

  /// Parallel links that a file may ask for.
  static let counts = 1...4096
}

/// Kinds of links, each read once however many links are of it.
struct LinkKinds: Sendable {
  private(set) var descriptions: [LinkDescription] = []
  private var rows: [String: Int] = [:]

  /// The row of a link as a file spells it.
  ///
  /// - Throws: `DocumentError` for what is no link.
  mutating func row(
    of node: DocumentNode, _ catalogue: TechnologyCatalogue
  ) throws(DocumentError) -> Int {
    let key = node.flowText
    if let row = rows[key] { return row }
    let row = descriptions.count
    descriptions.append(try LinkDescription(node, catalogue))
    rows[key] = row
    return row
  }
}
