// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Technologies

/// How the figures of directed links between two kinds of ends add up, and how many such links
/// a cluster has.
package struct LinkAccount: Sendable {
  /// One figure at one end.
  package struct Part: Sendable {
    /// Per bit, both ends.
    package var term: PathTerm
    /// Of the term: a half at each end, or all of it at each end of a link without a partner.
    package var share: Double
    /// Such as "accelerator end (h100-sxm)".
    package var place: String
    package var outcome: CompositionLine.Outcome
    /// Whether what has the figure already is a device that the bit passes, which has a line of
    /// its own: a switch or a NIC, not an accelerator or a server.
    package var isPassed: Bool

    package var isCounted: Bool { outcome == .counted }

    package func energy(_ draw: inout Draw) -> JoulesPerBit { term.value(&draw) * share }
  }

  /// One part of the time that a bit takes.
  package struct Delay: Sendable {
    package var name: String
    package var value: @Sendable (inout Draw) -> Seconds
  }

  /// Row of `LoadedCluster.linkKinds`.
  package var kind: Int
  package var parts: [Part]
  package var delays: [Delay]
  /// What a bit passes at the ends beside the link.
  package var devices: [PathDevice]
  /// Whether the other direction exists too and shares the modules.
  package var isPair: Bool

  /// Rows of the link table.
  package var rows = 0
  /// Directed links; several parallel ones stand as one row.
  package var links = 0
  /// Sum over them.
  package var carried = BitsPerSecond.zero

  /// What all of them draw as the links' own.
  ///
  /// - Parameters:
  ///   - moving: whether bits move at full rate.
  ///   - draw: gives each figure its value.
  /// - Returns: nothing of what devices have in their own figures.
  package func power(moving: Bool, _ draw: inout Draw) -> Watts {
    var sum = JoulesPerBit.zero
    for part in parts where part.isCounted && (moving || part.term.isStatic) {
      sum += part.energy(&draw)
    }
    return sum * carried
  }
}

/// The links of a domain that are of one technology over the same devices.
package struct LinkKind: Sendable {
  /// Row of `Cluster.domains`.
  package var domain: Int
  package var name: String
  /// Whether the file gives these links between switches, or parts of a shape, a kind of their own.
  package var isTrunk: Bool
  package var path: PathSum
  /// What stands at each end of such a link; nil where the wire ends at the chips.
  package var module: Module?
  /// Of one link, both ways, with its modules unless `module` has a record of its own.
  package var price: Priced

  package struct Module: Sendable {
    package var name: String
    /// The part of one module that one link uses: several slow links share a fast one.
    package var perEnd: Double
    /// Apart from the link's; nil where the link's price has the modules in it.
    package var price: Priced?
  }
}

/// A record and its price, which may be missing.
package struct Priced: Sendable {
  package var record: String
  package var price: Figure<Dollars>?

  package init(_ record: String, _ price: Figure<Dollars>?) {
    self.record = record
    self.price = price
  }
}
