// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

extension RecordShape {
  package static let software = RecordShape(
    kind: "software", folder: "software",
    keys: [
      .required("year", .value(.count(2000...2100)), "when it was current"),
      .required(
        "attention", .mapping(attention, choices: [.oneOf(.keys("fused"), .keys("unfused"))]),
        "scores of queries against keys, and the values that they weigh"),
      .required(
        "elementwise_factor", .figure(factor, .plain),
        "bytes moved between products over those that fused kernels must move"),
      .optional(
        "cast_bytes",
        .mapping(
          SoftwareTechnology.castFormats.map {
            .optional($0, .figure(.number(0...100), .plain), "for a value that is cast to it")
          }), "bytes read and written for a value that is cast from two bytes"),
      .required(
        "loss_bytes",
        .mapping([
          .required("forward", bytes, "of the maximum, the exponentials and their sum"),
          .required("backward", bytes, "of the gradient"),
        ]), "read and written for a logit"),
      .required(
        "accumulation_bytes", bytes,
        "read and written for a weight and microbatch beside the product's own result"),
      .required("optimizer_bytes", bytes, "read and written for a weight and step"),
      .required(
        "permutation_factor", .figure(factor, .plain),
        "bytes moved to sort tokens by expert over one read and one write of each"),
      .required(
        "host_time",
        .mapping([
          .required("layer", .of(DurationDimension.self), "of a dense layer"),
          .required("expert_layer", .of(DurationDimension.self), "of a layer with experts"),
        ]), "of the host for a layer and a microbatch, forward and backward"),
      .required(
        "overlap_slowdown", .figure(.fraction, .plain),
        "part of its rate that arithmetic loses beside a collective"),
      .required(
        "tiles",
        .list([
          .required("rows", .value(.count(1...4096)), "of the result"),
          .required("columns", .value(.count(1...4096)), "of the result"),
          .required("factor", .figure(.fraction, .plain), "of the rate of the fastest tile"),
        ]), "parts of a product, one to a multiprocessor at a time"),
      .required(
        "misaligned",
        .list([
          .required(
            "multiple", .value(.count(2...4096)), "a dimension is no multiple of it, in values"),
          .required("factor", .figure(.fraction, .plain), "of the rate of aligned products"),
        ]), "products with odd dimensions, the largest multiple first"),
    ])

  private static let bytes = RecordForm.figure(.number(0...1000), .plain)
  private static let factor = FigureUnit.number(0.1...100)

  private static let attention: [RecordKey] = [
    .optional(
      "fused",
      .list([
        .required("accelerator", .record(["accelerators"]), "on which"),
        .required("head_size", .value(.count(1...4096)), "of a query"),
        .required(
          "forward", .figure(.fraction, .plain), "of the bf16 peak, pairs under the mask counted"),
        .required("backward", .figure(.fraction, .plain), "of the same, for 2.5 times the work"),
        .required(
          "half_keys", .figure(.count(0...100_000), .plain),
          "keys that a query sees, on average, at which half of that is reached"),
      ]), "one kernel each way that keeps scores on the chip"),
    .optional(
      "unfused",
      .mapping([
        .required(
          "forward_bytes", .figure(.number(0...1000), .plain),
          "read and written for a score between the two products"),
        .required("backward_bytes", .figure(.number(0...1000), .plain), "backward"),
      ]), "products over all pairs, and kernels over the scores between them"),
  ]
}
