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
      .required(
        "laser",
        .mapping([
          .required("wall_plug_efficiency", .figure(.fraction, .plain), "light over its power"),
          .optional("driver_efficiency", .figure(.fraction, .plain), "its power over the supply's"),
          .required("most_per_wavelength", level, "that it gives"),
        ]), "where light comes from"),
      .required(
        "path",
        .list([
          .required("element", .choice(photonicElements), "what light passes"),
          .optional("times", .figure(.count(1...100_000), .plain), "how often"),
          .optional("each", .of(DecibelDimension.self), "loss of one"),
          .optional("length", .of(LengthDimension.self), "how far"),
          .optional("by_length", .of(AttenuationDimension.self), "loss by length"),
          .optional(
            "ends", .figure(.count(1...2), .plain),
            "at which light passes the rings of all other wavelengths"),
        ]), "losses in the order in which light meets them"),
      .required("extinction", .of(DecibelDimension.self), "light of a one over that of a zero"),
      .optional(
        "penalties",
        .list([
          .required("name", .text, "of the penalty"),
          .required("size", .of(DecibelDimension.self), "power that makes up for it"),
        ]), "beside extinction and keying, which follow from the measure"),
      .required("margin", .of(DecibelDimension.self), "for age, heat and dirt"),
      .required(
        "receiver",
        .mapping([
          .required("measure", .choice(["oma", "average"]), "of its sensitivity; never mixed"),
          .required("level", level, "sensitivity, or the constant of a curve over the rate"),
          .optional("linear", number, "dB for each Gb/s"),
          .optional("quadratic", number, "dB for each (Gb/s)²"),
          .required("fastest", .of(RateDimension.self), "where the curve ends"),
          .required("energy", .power(BitEnergyDimension.self), "of each bit"),
          .optional("power", .power(PowerDimension.self), "of each wavelength beside it"),
        ]), "what reads the light"),
      .required("modulator_energy", .power(BitEnergyDimension.self), "each bit, with its driver"),
      .optional(
        "rings",
        .mapping([
          .required("free_spectral_range", .of(FrequencyDimension.self), "of one ring"),
          .required("per_wavelength", .figure(.count(1...8), .plain), "rings of both ends"),
          .required("tuning", .power(PowerDimension.self), "of one ring"),
        ]), "nothing where nothing resonates"),
      .required("waveguide_cap", level, "the most light in one waveguide"),
      .required("propagation", .of(PropagationDimension.self), "of the fibre"),
      .optional("latency_per_end", .figures(.quantity(DurationDimension.self), .plain), "one end"),
      .optional("reach", .of(LengthDimension.self), "for which the fibre's loss is given"),
    ])

  package static let photonicElements = [
    "coupler", "waveguide", "bend", "crossing", "splitter", "modulator", "ring-pass", "ring-drop",
    "multiplexer", "demultiplexer", "fibre", "connector", "polarisation", "circuit-switch",
  ]

  private static let level = RecordForm.of(LevelDimension.self, isSigned: true)
  private static let number = RecordForm.figure(.number(-1000...1000), .plain)
}
