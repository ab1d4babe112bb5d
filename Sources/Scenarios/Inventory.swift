// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Technologies

/// What the data folder and the program offer by name.
package struct Inventory {
  package enum Section: String, CaseIterable, Sendable {
    case clusters
    case technologies
    case algorithms
    case models
    case workloads
    case scenarios
  }

  package struct Entry: Sendable, Hashable {
    package let name: String
    /// A path below the data folder, or what an algorithm carries out.
    package let detail: String
  }

  private let root: DataRoot?

  /// - Parameter root: the data folder; nil where only the program's own lists are asked for.
  package init(root: DataRoot?) { self.root = root }

  /// One section, in alphabetical order; algorithms in the order of their catalogue.
  ///
  /// - Throws: `DocumentError` for a technology file that is wrong.
  package func entries(of section: Section) throws -> [Entry] {
    switch section {
    case .clusters: files("topologies")
    case .models: files("models")
    case .workloads: files("workloads")
    case .scenarios: files("scenarios")
    case .algorithms: Self.algorithms
    case .technologies: try technologies()
    }
  }

  private func files(_ folder: String) -> [Entry] {
    (root?.names(in: folder) ?? []).map { Entry(name: $0.name, detail: $0.path) }
  }

  private static var algorithms: [Entry] {
    var entries: [(name: String, kinds: [String])] = []
    for kind in CollectiveNames.kinds {
      for name in CollectiveNames.algorithms(for: kind) {
        if let index = entries.firstIndex(where: { $0.name == name }) {
          entries[index].kinds.append(kind)
        } else {
          entries.append((name, [kind]))
        }
      }
    }
    return entries.map { Entry(name: $0.name, detail: $0.kinds.joined(separator: ", ")) }
  }

  private func technologies() throws -> [Entry] {
    guard let root else { return [] }
    let catalogue = try TechnologyCatalogue(folders: [root.path + "/technologies"])
    return catalogue.records.map { Entry(name: $0.name, detail: "\($0.shape.kind): \($0.title)") }
  }
}
