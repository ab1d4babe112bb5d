// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

/// A cluster read from a file, with how it came about.
package struct LoadedCluster: Sendable {
  package var cluster: Cluster
  /// What became of every figure of energy and power.
  package var composition: [CompositionLine]
  /// The cluster's file, what it includes, and the files of the technologies used.
  package var files: [String]
  /// The file with its overrides applied.
  package var resolved: DocumentNode
  /// Weak figures that the cluster rests on, and defaults that were taken.
  package var notes: [String]
  package var floor: Floor?
  /// What the links of each domain draw, innermost first.
  package var linkPower: [DomainPower]
}

/// Reads `topologies/*.yaml`.
package enum ClusterFile {
  /// Reads a cluster file and puts the cluster together.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - overrides: `a.b[2].c=value`, applied in order.
  ///   - catalogue: where technologies are looked up.
  /// - Returns: the cluster and how it came about.
  /// - Throws: `DocumentError` for whatever is wrong in the file, two figures that cover the same
  ///   component at the same place included.
  package static func load(
    path: String, overrides: [String] = [], catalogue: TechnologyCatalogue
  ) throws(DocumentError) -> LoadedCluster {
    try load(try Document(path: path), overrides: overrides, catalogue: catalogue)
  }

  /// The same for a document that was read already.
  package static func load(
    _ document: Document, overrides: [String] = [], catalogue: TechnologyCatalogue
  ) throws(DocumentError) -> LoadedCluster {
    var root = expandingLinks(document.root)
    for override in overrides {
      try root.apply(override: override)
      root = expandingLinks(root)
    }
    var reader = try root.mapping()
    let name = try reader.string("name")
    var assembly = try ClusterAssembly(&reader, files: document.files, catalogue: catalogue)
    let domains = reader.optional("domains")
    let nodes = reader.optional("nodes")
    let links = reader.optional("links")
    let forward = try reader.optionalBoolean("accelerators_forward")
    let policy = reader.optional("routing")
    try reader.finish()
    switch (domains, nodes, links) {
    case (let domains?, nil, nil):
      guard forward == nil else {
        throw root.error("accelerators_forward belongs to nodes and links; shapes know it")
      }
      if let policy {
        throw policy.error("belongs to nodes and links; each domain has a routing of its own")
      }
      try assembly.join(domains)
    case (nil, let nodes?, let links?):
      try assembly.join(
        nodes: nodes, links: links, acceleratorsForward: forward ?? false, policy: policy)
    default:
      throw root.error("give domains, or nodes and links, and not both")
    }
    return assembly.finish(name: name, resolved: root)
  }

  /// `link: x` is short for `link: {technology: x}`; spelled out, an override can reach inside.
  private static func expandingLinks(_ root: DocumentNode) -> DocumentNode {
    guard case .mapping(var entries) = root.content else { return root }
    for index in entries.indices where ["domains", "links"].contains(entries[index].key) {
      guard case .sequence(var elements) = entries[index].value.content else { continue }
      for place in elements.indices {
        guard case .mapping(var keys) = elements[place].content else { continue }
        for key in keys.indices where ["link", "trunk", "global_link"].contains(keys[key].key) {
          guard keys[key].value.isScalar, !keys[key].value.isNull else { continue }
          keys[key].value = keys[key].value.wrapped(under: "technology")
        }
        elements[place].content = .mapping(keys)
      }
      entries[index].value.content = .sequence(elements)
    }
    var expanded = root
    expanded.content = .mapping(entries)
    return expanded
  }
}
