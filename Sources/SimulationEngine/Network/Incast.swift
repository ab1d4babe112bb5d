// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What a link carries where many flows meet.
package enum Incast {
  /// Of n flows, 1 - 1/n of the penalty is lost: nothing of one, nearly all of very many.
  ///
  /// - Parameters:
  ///   - rate: of the link, in any unit.
  ///   - penalty: what it loses with very many flows, 0 to below 1.
  ///   - flows: on it, at least 1.
  /// - Returns: in the same unit.
  @inline(__always)
  package static func rate(_ rate: Double, losing penalty: Double, with flows: Double) -> Double {
    rate * (1 - penalty * (1 - 1 / flows))
  }
}

// Links that carry less where many flows meet.
extension FluidNetwork {
  func capacity(of link: Int32, withFlows count: Int) -> Double {
    guard incastPenalty.count > 0, count > 1 else { return capacityBytesPerSecond[link] }
    return Incast.rate(
      capacityBytesPerSecond[link], losing: incastPenalty[link], with: Double(count))
  }

  /// With the flows that are on it now.
  func presentCapacity(of link: Int32) -> Double {
    incastPenalty.count == 0
      ? capacityBytesPerSecond[link] : capacity(of: link, withFlows: crowds[link])
  }

  /// A flow came to its links, or left them, and changed what they can carry.
  func crowd(_ span: HopSpan, by change: Int) {
    for hop in Int(span.first)..<Int(span.first) + span.count {
      let link = hops.link[hop]
      let before = crowds[link]
      let count = before + change * hops.flows(onHop: hop)
      crowds[link] = count
      // A link that nobody is on any more has been cleared.
      guard incastPenalty[link] > 0, count > 0 else { continue }
      (links.base + Int(link)).pointee.giveBack(
        capacity(of: link, withFlows: count) - capacity(of: link, withFlows: before))
    }
  }
}
