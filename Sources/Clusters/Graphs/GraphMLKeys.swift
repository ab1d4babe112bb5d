// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// The `<key>` declarations of a GraphML file, as far as they hold what is read of a node or an edge.
struct GraphMLKeys {
  enum Scope: String {
    case node
    case edge
  }

  /// What one `<key>` declares for one scope.
  private struct Declaration {
    /// Our name for the value; nil where nothing here reads it.
    var ours: String?
    var standard: DocumentNode?
  }

  private var declared: [Scope: [String: Declaration]] = [.node: [:], .edge: [:]]
  /// What the file says that nobody reads, in the order declared.
  private(set) var unread: [String] = []
  /// Whether nodes may say of what kind they are.
  var hasKinds: Bool { declared[.node]?.values.contains { $0.ours == "kind" } ?? false }

  static let ours: [Scope: [String]] = [
    .node: ["name", "kind", "switch", "nic"], .edge: ["link", "count", "length"],
  ]

  /// Reads the declarations of a document.
  ///
  /// - Parameters:
  ///   - root: the outermost element.
  ///   - attributes: what the file calls values, by our names.
  /// - Throws: `DocumentError` for a declaration that is wrong, or a name that none declares.
  init(
    of root: MarkupElement, renamed attributes: [(ours: String, theirs: DocumentNode)]
  ) throws(DocumentError) {
    var renamed: [String: String] = [:]
    for (ours, theirs) in attributes { renamed[ours] = try theirs.string() }
    var ids: Set<String> = []
    var names: Set<String> = []
    for key in root.children where key.name == "key" {
      let id = try key.required("id").string()
      guard ids.insert(id).inserted else { throw key.error("a key \"\(id)\" is there already") }
      let name = key["attr.name"]
      if let name { names.insert(name) }
      let isRead = try declare(key, id: id, name: name, renamed)
      let label = name ?? key["yfiles.type"] ?? id
      if !isRead, !unread.contains(label) { unread.append(label) }
    }
    for (ours, theirs) in attributes where !names.contains(renamed[ours] ?? "") {
      throw theirs.error(
        "no key of \(root.file) has this name"
          + Suggestion.hint(for: renamed[ours] ?? "", among: names.sorted()))
    }
  }

  /// Files a declaration under the scopes that it is for.
  private mutating func declare(
    _ key: MarkupElement, id: String, name: String?, _ renamed: [String: String]
  ) throws(DocumentError) -> Bool {
    let domain = key["for"] ?? "all"
    guard
      ["all", "node", "edge", "graph", "graphml", "port", "endpoint", "hyperedge"].contains(domain)
    else { throw key.error("for is \"\(domain)\"; allowed: node, edge, graph, all") }
    var standard: DocumentNode?
    for child in key.children {
      switch child.name {
      case "desc": break
      case "default": standard = child.textNode(keyPath: "key.default")
      default: throw child.error("is no part of a key; allowed: desc, default")
      }
    }
    var isRead = false
    for scope in [Scope.node, .edge] where domain == "all" || domain == scope.rawValue {
      if scope == .edge, name == "duplex" {
        throw key.error(
          "an edge is duplex where it is undirected (edgedefault, directed); rename the attribute")
      }
      let ours = Self.ours[scope]?.first { (renamed[$0] ?? $0) == name }
      if let ours, declared[scope]?.values.contains(where: { $0.ours == ours }) == true {
        throw key.error("a second key is named \"\(name ?? "")\" for each \(scope.rawValue)")
      }
      declared[scope]?[id] = Declaration(ours: ours, standard: standard)
      isRead = isRead || ours != nil
    }
    return isRead
  }

  /// The values of a node or an edge by our names; what it does not say is as its key's default.
  ///
  /// - Throws: `DocumentError` for data that no key declares, or that is there twice.
  func values(of element: MarkupElement, _ scope: Scope) throws(DocumentError) -> Values {
    let declarations = declared[scope] ?? [:]
    var seen: Set<String> = []
    var values: Values = [:]
    for data in element.children where data.name == "data" {
      let key = try data.required("key")
      let id = try key.string()
      guard let declaration = declarations[id] else {
        throw key.error(
          "no key \"\(id)\" is declared for each \(scope.rawValue)"
            + Suggestion.hint(for: id, among: declarations.keys.sorted()))
      }
      guard seen.insert(id).inserted else { throw data.error("gives \"\(id)\" twice") }
      guard let ours = declaration.ours else { continue }
      if let part = data.children.first {
        throw part.error("stands where a text is expected: the \(ours) of a \(scope.rawValue)")
      }
      values[ours] = data.textNode(keyPath: "\(scope.rawValue).\(ours)")
    }
    for (id, declaration) in declarations where !seen.contains(id) {
      guard let ours = declaration.ours, let standard = declaration.standard else { continue }
      values[ours] = standard
    }
    return values.filter { !$0.value.isNull }
  }

  typealias Values = [String: DocumentNode]
}
