// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A limit on power that a run must keep.
package struct Ceiling: Sendable, Hashable {
  /// Whose power is limited.
  package enum Scope: String, CaseIterable, Sendable {
    /// Everything that the ledger has lines for, the facility included.
    case site
  }

  package enum Limit: Sendable, Hashable {
    /// Mean power over every span of `window`; over the whole run where that is shorter, or where
    /// `window` is nil.
    case average(Watts, window: Seconds?)
    /// Instantaneous power.
    case peak(Watts)

    package var power: Watts {
      switch self {
      case .average(let power, _), .peak(let power): power
      }
    }
  }

  package var scope: Scope
  package var limit: Limit

  package init(scope: Scope = .site, limit: Limit) {
    self.scope = scope
    self.limit = limit
  }
}

extension Ceiling: CustomStringConvertible {
  /// `site, average of 12 MW over 1 s`
  package var description: String {
    switch limit {
    case .average(let power, let window?): "\(scope.rawValue), average of \(power) over \(window)"
    case .average(let power, nil): "\(scope.rawValue), average of \(power)"
    case .peak(let power): "\(scope.rawValue), peak of \(power)"
    }
  }
}
