// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Foundation
import Technologies
import Training
import Workloads

/// Checks a file that people write, and what it names, without running anything.
package struct Lint {
  package struct Finding: Sendable {
    package let kind: DocumentKind
    /// What a reader should know about how the file was understood.
    package let notes: [String]
  }

  private let root: DataRoot

  /// - Parameter root: where the technologies lie.
  package init(root: DataRoot) { self.root = root }

  /// - Parameter path: of a scenario, a cluster, a program, a model, a technology or a tuner's table.
  /// - Returns: what the file is.
  /// - Throws: `DocumentError`, or a reader's own error, for the first thing that is wrong.
  package func check(_ path: String) throws -> Finding {
    // Tables are not YAML: a tuner's is the one that people write.
    if path.hasSuffix(".csv") {
      return Finding(kind: .tuner, notes: try TunerFile.load(path: path).notes)
    }
    let document = try Document(path: path)
    let keys = try document.root.mapping().keys
    guard let kind = DocumentKind(keys: keys, path: path) else {
      throw DocumentError(
        file: path,
        problem: "is of no known kind: a scenario has workload or jobs, a cluster has accelerator, "
          + "a program has groups, a model has kind, a technology lies in technologies/<kind>/")
    }
    switch kind {
    case .scenario: return Finding(kind: kind, notes: try scenario(path))
    case .cluster: return Finding(kind: kind, notes: try Workbench(root: root).cluster(path).notes)
    case .program:
      let loaded = try WorkloadFile.load(path: path)
      return Finding(kind: kind, notes: loaded.notes)
    case .model:
      _ = try ModelFile.load(document, path: path)
      return Finding(kind: kind, notes: [])
    case .technology:
      try technology(path)
      return Finding(kind: kind, notes: [])
    case .faults:
      return Finding(
        kind: kind,
        notes: ["its devices are checked with a cluster that names it: faults: {file: \(path)}"])
    case .tuner: preconditionFailure("a table has no keys to be told by")
    }
  }

  /// A scenario with everything that it names, down to the placement of its ranks.
  private func scenario(_ path: String) throws -> [String] {
    let scenario = try ScenarioFile.load(path: path, root: root)
    var notes: [String] = []
    for job in try Workbench(root: root).jobs(for: scenario) {
      try Runner.check(job)
      notes += (job.notes + job.ownNotes + job.clusterNotes).filter { !notes.contains($0) }
    }
    return notes
  }

  /// The folder of technologies that the file lies in: a record is checked with its neighbours.
  private func technology(_ path: String) throws {
    let folder = DataRoot.absolute(
      DataRoot.folder(of: path), from: FileManager.default.currentDirectoryPath)
    let top = folder.hasSuffix("/technologies") ? folder : DataRoot.folder(of: folder)
    let catalogue = try TechnologyCatalogue(folders: [top])
    let name = URL(fileURLWithPath: path).lastPathComponent
    for record in catalogue.records
    where URL(fileURLWithPath: record.file).lastPathComponent == name {
      if let gap = record.gaps.first { throw gap }
    }
  }
}
