// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Flows over explicit links, without latency, overhead or ranks: the network model alone.
package struct RawFlows: Sendable {
  /// Bytes a second of each directed link.
  package var capacities: [Double]
  package var flows: [Flow] = []

  package struct Flow: Sendable {
    /// Seconds.
    package var start: Double
    package var bytes: Double
    /// Rows of `capacities`, each at most once.
    package var links: [Int32]

    package init(start: Double, bytes: Double, links: [Int32]) {
      self.start = start
      self.bytes = bytes
      self.links = links
    }
  }

  /// - Parameter capacities: bytes a second, one way, above zero.
  package init(capacities: [Double]) { self.capacities = capacities }

  /// When each flow ends, in seconds, in the order of `flows`.
  ///
  /// A flow without bytes or without links ends when it starts.
  package func completions() -> [Double] {
    var network = FluidNetwork(capacities: capacities, keepsSegments: false)
    var queue = TimeQueue()
    var completions = flows.map(\.start)
    for (index, flow) in flows.enumerated() where flow.bytes > 0 && !flow.links.isEmpty {
      _ = network.hops.append(flow.links.map { ($0, 1) }, joulesPerByteOfLink: [])
      queue.push(
        .messageStarts, Int32(index), network.hops.lastRow, at: flow.start)
    }
    var ended = Column<Int32>()
    while !queue.isEmpty {
      let now = queue.earliest
      repeat {
        while let entry = queue.popFromBatch(at: now) {
          switch entry.tag {
          case .messageStarts:
            network.begin(
              entry.first, route: entry.second, bytes: flows[Int(entry.first)].bytes, at: now)
          case .flowsComplete:
            network.complete(at: now, into: &ended)
            for row in 0..<ended.count { completions[Int(ended[row])] = now }
            ended.removeAll()
          case .messageDrains, .messageArrives, .operationEnds, .messageAtHop, .laneOpens,
            .stepBegins, .laneContinues, .hostLooks:
            preconditionFailure("raw flows have neither latency nor operations")
          }
        }
        network.settle(at: now, into: &queue)
      } while queue.hasMore(at: now)
      queue.closeBatch(at: now)
    }
    return completions
  }
}
