// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

extension RecordShape {
  /// A photonic link from its parts: one direction, one waveguide.
  package static let photonicLink = RecordShape(
    kind: "photonic link", folder: "photonic-links",
    keys: [
      .required("wavelengths", .figure(.count(1...1024), .plain), "that share the waveguide"),
      .required("spacing", .of(FrequencyDimension.self), "from one to the next"),
      .required("rate_per_wavelength", .of(RateDimension.self), "one way"),
      .required("laser", laser, "where light comes from"),
      .required("path", path, "losses in the order in which light meets them"),
      .optional("extinction", .of(DecibelDimension.self), "light of a one over that of a zero"),
      .optional(
        "extinction_penalty", .of(DecibelDimension.self),
        "what that ratio costs in mean power, (r+1)/(r-1), where it is stated instead"),
      .optional(
        "penalties", penalties, "beside extinction and keying, which follow from the measure"),
      .required("margin", .of(DecibelDimension.self), "for age, heat and dirt"),
      .required("receiver", receiver, "what reads the light"),
      .optional("modulator_energy", .power(BitEnergyDimension.self), "each bit, with its driver"),
      .optional("switched_modulator", switchedModulator, "a bit charges capacitances"),
      .optional("scaled_driver", scaledDriver, "a simulated driver at another load and swing"),
      .optional("rings", rings, "nothing where nothing resonates"),
      .optional("serialiser", serialiser, "of all wavelengths, and the clock that they share"),
      .required("waveguide_cap", level, "the most light in one waveguide"),
      .required("propagation", .of(PropagationDimension.self), "of the fibre"),
      .optional("latency_per_end", .figures(.quantity(DurationDimension.self), .plain), "one end"),
      .optional("reach", .of(LengthDimension.self), "for which the fibre's loss is given"),
    ],
    choices: [
      .oneOf(.keys("extinction"), .keys("extinction_penalty")),
      .oneOf(.keys("modulator_energy"), .keys("switched_modulator"), .keys("scaled_driver")),
    ],
    needs: [
      RecordNeed(key: "penalties.intensity_noise", other: "laser.intensity_noise"),
      RecordNeed(key: "laser.intensity_noise", other: "penalties.intensity_noise"),
    ])

  package static let photonicElements = [
    "laser-diode", "coupler", "waveguide", "bend", "crossing", "splitter", "modulator",
    "ring-pass", "ring-drop", "multiplexer", "demultiplexer", "fibre", "connector",
    "polarisation", "circuit-switch", "photodiode",
  ]

  private static let laser = RecordForm.mapping([
    .required("wall_plug_efficiency", .figure(.fraction, .plain), "light over its power"),
    .optional("driver_efficiency", .figure(.fraction, .plain), "its power over the supply's"),
    .optional(
      "coupling_efficiency", .figure(.fraction, .plain),
      "light into the path over its light, where no coupler of the path says so"),
    .required("most_per_wavelength", level, "that it gives"),
    .optional(
      "intensity_noise", .of(NoiseDimension.self, isSigned: true),
      "in one hertz against its light; a penalty says what it costs"),
  ])

  private static let path = RecordForm.list(
    [
      .required("element", .choice(photonicElements), "what light passes"),
      .optional("times", .figure(.count(1...100_000), .plain), "how often"),
      .optional("each", .of(DecibelDimension.self), "loss of one"),
      .optional("length", .of(LengthDimension.self), "how far"),
      .optional("by_length", .of(AttenuationDimension.self), "loss by length"),
      .optional(
        "ends", .figure(.count(1...2), .plain),
        "at which light passes the rings of all other wavelengths"),
    ],
    choices: [
      .oneOf(
        .keys("each", optional: ["times"]), .keys("each", "ends"), .keys("length", "by_length"))
    ])

  static let level = RecordForm.of(LevelDimension.self, isSigned: true)
  static let number = RecordForm.figure(.number(-1000...1000), .plain)
  /// Half the swing over the noise: 7 where one bit of 10¹² may be wrong.
  static let quality = RecordForm.figure(.number(0.1...100), .plain)
}
