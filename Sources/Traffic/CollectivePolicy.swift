// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// Which algorithm serves each kind of collective, and in how many chunks.
package struct CollectivePolicy: Sendable {
  /// Names from `AlgorithmCatalogue`, or "auto"; a kind that is absent is "auto".
  package var algorithms: [CollectiveKind: String]
  /// Every collective is cut into this many chunks that proceed independently.
  package var chunks: Int
  /// Whether the network's switches may reduce and copy where they can.
  package var usesSwitches: Bool

  package init(
    algorithms: [CollectiveKind: String] = [:], chunks: Int = 1, usesSwitches: Bool = true
  ) {
    self.algorithms = algorithms
    self.chunks = chunks
    self.usesSwitches = usesSwitches
  }
}
