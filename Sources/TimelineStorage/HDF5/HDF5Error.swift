// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A call of the HDF5 library, or of the file system under it, that did not succeed.
public struct HDF5Error: Error, Hashable, CustomStringConvertible {
  /// What was being done, such as "create dataset".
  public var operation: String
  /// The file, and inside it the object: `run.h5/timeline/events/start`.
  public var path: String
  /// HDF5's own error stack, one line an entry, from the call that was made down to its cause; the
  /// system's message where the file system refused.
  public var stack: String

  public init(operation: String, path: String, stack: String) {
    self.operation = operation
    self.path = path
    self.stack = stack
  }

  /// The one line that helps most: what the operating system said where HDF5 quotes it, such as
  /// "No space left on device", and else the innermost entry of the stack.
  public var cause: String {
    if let quote = stack.firstRange(of: "error message = '") {
      return String(stack[quote.upperBound...].prefix { $0 != "'" })
    }
    return stack.split(separator: "\n").last.map(String.init) ?? "no reason given"
  }

  /// The operation and its cause, then the stack where there is more of it.
  public var description: String {
    let lines = stack.split(separator: "\n")
    let rest = lines.count > 1 ? lines.map { "\n  \($0)" }.joined() : ""
    return "\(path): cannot \(operation): \(cause)\(rest)"
  }
}
