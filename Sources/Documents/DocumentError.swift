// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a file that somebody wrote, where, and what is allowed instead.
public struct DocumentError: Error, Hashable, CustomStringConvertible {
  /// The file as the person named it.
  public let file: String
  /// One-based; nil where the value did not come from a line (`--set`, a missing file).
  public let line: Int?
  /// The key path, such as `domains[1].link`; empty for the document itself.
  public let keyPath: String
  public let problem: String

  package init(file: String, line: Int? = nil, keyPath: String = "", problem: String) {
    self.file = file
    self.line = line
    self.keyPath = keyPath
    self.problem = problem
  }

  /// `topologies/pod.yaml:12: domains[1].link: "nvlnk4" is unknown; known: ...`
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return keyPath.isEmpty ? "\(place): \(problem)" : "\(place): \(keyPath): \(problem)"
  }
}
