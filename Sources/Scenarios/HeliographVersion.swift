// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The version of this program, in the one place that says it.
package enum HeliographVersion {
  package static let current = "0.1.0"
}
