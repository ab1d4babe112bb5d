// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Flows over explicit links, without latency, overhead or ranks: the network model alone.
public struct RawFlows: Sendable {
  /// Bytes a second of each directed link.
  public var capacities: [Double]
  public var flows: [Flow] = []

  public struct Flow: Sendable {
    /// Seconds.
    public var start: Double
    public var bytes: Double
    /// Rows of `capacities`, each at most once.
    public var links: [Int32]

    /// - Parameters:
    ///   - start: seconds.
    ///   - bytes: what is to move.
    ///   - links: rows of `capacities`, each at most once.
    public init(start: Double, bytes: Double, links: [Int32]) {
      self.start = start
      self.bytes = bytes
      self.links = links
    }
  }

  /// - Parameter capacities: bytes a second, one way, above zero.
  public init(capacities: [Double]) { self.capacities = capacities }

  /// When each flow ends, in seconds, in the order of `flows`.
  ///
  /// A flow without bytes or without links ends when it starts.
  ///
  /// - Returns: one instant per flow.
  public func completions() -> [Double] {
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
