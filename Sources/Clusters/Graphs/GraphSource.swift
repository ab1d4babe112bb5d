// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

/// The `graph:` of a cluster file: which file holds the graph, and what its words mean.
struct GraphSource {
  let node: DocumentNode
  /// From where the program runs.
  let path: String
  /// The value that names it.
  let fileNode: DocumentNode
  /// A list of nodes of its own, where the format has one.
  let nodeList: DocumentNode?
  var nodeKinds: NodeWords
  var linkKinds: LinkWords
  /// Of links whose length the file does not say.
  let length: Metres?
  /// What the file calls the values that are read of a node or link, by our names for them.
  let attributes: [(ours: String, theirs: DocumentNode)]
  let catalogue: TechnologyCatalogue

  private let lengthNode: DocumentNode?
  private let attributesNode: DocumentNode?

  /// Values of nodes and links that another format may have under other names.
  static let attributeNames = ["name", "kind", "switch", "nic", "link", "count", "length"]

  init(_ node: DocumentNode, _ catalogue: TechnologyCatalogue) throws(DocumentError) {
    self.node = node
    self.catalogue = catalogue
    var reader = try node.mapping()
    fileNode = try reader.required("file")
    path = try fileNode.graphPath()
    if let node = reader.optional("nodes") {
      var list = try node.mapping()
      nodeList = try list.required("file")
      try list.finish()
    } else {
      nodeList = nil
    }
    nodeKinds = try NodeWords(reader.optional("kinds"), catalogue)
    linkKinds = try LinkWords(reader.optional("links"), usual: reader.optional("link"), catalogue)
    lengthNode = reader.optional("length")
    length = try lengthNode?.quantity()
    attributesNode = reader.optional("attributes")
    attributes = try attributesNode?.renamed() ?? []
    try reader.finish()
  }

  /// Reads the graph by the ending of its file's name.
  ///
  /// - Throws: `DocumentError` for an unknown format, and for what is wrong in the file.
  mutating func graph() throws(DocumentError) -> GraphDescription {
    var graph: GraphDescription
    if path.hasSuffix(".csv") {
      try refuse(attributesNode, "belongs to GraphML; a table's columns have fixed names")
      graph = try edgeList()
    } else if path.hasSuffix(".graphml") || path.hasSuffix(".xml") {
      try refuse(nodeList, "belongs to a table of links (.csv); this file has its nodes inside")
      let document = try MarkupDocument(text: try TextFile.read(path, for: fileNode), file: path)
      switch document.root.name {
      case "graphml": graph = try graphML(document)
      case "system":
        try refuse(attributesNode, "belongs to GraphML; a server's description has fixed names")
        try refuse(lengthNode, "a server's description is of links of several lengths")
        graph = try serverTopology(document)
      default:
        throw document.root.error(
          "is neither GraphML (<graphml>) nor a server's description of NCCL (<system>)")
      }
    } else {
      throw fileNode.error(
        "\"\(path)\" is of no known format; known: .csv (a table of links), .graphml, .xml "
          + "(GraphML, or what NCCL_TOPO_DUMP_FILE writes)")
    }
    graph.files.insert(path, at: 0)
    try nodeKinds.refuseUnused(in: path)
    try linkKinds.refuseUnused(in: path)
    return graph
  }

  private func refuse(_ node: DocumentNode?, _ reason: String) throws(DocumentError) {
    if let node { throw node.error(reason) }
  }
}

extension DocumentNode {
  /// The file that a value names, beside the file that it is written in.
  func graphPath() throws(DocumentError) -> String {
    let name = try string()
    // A value of the command line is as people see it from where they are.
    return line == nil ? name : TextFile.path(name, beside: file)
  }

  /// Reads `{kind: role, length: distance}`.
  fileprivate func renamed() throws(DocumentError) -> [(ours: String, theirs: DocumentNode)] {
    var reader = try mapping()
    var names: [(ours: String, theirs: DocumentNode)] = []
    for ours in GraphSource.attributeNames {
      guard let theirs = reader.optional(ours) else { continue }
      _ = try theirs.string()
      names.append((ours, theirs))
    }
    try reader.finish()
    return names
  }
}
