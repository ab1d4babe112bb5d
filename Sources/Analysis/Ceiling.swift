// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Timelines

/// A limit on power or energy that a run must keep.
package struct Ceiling: Sendable, Hashable {
  /// Whose power is limited: every unit's by itself.
  package typealias Scope = MeterScope

  package enum Limit: Sendable, Hashable {
    /// Mean power over every span of `window`; over the whole run where that is shorter, or where
    /// `window` is nil.
    case average(Watts, window: Seconds?)
    /// Instantaneous power.
    case peak(Watts)
    /// Energy of the site.
    case energy(Joules, per: EnergyShare)
  }

  /// Of what energy is limited.
  package enum EnergyShare: String, CaseIterable, Sendable {
    case step
    /// Of a model that is trained; of other samples where the model has no tokens.
    case token
    case run
  }

  /// What is done where a limit is not kept.
  package enum Response: String, CaseIterable, Sendable {
    /// It is told.
    case report
    /// Clocks fall until it holds.
    case throttle
    /// Accelerators are switched off until it holds.
    case shrink
  }

  package var scope: Scope
  package var limit: Limit
  package var response: Response

  package init(scope: Scope = .site, limit: Limit, response: Response = .report) {
    self.scope = scope
    self.limit = limit
    self.response = response
  }

  /// What measures it while a run goes on; nil of energy.
  package var meter: PowerMeter? {
    switch limit {
    case .average(let power, let window?): PowerMeter(scope, .window(window), limit: power)
    case .average(let power, nil): PowerMeter(scope, .run, limit: power)
    case .peak(let power): PowerMeter(scope, .moment, limit: power)
    case .energy: nil
    }
  }

  /// The limit itself.
  package var amount: CeilingAmount {
    switch limit {
    case .average(let power, _), .peak(let power): .power(power)
    case .energy(let energy, _): .energy(energy)
    }
  }
}

/// Power or energy, as a ceiling limits it.
package enum CeilingAmount: Sendable, Hashable, CustomStringConvertible {
  case power(Watts)
  case energy(Joules)

  package static func watts(_ value: Double) -> Self { .power(.watts(value)) }
  package static func joules(_ value: Double) -> Self { .energy(.joules(value)) }

  /// Watts or joules.
  package var number: Double {
    switch self {
    case .power(let power): power.rawValue
    case .energy(let energy): energy.rawValue
    }
  }

  /// Of the same kind.
  package func with(_ number: Double) -> Self {
    switch self {
    case .power: .power(.watts(number))
    case .energy: .energy(.joules(number))
    }
  }

  package var description: String {
    switch self {
    case .power(let power): "\(power)"
    case .energy(let energy): "\(energy)"
    }
  }
}

extension Ceiling: CustomStringConvertible {
  /// `site, average of 12 MW over 1 s`; `site, 2 GJ a step`
  package var description: String {
    switch limit {
    case .average(let power, let window?): "\(scope.rawValue), average of \(power) over \(window)"
    case .average(let power, nil): "\(scope.rawValue), average of \(power)"
    case .peak(let power): "\(scope.rawValue), peak of \(power)"
    case .energy(let energy, let share): "\(scope.rawValue), \(energy) a \(share.rawValue)"
    }
  }
}
