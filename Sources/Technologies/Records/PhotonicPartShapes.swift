// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Parts of a photonic link that are stated, or follow from how they are made.
extension RecordShape {
  static let receiver = RecordForm.mapping(
    [
      .optional("measure", measure, "of its sensitivity; never mixed"),
      .optional("level", level, "sensitivity, or the constant of a curve over the rate"),
      .optional("linear", number, "dB for each Gb/s"),
      .optional("quadratic", number, "dB for each (Gb/s)²"),
      .optional("fastest", .of(RateDimension.self), "where the curve ends"),
      .optional(
        "stated",
        .mapping([
          .required("measure", measure, "of its sensitivity; never mixed"),
          .required("level", level, "sensitivity"),
          .required("rate", .of(RateDimension.self), "at which it was found; slower is easier"),
        ]), "sensitivity at one rate"),
      .optional(
        "shot_noise",
        .mapping([
          .required("quality", quality, "half the swing over the noise, for the error rate"),
          .required("responsivity", .of(ResponsivityDimension.self), "of the diode"),
          .required(
            "thermal_noise", .of(CubicNoiseDimension.self),
            "mean square noise current over the cube of the rate"),
          .required("fastest", .of(RateDimension.self), "up to which this holds"),
        ]), "a PIN diode and an amplifier, mean power"),
      .optional(
        "transimpedance", transimpedance, "a germanium diode and its amplifier, mean power"),
      .required("energy", .power(BitEnergyDimension.self), "of each bit"),
      .optional("power", .power(PowerDimension.self), "of each wavelength beside it"),
      .optional(
        "static_share", .figure(.fraction, .plain),
        "of both, drawn whether or not bits arrive; all where it is left out"),
    ],
    choices: [
      .oneOf(
        .keys("measure", "level", "fastest", optional: ["linear", "quadratic"]), .keys("stated"),
        .keys("shot_noise"), .keys("transimpedance"))
    ])

  private static let measure = RecordForm.choice(["oma", "average"])

  private static let transimpedance = RecordForm.mapping([
    .required("quality", quality, "half the swing over the noise, for the error rate"),
    .required("responsivity", .of(ResponsivityDimension.self), "of the diode"),
    .required("dark_current", .of(CurrentDimension.self), "of the diode"),
    .required("noise", .of(CurrentDimension.self), "current of the amplifier at no bandwidth"),
    .required("noise_linear", .of(CurrentSlopeDimension.self), "more for each hertz"),
    .required("noise_quadratic", .of(CurrentCurvatureDimension.self), "more for each hertz²"),
    .required("bandwidth_share", .figure(.number(0.01...10), .plain), "hertz for each bit/s"),
    .required("fastest", .of(RateDimension.self), "up to which this holds"),
  ])

  static let switchedModulator = RecordForm.mapping([
    .required("supply", .of(VoltageDimension.self), "of the logic"),
    .required("drive", .of(VoltageDimension.self), "of the last stage"),
    .required("predriver", .of(CapacitanceDimension.self), "of the stages before the last"),
    .required("driven", .of(CapacitanceDimension.self), "of the last stage and the junction"),
    .required("activity", .figure(.fraction, .plain), "charges for each bit"),
  ])

  static let scaledDriver = RecordForm.mapping([
    .required("growth", .of(EnergyGrowthDimension.self), "of the simulated driver with rate"),
    .required("constant", .power(BitEnergyDimension.self), "of the simulated driver"),
    .required("supply", .of(VoltageDimension.self), "of the simulated driver, half its swing"),
    .required("simulated_load", .of(CapacitanceDimension.self), "that was simulated"),
    .required("swing", .of(VoltageDimension.self), "of the modulator"),
    .required("load", .of(CapacitanceDimension.self), "of the modulator"),
  ])

  static let serialiser = RecordForm.mapping([
    .required(
      "clock", byRate(EnergyDimension.self),
      "of one word, a bit of every wavelength; drawn whether or not bits move"),
    .required("per_bit", byRate(BitEnergyDimension.self), "of each bit that is put in line"),
  ])

  /// Figures at rates of a wavelength, with straight lines between them.
  private static func byRate(_ energy: any Dimension.Type) -> RecordForm {
    .list([
      .required("rate", .of(RateDimension.self), "of a wavelength; one alone holds at any"),
      .required("energy", .power(energy), "at this rate"),
    ])
  }
}
