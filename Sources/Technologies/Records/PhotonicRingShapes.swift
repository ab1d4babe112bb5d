// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Rings and penalties that are stated, or follow from how they are made.
extension RecordShape {
  static let rings = RecordForm.mapping(
    [
      .optional("free_spectral_range", .of(FrequencyDimension.self), "of one ring"),
      .optional("radius", .of(LengthDimension.self), "of one ring"),
      .optional("group_index", .figure(.number(1...10), .plain), "of its waveguide"),
      .required("per_wavelength", .figure(.count(1...8), .plain), "rings of both ends"),
      .optional("tuning", .power(PowerDimension.self), "of one ring"),
      .optional("heaters", heaters, "heat takes each ring to its own channel"),
      .optional(
        "bit_reshuffled", heater, "heat takes each ring to the nearest channel, bits are reordered"),
      .optional(
        "electrically_assisted", assistedHeater, "the same, less what carriers shift for free"),
    ],
    choices: [
      .oneOf(.keys("free_spectral_range"), .keys("radius", "group_index")),
      .oneOf(
        .keys("tuning"), .keys("heaters"), .keys("bit_reshuffled"), .keys("electrically_assisted")),
    ])

  private static let shift = RecordKey.optional(
    "shift", .of(ThermalShiftDimension.self), "of the resonance by temperature")
  private static let heating = RecordKey.optional(
    "heating", .of(ThermalResistanceDimension.self), "of the ring by its heater's power")
  private static let efficiency = RecordKey.optional(
    "efficiency", .of(TuningDimension.self), "shift of the resonance by the heater's power")
  private static let byEfficiency = RecordChoice.oneOf(
    .keys("efficiency"), .keys("shift", "heating"))

  private static let heater = RecordForm.mapping(
    [efficiency, shift, heating], choices: [byEfficiency])

  private static let assistedHeater = RecordForm.mapping(
    [
      efficiency, shift, heating,
      .required("carrier_range", .of(FrequencyDimension.self), "that carriers shift without heat"),
    ], choices: [byEfficiency])

  private static let heaters = RecordForm.mapping(
    [
      .required("shift", .of(ThermalShiftDimension.self), "of the resonance by temperature"),
      heating, efficiency,
      .required(
        "local_sigma", .of(FrequencyDimension.self), "standard deviation of a die's resonances"),
      .required(
        "systematic_sigma", .of(FrequencyDimension.self), "standard deviation from die to die"),
      .required("sigmas", .figure(.number(0...10), .plain), "standard deviations that are covered"),
      .required(
        "temperature_range", .of(TemperatureDifferenceDimension.self),
        "from the present temperature to the hottest at which a ring is held"),
    ], choices: [.oneOf(.keys("heating"), .keys("efficiency"))])

  static let penalties = RecordForm.list(
    [
      .required("name", .text, "of the penalty"),
      .optional("size", .of(DecibelDimension.self), "power that makes up for it"),
      .optional(
        "modulator_crosstalk",
        .mapping(
          [
            .optional(
              "transmission", .figure(.fraction, .plain), "what a neighbour's modulator leaves"),
            ringQuality, carrier,
            .optional(
              "depth", .of(DecibelDimension.self), "of a modulator's notch at its resonance"),
            .optional(
              "modulation_shift", .of(FrequencyDimension.self),
              "by which a bit moves the neighbour's resonance nearer; none where left out"),
          ],
          choices: [
            .oneOf(
              .keys("transmission"),
              .keys("ring_quality", "carrier", "depth", optional: ["modulation_shift"]))
          ]), "of a neighbour's modulator"),
      .optional(
        "incoherent_crosstalk",
        .mapping(
          [
            .required("quality", quality, "half the swing over the noise, for the error rate"),
            crosstalkPower, ringQuality, carrier,
          ], choices: [byRing]), "of neighbours in a receiver's ring"),
      .optional(
        "coherent_crosstalk",
        .mapping([crosstalkPower, ringQuality, carrier], choices: [byRing]),
        "the same where it beats with the channel, at its worst phase"),
      .optional(
        "intensity_noise",
        .mapping([
          .required("reference", .choice(["one", "oma"]), "light to which the figure refers"),
          .required("quality", quality, "half the swing over the noise, for the error rate"),
          .required("bandwidth", .of(FrequencyDimension.self), "of the receiver"),
        ]), "of the laser, by its figure"),
    ],
    choices: [
      .oneOf(
        .keys("size"), .keys("modulator_crosstalk"), .keys("incoherent_crosstalk"),
        .keys("coherent_crosstalk"), .keys("intensity_noise"))
    ])

  private static let crosstalkPower = RecordKey.optional(
    "power", .figure(.fraction, .plain), "of all neighbours over the channel's")
  private static let byRing = RecordChoice.oneOf(.keys("power"), .keys("ring_quality", "carrier"))
  private static let ringQuality = RecordKey.optional(
    "ring_quality", .figure(.number(10...1e8), .plain), "Q: the carrier over the full width")
  private static let carrier = RecordKey.optional(
    "carrier", .of(FrequencyDimension.self), "of the light")
}
