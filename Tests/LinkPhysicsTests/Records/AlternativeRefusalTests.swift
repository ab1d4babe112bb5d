// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import LinkPhysics
import Quantities
import Technologies
import Testing

@Suite struct `Parts of a photonic link that stand for each other` {
  private typealias Text = PhotonicText

  private static let stated = "stated: \(Text.stated("-20 dBm"))"
  private static let curve =
    "measure: oma, level: \(Text.figure("-20 dBm")), fastest: \(Text.figure("25 Gb/s"))"
  private static let pin =
    "shot_noise: {quality: \(Text.figure("7")), responsivity: \(Text.figure("1 A/W")), "
    + "thermal_noise: \(Text.figure("1.656e-40 A^2*s^3")), fastest: \(Text.figure("25 Gb/s"))}"
  private static let rings = "per_wavelength: \(Text.figure("2"))"
  private static let range = "free_spectral_range: \(Text.figure("400 GHz"))"
  private static let tuning = "tuning: \(Text.power("1 mW", "ring-tuning"))"
  private static let shuffled = "bit_reshuffled: {efficiency: \(Text.figure("100 GHz/mW"))}"
  private static let size = "size: \(Text.figure("1 dB"))"

  /// Key, text and what the refusal says; nil takes the key away.
  private static let wrong: [(key: String, text: String?, says: String)] = [
    ("receiver", Text.receiver("\(stated), \(curve)"), "(here: measure, level, fastest, stated)"),
    ("receiver", Text.receiver("\(stated), \(pin)"), "(here: stated, shot_noise)"),
    (
      "receiver", "{energy: \(Text.power("0 J/bit", "tia"))}",
      "exactly one of: measure with level with fastest; stated; shot_noise; transimpedance "
        + "(none of them is here)"
    ),
    ("receiver", Text.receiver("level: \(Text.figure("-20 dBm"))"), "(here: level)"),
    (
      "receiver", Text.receiver("\(stated), linear: \(Text.figure("1"))"), "(here: linear, stated)"
    ),
    ("extinction", nil, "exactly one of: extinction; extinction_penalty (none of them is here)"),
    ("extinction_penalty", Text.figure("1 dB"), "(here: extinction, extinction_penalty)"),
    (
      "modulator_energy", nil, "exactly one of: modulator_energy; switched_modulator; scaled_driver"
    ),
    (
      "rings", "{\(rings), \(tuning)}",
      "exactly one of: free_spectral_range; radius with group_index (none of them is here)"
    ),
    ("rings", "{\(rings), \(tuning), radius: \(Text.figure("3 um"))}", "(here: radius)"),
    (
      "rings", "{\(rings), \(tuning), \(range), group_index: \(Text.figure("4"))}",
      "(here: free_spectral_range, group_index)"
    ),
    (
      "rings", "{\(rings), \(range)}",
      "exactly one of: tuning; heaters; bit_reshuffled; electrically_assisted"
    ),
    ("rings", "{\(rings), \(range), \(tuning), \(shuffled)}", "(here: tuning, bit_reshuffled)"),
    (
      "rings",
      "{\(rings), \(range), bit_reshuffled: {efficiency: \(Text.figure("1 GHz/mW")), "
        + "shift: \(Text.figure("10 GHz/K"))}}",
      "exactly one of: efficiency; shift with heating (here: efficiency, shift)"
    ),
    (
      "penalties", "[{name: a}]",
      "exactly one of: size; modulator_crosstalk; incoherent_crosstalk; coherent_crosstalk; "
        + "intensity_noise (none of them is here)"
    ),
    (
      "penalties", "[{name: a, \(size), coherent_crosstalk: {power: \(Text.figure("0.01"))}}]",
      "(here: size, coherent_crosstalk)"
    ),
    (
      "penalties",
      "[{name: a, coherent_crosstalk: {power: \(Text.figure("0.01")), "
        + "carrier: \(Text.figure("200 THz"))}}]", "(here: power, carrier)"
    ),
    (
      "penalties",
      "[{name: a, intensity_noise: {reference: one, quality: \(Text.figure("7")), "
        + "bandwidth: \(Text.figure("10 GHz"))}}]",
      "penalties[0].intensity_noise.reference needs laser.intensity_noise, which is missing"
    ),
    (
      "laser",
      "{wall_plug_efficiency: \(Text.figure("0.1")), "
        + "most_per_wavelength: \(Text.figure("30 dBm")), "
        + "intensity_noise: \(Text.figure("-140 dB/Hz"))}",
      "laser.intensity_noise needs penalties.intensity_noise, which is missing"
    ),
    ("path", "[{element: coupler}]", "exactly one of: each; each with ends; length with by_length"),
    ("path", "[{element: coupler, length: \(Text.figure("1 m"))}]", "(here: length)"),
    (
      "path", "[{element: coupler, each: \(Text.figure("1 dB")), length: \(Text.figure("1 m"))}]",
      "(here: each, length)"
    ),
  ]

  @Test(arguments: wrong.indices)
  func `are refused both and none, with what is allowed`(index: Int) throws {
    let (key, text, says) = Self.wrong[index]
    let error = #expect(throws: DocumentError.self) { try Text().with(key, text).record() }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    #expect(error?.file.hasSuffix("link.yaml") == true)
  }

  @Test(arguments: [
    ("rings", "radius: \(Text.figure("3 GHz")), group_index: \(Text.figure("4")), \(tuning)"),
    ("rings", "radius: \(Text.figure("3 um")), group_index: \(Text.figure("40")), \(tuning)"),
    ("rings", "\(range), bit_reshuffled: {efficiency: \(Text.figure("100"))}"),
  ])
  func `are refused in another unit or beyond their range`(key: String, text: String) throws {
    #expect(throws: DocumentError.self) {
      try Text().with(key, "{\(Self.rings), \(text)}").record()
    }
  }

  // What is read and describes nothing is refused with the budget.
  @Test(arguments: [
    (
      "radius: \(Text.figure("0 um")), group_index: \(Text.figure("4")), \(tuning)", "free spectral"
    ),
    ("\(range), bit_reshuffled: {efficiency: \(Text.figure("0 GHz/mW"))}", "the rings' power"),
  ])
  func `that describe nothing are refused`(text: String, says: String) throws {
    let error = #expect(throws: DeviceLinkError.self) {
      try Text().with("rings", "{\(Self.rings), \(text)}").budget()
    }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
  }

  @Test func `name only keys that their mapping has`() {
    func check(_ keys: [RecordKey], _ choices: [RecordChoice], _ place: String) {
      for key in choices.flatMap(\.keys) {
        let own = keys.first { $0.name == key }
        #expect(own?.isRequired == false, "\(place).\(key)")
      }
      for key in keys {
        switch key.form {
        case .mapping(let keys, let choices), .list(let keys, let choices):
          check(keys, choices, "\(place).\(key.name)")
        default: break
        }
      }
    }
    for shape in RecordShape.all { check(shape.keys, shape.choices, shape.kind) }
  }
}
