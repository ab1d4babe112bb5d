// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// What of an accelerator's peaks arithmetic reaches, from measurements of single kernels.
package struct AcceleratorExecution: Sendable {
  /// What large matrix products reach at one precision.
  package struct ProductEfficiency: Sendable {
    /// Such as "bf16"; one of the accelerator's peaks.
    package var precision: String
    /// Of the dense peak, with tiles that fill the chip and a depth without end.
    package var fraction: Figure<Double>
  }

  /// Units that each work on a tile of a product at a time.
  package var multiprocessors: Figure<Int>
  /// In the order written.
  package var productEfficiency: [ProductEfficiency]
  /// Depth at which a product of two-byte values reaches half of what a deep one does: what a tile
  /// costs at its start and end, in steps of depth.
  package var halfDepth: Figure<Int>
  /// Of the memory's peak bandwidth, when much is read and written in order.
  package var streamingEfficiency: Figure<Double>

  /// What large products reach at a precision; nil where the file does not say.
  package func productEfficiency(at precision: String) -> Figure<Double>? {
    productEfficiency.first { $0.precision == precision }?.fraction
  }

  init(
    _ node: DocumentNode, of name: String, peaks: [String]
  ) throws(DocumentError) {
    var reader = try node.mapping()
    multiprocessors = try reader.required("multiprocessors").count(of: name, in: 1...10_000)
    var efficiencies = try reader.required("product_efficiency").mapping()
    let written = efficiencies.keys
    productEfficiency = []
    for precision in written where AcceleratorTechnology.precisions.contains(precision) {
      let element = try efficiencies.required(precision)
      guard peaks.contains(precision) else {
        throw element.error("\(name) has no peak at \(precision), of which this would be a part")
      }
      let fraction = try element.positiveFraction(of: name)
      productEfficiency.append(ProductEfficiency(precision: precision, fraction: fraction))
    }
    for precision in AcceleratorTechnology.precisions { _ = efficiencies.optional(precision) }
    try efficiencies.finish()
    halfDepth = try reader.required("half_depth").count(of: name, in: 0...100_000)
    streamingEfficiency = try reader.required("streaming_efficiency").positiveFraction(of: name)
    try reader.finish()
  }
}

extension DocumentNode {
  fileprivate func count(
    of name: String, in range: ClosedRange<Int>
  ) throws(DocumentError) -> Figure<Int> {
    try figure(of: name, scope: .plain) { node throws(DocumentError) in
      try node.integer(in: range)
    }
  }

  fileprivate func positiveFraction(of name: String) throws(DocumentError) -> Figure<Double> {
    let figure = try figure(of: name, scope: .plain) { node throws(DocumentError) in
      try node.number(in: 0...1)
    }
    guard (figure.low ?? figure.value) > 0 else { throw error("must be above zero") }
    return figure
  }
}
