// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Where a result came from: enough to run it again and to see what changed.
public struct Provenance: Sendable, Hashable {
  public struct Input: Sendable, Hashable {
    public var path: String
    /// Lower-case hexadecimal.
    public var sha256: String

    public init(path: String, sha256: String) {
      self.path = path
      self.sha256 = sha256
    }
  }

  public var program: String
  public var version: String
  /// The commit of the checkout that the program was run from, or "unknown".
  public var gitCommit: String
  public var gitDirty: Bool
  public var commandLine: String
  public var hostPlatform: String
  /// The scenario with every include and override applied, as YAML.
  public var configResolved: String
  public var seed: UInt64
  /// ISO 8601, UTC.
  public var startTime: String
  public var inputs: [Input]

  public init(
    program: String, version: String, gitCommit: String, gitDirty: Bool, commandLine: String,
    hostPlatform: String, configResolved: String, seed: UInt64, startTime: String, inputs: [Input]
  ) {
    self.program = program
    self.version = version
    self.gitCommit = gitCommit
    self.gitDirty = gitDirty
    self.commandLine = commandLine
    self.hostPlatform = hostPlatform
    self.configResolved = configResolved
    self.seed = seed
    self.startTime = startTime
    self.inputs = inputs
  }
}
