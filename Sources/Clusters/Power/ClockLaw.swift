// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies

/// What power follows from an accelerator's clock.
///
/// Switching draws power in proportion to the clock and to the square of the voltage, P = α C V² f;
/// the voltage falls with the clock along a line down to a floor. What is drawn at idle stays.
package struct ClockLaw: Sendable, Hashable {
  /// At which the stated figures hold.
  package var full: Hertz
  /// Over the full clock, above 0 to 1.
  package var lowest: Double
  /// Relative change of the voltage over relative change of the clock.
  package var voltageSlope: Double
  /// Over the voltage at the full clock.
  package var lowestVoltage: Double

  package init(full: Hertz, lowest: Double, voltageSlope: Double, lowestVoltage: Double) {
    self.full = full
    self.lowest = lowest
    self.voltageSlope = voltageSlope
    self.lowestVoltage = lowestVoltage
  }

  init(_ clocks: AcceleratorClocks) {
    self.init(
      full: clocks.full.value, lowest: clocks.lowest.value / clocks.full.value,
      voltageSlope: clocks.voltageSlope.value, lowestVoltage: clocks.lowestVoltage.value)
  }

  /// - Parameter clock: over the full one, above 0 to 1.
  /// - Returns: over the voltage at the full clock.
  package func voltage(_ clock: Double) -> Double {
    max(lowestVoltage, 1 - voltageSlope * (1 - clock))
  }

  /// - Parameters:
  ///   - power: at the full clock.
  ///   - clock: over the full one, above 0 to 1.
  /// - Returns: at that clock; idle power as it was.
  package func power(_ power: AcceleratorPower, at clock: Double) -> AcceleratorPower {
    let factor = clock * voltage(clock) * voltage(clock)
    func slowed(_ watts: Watts) -> Watts {
      watts > power.idle ? power.idle + (watts - power.idle) * factor : watts
    }
    var slow = power
    slow.computing = slowed(power.computing)
    slow.communicating = slowed(power.communicating)
    slow.waiting = slowed(power.waiting)
    return slow
  }
}
