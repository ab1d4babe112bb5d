// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What each `EventColumns.collectiveID` stands for; one entry per instance, by its id.
///
/// Rows of the program that ran, which a file does not keep: a timeline that was read has none.
public struct CollectiveInstances: Sendable {
  /// Row of the program's tasks: that of the member that came first.
  public var task: [Int32]
  /// Row of the program's groups.
  public var group: [Int32]

  public init(task: [Int32] = [], group: [Int32] = []) {
    self.task = task
    self.group = group
  }

  public var count: Int { task.count }
}
