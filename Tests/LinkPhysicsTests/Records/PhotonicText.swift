// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Technologies
import TestSupport
import Testing

/// A record of a photonic link in which tests give parts another way.
struct PhotonicText {
  /// Key, and what stands under it.
  private var parts: [(key: String, text: String)]

  /// What every figure has beside its value.
  static let facts = "year: 2025, boundary: a test, kind: a test, grade: B, source: a test"

  static func figure(_ value: String, low: String? = nil, high: String? = nil) -> String {
    let range = [low.map { "low: \($0), " }, high.map { "high: \($0), " }].compactMap { $0 }
    return "{value: \(value), \(range.joined())\(facts)}"
  }

  static func power(_ value: String, _ includes: String) -> String {
    "{value: \(value), includes: [\(includes)], \(facts)}"
  }

  /// Four wavelengths of 10 Gb/s over 3 dB of losses; sensitivity, extinction and tuning are stated.
  init() {
    parts = [
      ("wavelengths", Self.figure("4")), ("spacing", Self.figure("100 GHz")),
      ("rate_per_wavelength", Self.figure("10 Gb/s")),
      (
        "laser",
        "{wall_plug_efficiency: \(Self.figure("0.1")), "
          + "most_per_wavelength: \(Self.figure("30 dBm"))}"
      ),
      ("path", "[{element: coupler, each: \(Self.figure("3 dB"))}]"),
      ("extinction", Self.figure("10 dB")), ("margin", Self.figure("0 dB")),
      ("receiver", Self.receiver("stated: \(Self.stated("-20 dBm"))")),
      ("modulator_energy", Self.power("50 fJ/bit", "modulator, driver")),
      ("waveguide_cap", Self.figure("60 dBm")), ("propagation", Self.figure("5 ns/m")),
    ]
  }

  static func stated(_ level: String, rate: String = "25 Gb/s") -> String {
    "{measure: oma, level: \(figure(level)), rate: \(figure(rate))}"
  }

  /// A receiver that spends nothing, so that other parts can be told by hand.
  static func receiver(_ model: String) -> String {
    "{\(model), energy: \(power("0 J/bit", "tia"))}"
  }

  /// With another text under a key; nil takes the key away.
  func with(_ key: String, _ text: String?) -> PhotonicText {
    var copy = self
    copy.parts.removeAll { $0.key == key }
    if let text { copy.parts.append((key, text)) }
    return copy
  }

  func record() throws -> Record {
    let folder = try ScratchFolder()
    let lines = parts.map { "\($0.key): \($0.text)" }
    try folder.write(
      "photonic-links/link.yaml",
      (["name: link", "title: a link"] + lines).joined(separator: "\n") + "\n")
    return try #require(try TechnologyCatalogue(folders: [folder.path]).records.first)
  }

  func budget() throws -> PhotonicBudget {
    var nominal = Draw()
    return try PhotonicDesign(try record()).budget(&nominal)
  }
}

extension PhotonicBudget {
  /// Static power of a part, in watts.
  func watts(_ part: ComponentEnergy.Component) -> Double? {
    energy.components.first { $0.component == part }?.staticPower.rawValue
  }

  /// What a bit adds in a part, in joules.
  func joulesPerBit(_ part: ComponentEnergy.Component) -> Double? {
    energy.components.first { $0.component == part }?.dynamicEnergy.rawValue
  }

  /// Decibels of a line.
  func decibels(_ name: String) -> Double? {
    lines.first { $0.name == name }?.total.rawValue
  }
}
