// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Floating-point operations of a model, a multiplication and an addition each, by part: matrix
/// products and attention, without norms, activations and look-ups.
package struct ModelWork: Sendable, Hashable {
  /// Forward, of one sample, by the part's place among all.
  private var seen = [Double](repeating: 0, count: ModelPart.allCases.count)
  /// What pairs of query and key that a causal mask hides would add.
  private var hidden = [Double](repeating: 0, count: ModelPart.allCases.count)
  /// Of one sample: tokens of a sequence, cells of a table; one of an image or a visitor.
  package private(set) var units: Double

  /// Which pairs of query and key count, where tokens see the past only.
  package enum Mask: Sendable, Hashable {
    /// All within reach, as the literature up to PaLM counts.
    case full
    /// Half of them: those that a causal mask leaves, its diagonal by half.
    case causal
  }

  /// Work by the dimensions.
  ///
  /// - Parameters:
  ///   - architecture: of any family.
  ///   - sequence: tokens of a sequence; nil for the model's own. Other families have none.
  package init(of architecture: Architecture, sequence: Int? = nil) {
    units = Double(architecture.context)
    switch architecture {
    case .transformer(let model):
      units = Double(sequence ?? model.context)
      count(model, sequence: units)
    case .convolutional(let model): count(model)
    case .recommender(let model): count(model)
    case .tabular(let model): count(model)
    }
  }

  /// Adds work to a part.
  ///
  /// - Parameters:
  ///   - part: to which it belongs.
  ///   - work: forward, of one sample.
  ///   - hidden: of pairs that a causal mask hides.
  mutating func add(_ part: ModelPart, _ work: Double, hidden: Double = 0) {
    guard let place = ModelPart.allCases.firstIndex(of: part) else { return }
    seen[place] += work
    self.hidden[place] += hidden
  }

  /// Forward work of one sample.
  ///
  /// - Parameters:
  ///   - part: of the model; nil for all.
  ///   - mask: which pairs count.
  /// - Returns: floating-point operations.
  package func forward(_ part: ModelPart? = nil, _ mask: Mask = .causal) -> Double {
    guard let part else { return seen.reduce(0, +) + (mask == .full ? hidden.reduce(0, +) : 0) }
    guard let place = ModelPart.allCases.firstIndex(of: part) else { return 0 }
    return seen[place] + (mask == .full ? hidden[place] : 0)
  }

  /// Forward and backward of one sample: each product once forward and once for either gradient.
  /// What is recomputed is no work of the model.
  ///
  /// - Parameter mask: which pairs count.
  /// - Returns: three times forward.
  package func training(_ mask: Mask = .causal) -> Double { 3 * forward(nil, mask) }

  /// `training` of a model whose weights stay as they are: products have no gradient of theirs.
  /// Both operands of the attention core are no weights, so it is as it was.
  ///
  /// - Parameter mask: which pairs count.
  /// - Returns: twice forward, and the core once more.
  package func frozenTraining(_ mask: Mask = .causal) -> Double {
    2 * forward(nil, mask) + forward(.attentionCore, mask)
  }

  /// `training` of one token, cell, image or visitor.
  ///
  /// - Parameter mask: which pairs count.
  /// - Returns: floating-point operations.
  package func trainingPerUnit(_ mask: Mask = .causal) -> Double { training(mask) / units }
}
