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
  /// What is down and what is left; nil where the file has neither faults nor spares.
  package var faults: FaultReport?
  /// The kinds of links, in the order of domains.
  package var linkKinds: [LinkKind]
  /// How the figures of links add up.
  package var linkAccounts: [LinkAccount]
  /// What there is, for a bill.
  package var equipment: [Equipment]
  /// Facility power over equipment power, where the catalogue says it and not the file.
  package var facilityFigure: Figure<Double>?
  /// What the file allows the cluster to draw.
  package var budget: PowerBudget?

  /// One entry per link, indexed by `LinkID`: its row of `linkAccounts`.
  package var accountOfLink: [Int32] { cluster.links.account }
}

/// Reads `topologies/*.yaml`.
package enum ClusterFile {
  /// Reads a cluster file and puts the cluster together.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - overrides: `a.b[2].c=value`, applied in order.
  ///   - faults: those of a scenario, in the place of the file's own; overrides come after them.
  ///   - catalogue: where technologies are looked up.
  /// - Returns: the cluster and how it came about.
  /// - Throws: `DocumentError` for whatever is wrong in the file, two figures that cover the same
  ///   component at the same place included.
  package static func load(
    path: String, overrides: [String] = [], faults: DocumentNode? = nil,
    catalogue: TechnologyCatalogue
  ) throws(DocumentError) -> LoadedCluster {
    try load(
      try Document(path: path), overrides: overrides, faults: faults, catalogue: catalogue)
  }

  /// The same for a document that was read already.
  package static func load(
    _ document: Document, overrides: [String] = [], faults: DocumentNode? = nil,
    catalogue: TechnologyCatalogue
  ) throws(DocumentError) -> LoadedCluster {
    var root = expandingLinks(document.root)
    if let faults { root = root.setting("faults", to: faults) }
    for override in overrides {
      try root.apply(override: override)
      root = expandingLinks(root)
    }
    var reader = try root.mapping()
    let name = try reader.string("name")
    var groups: [AcceleratorGroupDescription]?
    if let node = reader.optional("groups") {
      groups = try AcceleratorGroupDescription.read(node, beside: &reader, catalogue)
    }
    let sets: [AcceleratorSet]
    if let groups {
      sets = groups.map(\.set)
    } else {
      sets = [try AcceleratorSet(&reader, first: 0, catalogue)]
    }
    var assembly = try ClusterAssembly(
      &reader, sets, files: document.files, catalogue: catalogue)
    let domains = reader.optional("domains")
    let nodes = reader.optional("nodes")
    let links = reader.optional("links")
    let source = reader.optional("graph")
    let forward = try reader.optionalBoolean("accelerators_forward")
    let policy = reader.optional("routing")
    let faults = reader.optional("faults")
    let spares = reader.optional("spares")
    try reader.finish()
    if let groups {
      guard let domains, nodes == nil, links == nil, source == nil, forward == nil, policy == nil
      else {
        throw root.error("groups: give domains, of which the one joins all groups, beside them")
      }
      try assembly.join(groups, by: domains)
      return try assembly.finish(
        name: name, resolved: root, faults: faults, spares: spares)
    }
    switch (domains, nodes, links, source) {
    case (let domains?, nil, nil, nil):
      guard forward == nil else {
        throw root.error("accelerators_forward belongs to nodes and links; shapes know it")
      }
      if let policy {
        throw policy.error("belongs to nodes and links; each domain has a routing of its own")
      }
      try assembly.join(domains)
    case (nil, let nodes?, let links?, nil):
      try assembly.join(
        GraphDescription(nodes: nodes, links: links, catalogue),
        acceleratorsForward: forward ?? false, policy: policy)
    case (nil, nil, nil, let source?):
      var source = try GraphSource(source, catalogue)
      try assembly.join(source.graph(), acceleratorsForward: forward ?? false, policy: policy)
    default:
      throw root.error(
        "give domains, or nodes and links, or a graph in a file of its own, and only one of them")
    }
    return try assembly.finish(name: name, resolved: root, faults: faults, spares: spares)
  }

  /// `link: x` is short for `link: {technology: x}`; spelled out, an override can reach inside.
  private static func expandingLinks(_ root: DocumentNode) -> DocumentNode {
    root.changing { key, value in
      switch key {
      case "groups":
        guard case .sequence(let elements) = value.content else { return value }
        var expanded = value
        expanded.content = .sequence(elements.map { expandingLinks($0) })
        return expanded
      case "domains", "links":
        guard case .sequence(let elements) = value.content else { return value }
        var expanded = value
        expanded.content = .sequence(
          elements.map { $0.expandingLinks(["link", "trunk", "global_link"]) })
        return expanded
      case "graph":
        return value.expandingLinks(["link"]).changing { key, value in
          key == "links" ? value.expandingLinks(nil) : value
        }
      default: return value
      }
    }
  }
}

extension DocumentNode {
  /// A mapping with its values changed; anything else as it is.
  fileprivate func changing(
    _ change: (_ key: String, _ value: DocumentNode) -> DocumentNode
  ) -> DocumentNode {
    guard case .mapping(var entries) = content else { return self }
    for index in entries.indices {
      entries[index].value = change(entries[index].key, entries[index].value)
    }
    var changed = self
    changed.content = .mapping(entries)
    return changed
  }

  /// A mapping whose values under some keys are links, spelled out; nil for all keys.
  fileprivate func expandingLinks(_ keys: [String]?) -> DocumentNode {
    changing { key, value in
      let isLink = keys?.contains(key) ?? true
      return isLink && value.isScalar && !value.isNull ? value.wrapped(under: "technology") : value
    }
  }
}
