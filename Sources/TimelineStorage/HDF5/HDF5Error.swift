// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A call of the HDF5 library, or of the file system under it, that did not succeed.
public struct HDF5Error: Error, Hashable, CustomStringConvertible {
  /// What was being done, such as "create dataset".
  public var operation: String
  /// The file, and inside it the object: `run.h5:/timeline/events/start`.
  public var path: String
  /// HDF5's own error stack, one line an entry, from the call that was made down to its cause; the
  /// system's message where the file system refused.
  public var stack: String

  public init(operation: String, path: String, stack: String) {
    self.operation = operation
    self.path = path
    self.stack = stack
  }

  public var description: String {
    stack.isEmpty ? "\(path): cannot \(operation)" : "\(path): cannot \(operation)\n\(indented)"
  }

  private var indented: String {
    stack.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
  }
}
