// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Why a link has no budget at all. A link that has one and is over a limit is told in the budget.
package enum PhotonicLinkError: Error, Hashable, CustomStringConvertible {
  /// Noise or crosstalk that grows with the signal spoils it at every power.
  case closedEye(by: String)
  /// A number that describes nothing.
  case meaningless(String, allowed: String)

  package var description: String {
    switch self {
    case .closedEye(let name): "\(name) closes the eye, whatever the power of the laser"
    case .meaningless(let name, let allowed): "\(name) must be \(allowed)"
    }
  }
}
