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

  /// Protocols of the communication library that are known.
  package var protocols: [MessageProtocol]
  /// One of them for every collective, "auto" for the one of least predicted time, or nil: messages
  /// then pay the overhead of their domain whatever their size.
  package var protocolName: String?
  /// Where a kind has no algorithm of its own, what serves which sizes.
  package var tuner: TunerTable?

  package init(
    algorithms: [CollectiveKind: String] = [:], chunks: Int = 1, usesSwitches: Bool = true,
    protocols: [MessageProtocol] = [], protocolName: String? = nil, tuner: TunerTable? = nil
  ) {
    self.algorithms = algorithms
    self.chunks = chunks
    self.usesSwitches = usesSwitches
    self.protocols = protocols
    self.protocolName = protocolName
    self.tuner = tuner
  }
}
