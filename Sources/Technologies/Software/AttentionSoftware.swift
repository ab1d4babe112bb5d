// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// How a generation of software computes scores and the values that they weigh.
package enum AttentionSoftware: Sendable {
  /// One kernel each way that keeps scores on the chip and passes over what a mask hides.
  case fused([FusedRate])
  /// Products over all pairs of query and key, and kernels over the scores between them.
  case unfused(ScoreBytes)

  /// What a fused kernel reaches on one accelerator with heads of one size.
  package struct FusedRate: Sendable, Hashable {
    package var accelerator: String
    package var headSize: Int
    /// Of the accelerator's dense peak in bf16, for sequences without end; the pairs that count
    /// under the mask are the work.
    package var forward: Figure<Double>
    /// Of the same peak; the work is two and a half times that of forward.
    package var backward: Figure<Double>
    /// Keys that a query sees, on average, at which both reach half of that. Under a causal mask
    /// they are half of the sequence.
    package var halfKeys: Figure<Int>
  }

  /// What the kernels between the two products read and write, for each score.
  package struct ScoreBytes: Sendable, Hashable {
    /// Without what the products themselves read and write.
    package var forward: Figure<Double>
    package var backward: Figure<Double>
  }

  init(_ record: Record, _ node: DocumentNode) throws(DocumentError) {
    var reader = try node.mapping()
    guard let list = reader.optional("fused") else {
      self = .unfused(
        ScoreBytes(
          forward: record.requiredNumber("attention.unfused.forward_bytes"),
          backward: record.requiredNumber("attention.unfused.backward_bytes")))
      return
    }
    var rates: [FusedRate] = []
    for (index, element) in try list.sequence().enumerated() {
      var reader = try element.mapping()
      let place = "attention.fused[\(index)]"
      let rate = FusedRate(
        accelerator: try reader.string("accelerator"),
        headSize: try reader.integer("head_size", in: 1...4096),
        forward: record.requiredNumber("\(place).forward"),
        backward: record.requiredNumber("\(place).backward"),
        halfKeys: record.requiredNumber("\(place).half_keys").map { Int($0) })
      let isTwin = rates.contains {
        $0.accelerator == rate.accelerator && $0.headSize == rate.headSize
      }
      guard !isTwin else {
        throw element.error("\(rate.accelerator) has heads of \(rate.headSize) twice")
      }
      guard [rate.forward, rate.backward].allSatisfy({ ($0.low ?? $0.value) > 0 }) else {
        throw element.error("a rate must be above zero")
      }
      rates.append(rate)
    }
    self = .fused(rates)
  }
}

extension AttentionSoftware {
  /// What is left of a kernel's rate where a query sees few keys: k / (k + k0).
  ///
  /// - Parameters:
  ///   - keys: that a query sees, on average.
  ///   - halfKeys: at which half is left.
  /// - Returns: 0 to 1.
  package static func share(seeing keys: Double, halfKeys: Double) -> Double {
    keys > 0 ? keys / (keys + halfKeys) : 0
  }
}

extension AttentionSoftware.FusedRate {
  /// What is left of its rates where a query sees few keys.
  package func share(seeing keys: Double) -> Double {
    AttentionSoftware.share(seeing: keys, halfKeys: Double(halfKeys.value))
  }
}

extension SoftwareTechnology {
  /// Whether a step can be timed under it on an accelerator: unfused attention runs on any.
  package func serves(_ accelerator: String) -> Bool {
    guard case .fused(let rates) = attention else { return true }
    return rates.contains { $0.accelerator == accelerator }
  }

  /// What the fused kernel reaches on an accelerator.
  ///
  /// - Parameters:
  ///   - accelerator: its name.
  ///   - headSize: of a query; the row of the nearest size is taken, of two the smaller.
  /// - Returns: nil where attention is not fused.
  /// - Throws: `DocumentError` where the file has no row for the accelerator.
  package func fusedRate(
    on accelerator: String, headSize: Int
  ) throws(DocumentError) -> AttentionSoftware.FusedRate? {
    guard case .fused(let rates) = attention else { return nil }
    let rows = rates.filter { $0.accelerator == accelerator }.sorted { $0.headSize < $1.headSize }
    if let nearest = rows.min(by: { abs($0.headSize - headSize) < abs($1.headSize - headSize) }) {
      return nearest
    }
    var known: [String] = []
    for rate in rates where !known.contains(rate.accelerator) { known.append(rate.accelerator) }
    throw DocumentError(
      file: file, keyPath: "attention.fused",
      problem: "has no rate on \"\(accelerator)\""
        + Suggestion.hint(for: accelerator, among: known))
  }
}

extension Record {
  /// A figure that the shape has made sure of.
  func requiredNumber(_ key: String) -> Figure<Double> {
    guard let figure = number(key) else { preconditionFailure("\(name) has no \(key)") }
    return figure
  }

  /// A figure with a unit that the shape has made sure of.
  func requiredFigure<D: Dimension>(_ key: String) -> Figure<Quantity<D>> {
    guard let figure = figure(key, Quantity<D>.self) else {
      preconditionFailure("\(name) has no \(key)")
    }
    return figure
  }
}
