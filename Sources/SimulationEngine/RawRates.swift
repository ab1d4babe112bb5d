// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The rates of flows that are all there at once: one solve, which may be repeated from nothing.
public struct RawRates: ~Copyable {
  private var network: FluidNetwork
  private var queue = TimeQueue()
  private let flowCount: Int32

  /// Puts all flows on their links; their starts and bytes do not matter.
  ///
  /// - Parameter raw: flows with at least one link each.
  public init(_ raw: RawFlows) {
    network = FluidNetwork(capacities: raw.capacities, keepsSegments: false)
    flowCount = Int32(raw.flows.count)
    for (index, flow) in raw.flows.enumerated() {
      let row = network.hops.append(flow.links.map { ($0, 1) }, joulesPerByteOfLink: [])
      network.begin(Int32(index), route: row, bytes: max(flow.bytes, 1), at: 0)
    }
  }

  /// Finds the rates and orders the flows by their ends.
  public mutating func solve() { network.settle(at: 0, into: &queue) }

  /// Bytes a second of each flow, in the order of `RawFlows.flows`.
  public func rates() -> [Double] {
    (0..<flowCount).map { network.flows[$0].rateBytesPerSecond }
  }

  /// Takes all rates away, so that the next solve begins from nothing again.
  public mutating func forget() { network.forgetRates(of: flowCount) }
}

extension FluidNetwork {
  /// Makes the flows below a number as if they had just begun.
  fileprivate mutating func forgetRates(of flowCount: Int32) {
    for link in 0..<Int32(links.count) {
      let state = links.base + Int(link)
      state.pointee.clear(capacity: presentCapacity(of: link))
    }
    for flow in 0..<flowCount {
      (flows.base + Int(flow)).pointee.rateBytesPerSecond = 0
      (flows.base + Int(flow)).pointee.heldBy = -1
      begun.append(flow)
    }
  }
}
