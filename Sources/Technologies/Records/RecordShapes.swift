// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

extension RecordShape {
  /// Every kind of record, in the order of folders.
  package static let all: [RecordShape] = [
    accelerator, channel, circuitSwitch, line, link, module, nic, photonicLink, protocolShape,
    reliability, retimer, serdes, server, software, packetSwitch, system,
    tariff,
  ]

  package static let serdes = RecordShape(
    kind: "SerDes", folder: "serdes",
    keys: [
      .required("lane_rate", .of(RateDimension.self), "of one lane, one way"),
      .optional("modulation", .choice(["nrz", "pam4"]), "levels of a symbol"),
      .required("energy", .powers(BitEnergyDimension.self), "transmitter and receiver of a lane"),
      .optional("loss_budget", .of(DecibelDimension.self), "channel loss that it undoes"),
      .optional(
        "loss_law",
        .mapping([
          .required("at_no_loss", .power(BitEnergyDimension.self), "both ends, no channel"),
          .required("per_decibel", .of(LossEnergyDimension.self), "more for what a channel loses"),
        ]), "energy by a passive channel's loss, in place of energy where the loss is known"),
      .optional("latency", .of(DurationDimension.self), "transmitter and receiver, one way"),
      .optional("reach", .of(LengthDimension.self), "longest run"),
      .optional("edge_density", .of(EdgeDensityDimension.self), "rate by length of die edge"),
    ])

  package static let module = RecordShape(
    kind: "module", folder: "modules",
    keys: [
      .required(
        "form",
        .choice(["pluggable", "active-cable", "co-packaged", "chiplet", "interposer"]),
        "where it sits"),
      .required("medium", .choice(["copper", "fibre"]), "what lies between two of them"),
      .optional("host", .record(["serdes"]), "the SerDes that its hosts usually have"),
      .required("rate", .of(RateDimension.self), "one port, one way"),
      .optional("power_per_end", .powers(PowerDimension.self), "drawn whether or not bits move"),
      .optional("energy", .powers(BitEnergyDimension.self), "of both ends, at full rate"),
      .optional(
        "static_share", .figure(.fraction, .plain),
        "how much of energy is drawn whether or not bits move"),
      .optional("latency_per_end", .figures(.quantity(DurationDimension.self), .plain), "one end"),
      .optional("reach", .of(LengthDimension.self), "longest run"),
      .price("one module"),
      .optional("unstated", .components, "whose inclusion the source does not state"),
    ])

  package static let line = RecordShape(
    kind: "line", folder: "lines",
    keys: [
      .required("loss", .spectrum(.quantity(AttenuationDimension.self)), "by length"),
      .optional("skin_share", .figure(.fraction, .plain), skinShare),
      .optional("propagation", .of(PropagationDimension.self), "time of flight by length"),
      .optional("reach", .of(LengthDimension.self), "longest run that is sold"),
      .optional("power_per_end", .powers(PowerDimension.self), "of a passive cable's end"),
      .price("one cable, of the length that its boundary says"),
    ])

  package static let channel = RecordShape(
    kind: "channel", folder: "channels",
    keys: [
      .required("loss", .spectrum(.quantity(DecibelDimension.self)), "from end to end"),
      .optional("skin_share", .figure(.fraction, .plain), skinShare),
    ])

  private static let skinShare =
    "how much of a loss known at one frequency goes with the root of frequency"

  package static let retimer = RecordShape(
    kind: "retimer", folder: "retimers",
    keys: [
      .required("throughput", .of(RateDimension.self), "one way"),
      .required("lane_rate", .of(RateDimension.self), "of its fastest lanes"),
      .required("power", .power(PowerDimension.self), "of one, both directions"),
      .required("latency", .of(DurationDimension.self), "one way"),
      .required("loss_budget", .of(DecibelDimension.self), "of the channel at either side"),
      .optional(
        "loss", .spectrum(.quantity(DecibelDimension.self)),
        "at either side, from its die to the cable"),
      .optional("skin_share", .figure(.fraction, .plain), skinShare),
    ])

  package static let circuitSwitch = RecordShape(
    kind: "circuit switch", folder: "circuit-switches",
    keys: [
      .optional("ports", .figure(.count(1...1_000_000), .plain), "duplex circuits"),
      .optional("insertion_loss", .of(DecibelDimension.self), "of one pass"),
      .optional(
        "reconfiguration", .figures(.quantity(DurationDimension.self), .plain),
        "parts of a change of circuits, one after another"),
      .optional("power", .power(PowerDimension.self), "of the chassis, at any rate"),
      .price("one chassis"),
    ])

  package static let tariff = RecordShape(
    kind: "tariff", folder: "tariffs",
    keys: [
      .optional("electricity", .of(EnergyPriceDimension.self), "what a kilowatt-hour costs"),
      .optional("carbon", .of(CarbonIntensityDimension.self), "what a kilowatt-hour emits"),
    ])

  package static let system = RecordShape(
    kind: "system", folder: "systems",
    keys: [
      .required("accelerator", .record(["accelerators"]), "which it has"),
      .required("accelerators", .figure(.count(1...10_000_000), .plain), "how many"),
      .optional("power", .power(PowerDimension.self), "everything at its most"),
      .optional("training_power", .power(PowerDimension.self), "everything, while it trains"),
      .optional("network_power_share", .figure(.fraction, .plain), "of all power"),
    ])
}
