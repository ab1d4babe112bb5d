// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Input that cannot be used and that no line of a document explains: a path, a column, a trace.
package struct InputError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
