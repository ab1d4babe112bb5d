// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Kinds that clusters name.
extension RecordShape {
  private static let inEnergy = FigureUnit.quantity(PowerDimension.self)

  static let accelerator = RecordShape(
    kind: "accelerator", folder: "accelerators",
    keys: [
      .required(
        "power",
        .mapping(
          ["computing", "communicating", "waiting", "idle"].map {
            .required($0, .figure(inEnergy, .energy), "of the board while \($0)")
          }), "by what it does"),
      .required(
        "peak",
        .mapping(
          AcceleratorTechnology.precisions.map {
            .optional($0, .of(WorkRateDimension.self), "dense")
          }), "by precision; the first is the default"),
      .required(
        "memory",
        .mapping([
          .required("capacity", .of(DataDimension.self), "of the board"),
          .required("bandwidth", .of(RateDimension.self), "of the board's memory"),
        ]), "of the board"),
      .optional(
        "ports",
        .list([
          .required("link", .record(["links"]), "which"),
          .required("count", .figure(.count(1...1024), .plain), "links of one board"),
        ]), "links that leave the board"),
      .optional(
        "host_bandwidth", .of(RateDimension.self), "to the host's memory and back, each way"),
      .optional("clocks", .mapping(clocks), "what its clock may fall to, and its voltage"),
      .optional("execution", .mapping(execution), "what arithmetic reaches on it"),
      .price("one, as its power is measured"),
    ])

  private static let clocks: [RecordKey] = [
    .required("full", .of(FrequencyDimension.self), "of the stated figures"),
    .required("lowest", .of(FrequencyDimension.self), "under load"),
    .required(
      "voltage_slope", .figure(.number(0...1), .plain),
      "relative change of the voltage over that of the clock"),
    .required(
      "lowest_voltage", .figure(.number(0...1), .plain), "over that at the full clock"),
  ]

  private static let execution: [RecordKey] = [
    .required(
      "multiprocessors", .figure(.count(1...10_000), .plain), "units that work on a tile each"),
    .required(
      "product_efficiency",
      .mapping(
        AcceleratorTechnology.precisions.map {
          .optional($0, .figure(.fraction, .plain), "of the dense peak")
        }), "what large and deep matrix products reach"),
    .required(
      "half_depth", .figure(.count(0...100_000), .plain),
      "depth at which a product of two-byte values reaches half of that"),
    .required(
      "streaming_efficiency", .figure(.fraction, .plain),
      "of the memory's bandwidth, read and written in order"),
  ]

  static let link = RecordShape(
    kind: "link", folder: "links",
    keys: [
      .required("medium", .choice(["copper", "fibre"]), "what lies between the ends"),
      .required("rate", .of(RateDimension.self), "one link, one way"),
      .optional("latency", .figures(.quantity(DurationDimension.self), .plain), "once a link"),
      .optional("latency_per_end", .figures(.quantity(DurationDimension.self), .plain), "each end"),
      .required("propagation", .of(PropagationDimension.self), "time of flight by length"),
      .optional("reach", .of(LengthDimension.self), "longest run"),
      .optional("energy", .powers(BitEnergyDimension.self), "both ends, only moving bits draw it"),
      .optional("power_per_end", .powers(PowerDimension.self), "drawn whether or not bits move"),
      .required("message_overhead", .of(DurationDimension.self), "before a message's first byte"),
      .optional("transport_efficiency", .figure(.fraction, .plain), "payload over rate"),
      .optional("incast_penalty", .figure(.fraction, .plain), "lost where many send to one"),
      .optional("switch", .record(["switches"]), "that such links are made for"),
      .price("one link, both ways, with the modules at its ends"),
    ])

  static let nic = RecordShape(
    kind: "NIC", folder: "nics",
    keys: [
      .required("rate", .of(RateDimension.self), "one way"),
      .required("latency", .of(DurationDimension.self), "memory to wire, or back"),
      .required("power", .power(PowerDimension.self), "of one card, without its module"),
      .price("one card, without its module"),
    ])

  static let packetSwitch = RecordShape(
    kind: "switch", folder: "switches",
    keys: [
      .required("ports", .figure(.count(1...1_000_000), .plain), "links that one ends"),
      .required("throughput", .of(RateDimension.self), "over all ports, one way"),
      .required("latency", .of(DurationDimension.self), "port to port, unloaded"),
      .required("power", .power(PowerDimension.self), "of one, whether or not bits move"),
      .optional(
        "reduction",
        .mapping([
          .required("kind", .choice(["reads", "aggregation"]), "how it adds up"),
          .optional("efficiency", .figure(.fraction, .plain), "of the links' payload meanwhile"),
          .required("source", .text, "that it can"),
          .optional("notes", .text, "more"),
        ]), "how it adds up what passes it"),
      .price("one, without modules and cables"),
    ])

  static let server = RecordShape(
    kind: "server", folder: "servers",
    keys: [
      .required("accelerators", .figure(.count(1...1024), .plain), "in one"),
      .required("power", .power(PowerDimension.self), "of one, without its accelerators"),
      .price("one, without its accelerators"),
    ])

  static let protocolShape = RecordShape(
    kind: "protocol", folder: "protocols",
    keys: [
      .required("wire_efficiency", .figure(.fraction, .plain), "payload over bytes on the wire"),
      .required("base", .mapping(families), "what a collective pays once"),
      .required(
        "step",
        .mapping(
          ProtocolTechnology.linkClasses.map { .optional($0, .mapping(families), "such links") }),
        "what a step takes beside its bytes"),
    ])

  /// A key for each kind of device; a kind without figures is left out.
  package static let reliability = RecordShape(
    kind: "reliability", folder: "reliability",
    keys: DeviceKind.allCases.map {
      .optional(
        $0.rawValue,
        .mapping([
          .required("failure_rate", .of(FailureRateDimension.self), "of one that works"),
          .required("time_to_repair", .of(DurationDimension.self), "until it serves again, mean"),
        ]), "failures of one")
    })

  private static let families = ProtocolTechnology.families.map {
    RecordKey.optional($0, .of(DurationDimension.self), "algorithms of this family")
  }
}
