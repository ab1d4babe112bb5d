// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Why a plan cannot be carried out.
package struct PlanError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The key of the plan that is at fault, such as "tp".
  package var key: String
  package var problem: String

  package init(_ key: String, _ problem: String) {
    self.key = key
    self.problem = problem
  }

  package var description: String { "plan: \(key): \(problem)" }
}
