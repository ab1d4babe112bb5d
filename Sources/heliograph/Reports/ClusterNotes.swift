// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// One line for however many notes the cluster's own figures have: `lint` and JSON list them.
enum ClusterNotes {
  /// - Parameters:
  ///   - notes: of a cluster.
  ///   - cluster: its name.
  /// - Returns: a line, or none where there are no notes.
  static func line(_ notes: [String], of cluster: String) -> [String] {
    guard !notes.isEmpty else { return [] }
    let count = notes.count == 1 ? "1 figure" : "\(notes.count) figures"
    return ["\(cluster) rests on \(count) to take with care; `lint` and --json list them"]
  }
}
