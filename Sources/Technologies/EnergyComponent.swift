// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A part that draws power, as figures name what they include: the closed vocabulary.
///
/// Two figures that name the same component at the same place count it twice, and are refused.
package enum EnergyComponent: String, CaseIterable, Hashable, Sendable, Comparable {
  // Along a link.
  case serdes
  case dieToDie = "die-to-die"
  case laser
  case modulator
  case driver
  case tia
  case dsp
  case fec
  case clock
  case ringTuning = "ring-tuning"
  case retimer
  case circuitSwitch = "circuit-switch"
  // In devices.
  case core
  case hbm
  case voltageRegulator = "voltage-regulator"
  case switchCore = "switch-core"
  case nic
  case cpu
  case memory
  case storage
  case management
  case fans
  case powerSupply = "power-supply"

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
