// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a link, or with all parallel links between two nodes.
package struct LinkFault: Sendable, Hashable {
  package enum Place: Sendable, Hashable {
    /// One directed link, by its number in the cluster without faults.
    case link(LinkID)
    /// Every link from one node to another, by the names of the nodes.
    case oneWay(from: String, to: String)
    /// Every link between two nodes, in both directions.
    case bothWays(String, String)
  }

  package enum Effect: Sendable, Hashable {
    /// The link carries nothing, and nothing is routed over it. It draws no power.
    case failed
    /// The link carries this part of its rate, above 0 to 1, and draws what it did.
    case slow(factor: Double)

    /// One of the parallel links fails that stand as one, and the rest carry on.
    ///
    /// - Parameter count: how many there are, such as `LeafSpine.linksPerSpine`; 1 or more.
    /// - Returns: slow by one part in so many, or failed where there is no other.
    package static func oneFailed(of count: Int) -> Effect {
      precondition(count >= 1, "a bundle of \(count) links")
      return count == 1 ? .failed : .slow(factor: Double(count - 1) / Double(count))
    }
  }

  package var place: Place
  package var effect: Effect

  package init(_ place: Place, _ effect: Effect) {
    self.place = place
    self.effect = effect
  }
}
