// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// What happened to one figure when a cluster was put together.
package struct CompositionLine: Sendable, Hashable, CustomStringConvertible {
  package enum Amount: Sendable, Hashable, CustomStringConvertible {
    case energy(JoulesPerBit)
    case power(Watts)

    package var description: String {
      switch self {
      case .energy(let energy): "\(energy)"
      case .power(let power): "\(power)"
      }
    }
  }

  package enum Outcome: Sendable, Hashable {
    case counted
    /// Another figure has these components in it already.
    case covered(by: String)
  }

  /// The domain, or nil for what belongs to the whole cluster.
  package var domain: String?
  /// Where the figure applies, such as "accelerator end" or "each of 512".
  package var place: String
  /// Such as `nvlink4.energy[0]`.
  package var figure: String
  package var components: [String]
  /// Of one directed link at this end, or of one device.
  package var amount: Amount
  package var outcome: Outcome

  package var description: String {
    let location = domain.map { "\($0), \(place)" } ?? place
    let what = "\(figure) [\(components.joined(separator: ", "))]: \(amount)"
    switch outcome {
    case .counted: return "\(location): \(what), counted"
    case .covered(let other): return "\(location): \(what), not added: in \(other)"
    }
  }
}

/// A directed link put together from its technology and the devices at its ends.
struct ComposedLink: Sendable {
  var values: LinkValues
  var scope: LinkEnergyScope
  var lines: [CompositionLine]
  /// nil for a link that was built without technologies.
  var account: LinkAccount?
}
