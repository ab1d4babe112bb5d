// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Testing

/// Clusters whose graph lies in a file of its own, beside the cluster's.
struct GraphBench {
  let bench: Bench

  init() throws { bench = try Bench() }

  /// Writes files and reads the cluster that names them.
  ///
  /// - Parameters:
  ///   - graph: the value of `graph:`.
  ///   - count: of accelerators.
  ///   - rest: more lines of the cluster's file.
  ///   - files: by name.
  ///   - overrides: `key=value`.
  /// - Returns: the cluster.
  /// - Throws: what is wrong with the files.
  func load(
    _ graph: String, count: Int, rest: String = "", _ files: [String: String],
    overrides: [String] = []
  ) throws -> LoadedCluster {
    for (name, text) in files { try bench.folder.write("graphs/\(name)", text) }
    let path = try bench.folder.write(
      "graphs/cluster.yaml",
      """
      name: filed
      accelerator: {kind: board, count: \(count)}
      graph: \(graph)
      pue: 1
      \(rest)

      """)
    return try ClusterFile.load(path: path, overrides: overrides, catalogue: bench.catalogue)
  }

  /// What is wrong, without the folder's path; nil where nothing is.
  func problem(
    _ graph: String, count: Int, rest: String = "", _ files: [String: String]
  ) throws -> String? {
    do {
      _ = try load(graph, count: count, rest: rest, files)
      return nil
    } catch { return "\(error)".replacing(bench.folder.path + "/graphs/", with: "") }
  }
}
