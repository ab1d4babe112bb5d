// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Why a program cannot run: what is wrong, at which rank and operation.
package struct ProgramError: Error, Hashable, CustomStringConvertible {
  /// The rank whose work is wrong; nil where no single rank is.
  package let rank: Int?
  package let problem: String

  package init(rank: Int? = nil, _ problem: String) {
    self.rank = rank
    self.problem = problem
  }

  /// `rank 3: send "activations" to rank 4 (tag 0) has no receive`
  package var description: String { rank.map { "rank \($0): \(problem)" } ?? problem }
}
