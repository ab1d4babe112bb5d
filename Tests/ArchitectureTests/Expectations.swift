// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// Records each breach of a rule as an issue of its own, so that a log reads as a list of repairs.
func expectNone(_ violations: [String], sourceLocation: SourceLocation = #_sourceLocation) {
  for violation in violations {
    Issue.record(Comment(rawValue: violation), sourceLocation: sourceLocation)
  }
}
