// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension ModelWork {
  /// Work of one sequence.
  ///
  /// A dense model of layers l, width h, sequence s, vocabulary V and feed-forward 4h takes
  /// 24 s l h^2 + 4 s^2 l h forward in its layers and 2 s h V in its head. With all recomputed that is
  /// 96 B s l h^2 (1 + s/6h + V/16lh) a step of batch B (Narayanan and others, arXiv 2104.04473,
  /// section 3), without 72 B s l h^2 (1 + s/6h + V/12lh) (Korthikanti and others, arXiv 2205.05198,
  /// section 6.3). A token takes 6 N + 12 L H Q T of N weights, L layers, H heads of Q features and
  /// sequences T (PaLM, arXiv 2204.02311, appendix B).
  mutating func count(_ model: Transformer, sequence: Double) {
    let layers = Double(model.layers)
    let sparse = Double(model.expertLayers)
    count(model.layerWeights(hasExperts: false), times: (layers - sparse) * 2 * sequence)
    count(model.layerWeights(hasExperts: true), times: sparse * 2 * sequence)
    let windowed = Double(model.windowLayers)
    // A causal mask hides half of the pairs, so that those it hides are as many as it leaves.
    let core =
      windowed * model.coreWork(sequence: sequence, window: model.attention.window?.tokens)
      + (layers - windowed) * model.coreWork(sequence: sequence, window: nil)
    add(.attentionCore, core, hidden: core)
    add(.head, model.headWork(sequence: sequence))
    let extra = Double(model.extraPredictions)
    let extraCore = model.coreWork(
      sequence: sequence, window: model.window(layer: model.layers))
    add(
      .extraPredictions, extra * (model.extraProducts(sequence: sequence) + extraCore),
      hidden: extra * extraCore)
  }

  /// Products of a layer.
  ///
  /// - Parameters:
  ///   - layer: its weights.
  ///   - times: layers, tokens, and two operations a weight.
  private mutating func count(_ layer: TransformerLayerWeights, times: Double) {
    add(.attention, times * layer.attention)
    add(.denseFeedForward, times * layer.dense)
    add(.router, times * layer.router)
    add(.routedExperts, times * layer.activeRouted)
    add(.sharedExperts, times * layer.shared)
  }
}

extension TransformerLayerWeights {
  /// Weights of products that one token passes.
  package var activeMatrices: Double { attention + dense + router + activeRouted + shared }
}

extension Transformer {
  /// Layers that see a window, without those of extra predictions.
  package var windowLayers: Int {
    guard let window = attention.window else { return 0 }
    return window.everyFull > 0 ? layers - layers / window.everyFull : layers
  }

  /// Scores and weighted values of one layer and sequence under a causal mask; without the mask
  /// they are twice as many.
  ///
  /// - Parameters:
  ///   - sequence: tokens.
  ///   - window: latest tokens that a token sees; nil for all.
  /// - Returns: forward, all heads.
  package func coreWork(sequence: Double, window: Int?) -> Double {
    let reach = min(window.map(Double.init) ?? sequence, sequence)
    // Query x of a causal mask sees min(x, reach) keys: the area below is s r - r^2/2.
    let pairs = sequence * reach - reach * reach / 2
    return 2 * pairs * Double(attention.heads) * Double(attention.headSize + attention.valueSize)
  }

  fileprivate func headWork(sequence: Double) -> Double {
    2 * sequence * Double(hidden) * Double(vocabulary)
  }

  /// Products of a projection of two widths, a layer, and the head once more.
  fileprivate func extraProducts(sequence: Double) -> Double {
    let layer = layerWeights(hasExperts: hasExperts(layer: layers)).activeMatrices
    return 2 * sequence * (2 * Double(hidden) * Double(hidden) + layer)
      + headWork(sequence: sequence)
  }
}
