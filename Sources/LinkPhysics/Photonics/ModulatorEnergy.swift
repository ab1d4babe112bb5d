// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// What a modulator and its driver spend for each bit. All of it is spent on bits alone.
package enum ModulatorEnergy: Sendable, Hashable {
  case stated(JoulesPerBit)
  case switched(SwitchedModulator)
  case scaled(ScaledDriver)

  package func energy(at rate: BitsPerSecond) -> JoulesPerBit {
    switch self {
    case .stated(let energy): energy
    case .switched(let modulator): modulator.energy
    case .scaled(let driver): driver.energy(at: rate)
    }
  }
}

/// Capacitances charged at two voltages: a·(V²·C₁ + W·max(W, V)·C₂). The form of DSENT.
package struct SwitchedModulator: Sendable, Hashable {
  /// V, of the logic.
  package var supply: Volts
  /// W, of the last stage.
  package var drive: Volts
  /// C₁, of the stages before the last.
  package var predriver: Farads
  /// C₂: the last stage, the junction and what is beside them.
  package var driven: Farads
  /// a: how many charges a bit makes; a quarter where bits are random.
  package var activity: Double

  package init(
    supply: Volts, drive: Volts, predriver: Farads, driven: Farads, activity: Double
  ) {
    self.supply = supply
    self.drive = drive
    self.predriver = predriver
    self.driven = driven
    self.activity = activity
  }

  package var energy: JoulesPerBit {
    let logic = supply.rawValue * supply.rawValue * predriver.rawValue
    let last = drive.rawValue * max(drive.rawValue, supply.rawValue) * driven.rawValue
    return JoulesPerBit(rawValue: activity * (logic + last))
  }
}

/// A simulated driver scaled to another load: k·R·(V/2U)²·(C/C₀) + E₀ − C₀·(2U)²/4 + C·V²/4. The
/// form of PhoenixSim.
package struct ScaledDriver: Sendable, Hashable {
  /// k, in J for each b/s.
  package var growth: Double
  /// E₀, for the simulated load.
  package var constant: JoulesPerBit
  /// U, of the simulated driver, which swings twice that.
  package var supply: Volts
  /// C₀, which was simulated.
  package var simulatedLoad: Farads
  /// V, of the modulator.
  package var swing: Volts
  /// C, of the modulator.
  package var load: Farads

  package init(
    growth: Double, constant: JoulesPerBit, supply: Volts, simulatedLoad: Farads, swing: Volts,
    load: Farads
  ) {
    self.growth = growth
    self.constant = constant
    self.supply = supply
    self.simulatedLoad = simulatedLoad
    self.swing = swing
    self.load = load
  }

  package func energy(at rate: BitsPerSecond) -> JoulesPerBit {
    let full = 2 * supply.rawValue
    let voltage = swing.rawValue / full
    let growing = growth * rate.rawValue * voltage * voltage * (load / simulatedLoad)
    let simulated = simulatedLoad.rawValue * full * full / 4
    let junction = load.rawValue * swing.rawValue * swing.rawValue / 4
    return constant + JoulesPerBit(rawValue: growing - simulated + junction)
  }
}
