// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

extension GraphSource {
  /// Reads GraphML as networkx and yEd write it: nodes and edges with data, and no parts of them.
  /// An undirected edge is a duplex link, a directed one leads one way.
  ///
  /// - Throws: `DocumentError` that names file, line and element.
  mutating func graphML(_ document: MarkupDocument) throws(DocumentError) -> GraphDescription {
    let root = document.root
    let keys = try GraphMLKeys(of: root, renamed: attributes)
    var body: MarkupElement?
    for child in root.children {
      switch child.name {
      case "key", "desc", "data": break
      case "graph":
        guard body == nil else { throw child.error("is a second graph, and a cluster is one") }
        body = child
      default: throw child.error("is no part of <graphml> that is read; known: key, graph")
      }
    }
    guard let body else { throw root.error("has no <graph>") }
    let isDirected: Bool = try body.required("edgedefault")
      .choice(of: ["directed": true, "undirected": false])

    var graph = GraphDescription(
      at: DocumentNode(
        text: "", file: document.file, line: body.line, keyPath: "graph"))
    if !keys.unread.isEmpty {
      graph.note(
        "\(document.file): not read of its nodes and edges: \(keys.unread.joined(separator: ", "))")
    }
    var names: [String: String] = [:]
    for element in body.children where element.name == "node" {
      let node = try self.node(element, keys)
      let id = try element.required("id").string()
      guard names.updateValue(node.name, forKey: id) == nil else {
        throw element.error("a node of the id \"\(id)\" is there already")
      }
      graph.nodes.append(node)
    }
    for element in body.children {
      switch element.name {
      case "node", "data", "desc": break
      case "edge":
        graph.links.append(try link(element, keys, names, isDirected, &graph.kinds))
      case "hyperedge":
        throw element.error("joins any number of nodes; write a switch and a link to each of them")
      default:
        throw element.error("is no part of a <graph> that is read; known: node, edge, data, desc")
      }
    }
    return graph
  }

  private mutating func node(
    _ element: MarkupElement, _ keys: GraphMLKeys
  ) throws(DocumentError) -> GraphNode {
    try Self.refuseParts(of: element)
    let values = try keys.values(of: element, .node)
    let id = try element.required("id")
    let name = try (values["name"] ?? id).string()
    if keys.hasKinds, values["kind"] == nil {
      throw element.error("\"\(name)\" says no kind, and its key has no default")
    }
    return GraphNode(
      place: DocumentNode(
        text: "", file: element.file, line: element.line, keyPath: element.name),
      name: name,
      meaning: try nodeKinds.meaning(
        values["kind"], packetSwitch: values["switch"], nic: values["nic"]))
  }

  private mutating func link(
    _ element: MarkupElement, _ keys: GraphMLKeys, _ names: [String: String], _ isDirected: Bool,
    _ kinds: inout LinkKinds
  ) throws(DocumentError) -> GraphLink {
    try Self.refuseParts(of: element)
    for port in ["sourceport", "targetport"] {
      if let port = element.attribute(port) {
        throw port.error("ports are not read: a switch's links are counted instead")
      }
    }
    let values = try keys.values(of: element, .edge)
    let directed: Bool? = try element.attribute("directed")?
      .choice(of: ["true": true, "false": false])
    let place = DocumentNode(
      text: "", file: element.file, line: element.line, keyPath: element.name)
    return GraphLink(
      place: place, from: try Self.end(element.required("source"), names),
      to: try Self.end(element.required("target"), names),
      kind: try linkKinds.row(values["link"], at: place, in: &kinds),
      count: try values["count"]?.integer(in: GraphLink.counts) ?? 1,
      length: try values["length"]?.quantity() ?? length, isDuplex: !(directed ?? isDirected))
  }

  /// The name of the node of an id.
  private static func end(
    _ id: DocumentNode, _ names: [String: String]
  ) throws(DocumentError) -> DocumentNode {
    let text = try id.string()
    guard let name = names[text] else {
      throw id.error(
        "\"\(text)\" is the id of no node\(Suggestion.hint(for: text, among: names.keys.sorted()))")
    }
    return DocumentNode(text: name, file: id.file, line: id.line, keyPath: id.keyPath)
  }

  private static func refuseParts(of element: MarkupElement) throws(DocumentError) {
    for child in element.children where !["data", "desc"].contains(child.name) {
      switch child.name {
      case "port":
        throw child.error("ports are not read: a switch's links are counted instead")
      case "graph":
        throw child.error(
          "is a graph inside a \(element.name); ungroup it, so that all nodes stand side by side")
      default:
        throw child.error("is no part of a <\(element.name)> that is read; known: data, desc")
      }
    }
  }
}
