// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension ModelWeights {
  mutating func count(_ model: Transformer) {
    let hidden = Double(model.hidden)
    add(.embedding, Double(model.vocabulary) * hidden)
    if !model.tiesEmbeddings { add(.head, Double(model.vocabulary) * hidden) }
    if case .learned(let places) = model.positions { add(.positions, Double(places) * hidden) }
    // One behind the last layer, and one behind the embedding where there is such.
    let norms = model.normalisesEmbedding ? 2.0 : 1.0
    add(.norms, norms * hidden * Double(model.norm.weights))
    let sparse = Double(model.expertLayers)
    count(model.layerWeights(hasExperts: false), times: Double(model.layers) - sparse)
    count(model.layerWeights(hasExperts: true), times: sparse)
    add(.extraPredictions, Double(model.extraPredictions) * model.extraPredictionWeights)
  }

  private mutating func count(_ layer: TransformerLayerWeights, times: Double) {
    add(.attention, times * layer.attention)
    add(.norms, times * layer.norms)
    add(.biases, times * layer.biases, active: times * layer.activeBiases)
    add(.denseFeedForward, times * layer.dense)
    add(.router, times * layer.router)
    add(.routedExperts, times * layer.routed, active: times * layer.activeRouted)
    add(.sharedExperts, times * layer.shared)
    add(.attentionCore, times * layer.sinks)
  }
}

/// Weights of one layer of a transformer, by part.
package struct TransformerLayerWeights: Sendable, Hashable {
  package var attention = 0.0
  package var sinks = 0.0
  package var norms = 0.0
  package var biases = 0.0
  /// Biases that one token meets.
  package var activeBiases = 0.0
  package var dense = 0.0
  package var router = 0.0
  package var routed = 0.0
  /// Weights of the experts that one token takes.
  package var activeRouted = 0.0
  /// The gate of the shared expert with it.
  package var shared = 0.0

  package var total: Double {
    attention + sinks + norms + biases + dense + router + routed + shared
  }
}

extension Transformer {
  /// Layers that have experts, without those of extra predictions.
  package var expertLayers: Int {
    experts.map { max(0, layers - $0.denseLayers) / $0.every } ?? 0
  }

  /// Weights of a layer.
  ///
  /// - Parameter hasExperts: whether it is one with experts.
  /// - Returns: the counts of one such layer.
  package func layerWeights(hasExperts: Bool) -> TransformerLayerWeights {
    let hidden = Double(hidden)
    var layer = TransformerLayerWeights()
    layer.attention = attention.weights(hidden: hidden)
    if attention.hasSinks { layer.sinks = Double(attention.heads) }
    layer.norms = 2 * hidden * Double(norm.weights) + attention.normWeights
    let attentionBiases = attentionBiases
    layer.biases = attentionBiases
    layer.activeBiases = attentionBiases
    guard hasExperts, let experts else {
      layer.dense = feedForward.weights(hidden: hidden)
      layer.biases += feedForwardBiases(feedForward)
      layer.activeBiases = layer.biases
      return layer
    }
    let (count, active) = (Double(experts.count), Double(experts.active))
    let expert = experts.network.weights(hidden: hidden)
    layer.routed = count * expert
    layer.activeRouted = active * expert
    layer.router = hidden * count
    if let shared = experts.shared {
      layer.shared = shared.weights(hidden: hidden) + (experts.gatesShared ? hidden : 0)
    }
    let always =
      (biases == .all ? count : 0) + (experts.shared.map(feedForwardBiases) ?? 0)
    layer.biases += count * feedForwardBiases(experts.network) + always
    layer.activeBiases += active * feedForwardBiases(experts.network) + always
    return layer
  }

  /// A projection of the stream and of the next token's embedding, a norm of each and one behind,
  /// and a layer (DeepSeek-V3, arXiv 2412.19437, section 2.2).
  var extraPredictionWeights: Double {
    let hidden = Double(hidden)
    return 2 * hidden * hidden + 3 * hidden * Double(norm.weights)
      + layerWeights(hasExperts: hasExperts(layer: layers)).total
  }

  /// Biases of attention's projections in a layer.
  private var attentionBiases: Double {
    let inner = Double(attention.queryWidth + attention.keyWidth + attention.valueWidth)
    switch biases {
    case .none: return 0
    case .queryKeyValue: return inner
    case .attention, .all: return inner + Double(hidden)
    }
  }

  private func feedForwardBiases(_ network: FeedForward) -> Double {
    guard biases == .all else { return 0 }
    return Double((network.matrices - 1) * network.size + hidden)
  }
}

extension SelfAttention {
  /// Features of all queries.
  package var queryWidth: Int { heads * headSize }
  /// Features of all keys.
  package var keyWidth: Int { keyValueHeads * headSize }
  /// Features of all values.
  package var valueWidth: Int { keyValueHeads * valueSize }

  /// Weights of the projections.
  ///
  /// - Parameter hidden: width of the stream.
  /// - Returns: of one layer.
  func weights(hidden: Double) -> Double {
    let output = Double(heads * valueSize) * hidden
    guard let latent else {
      return hidden * Double(queryWidth + keyWidth + valueWidth) + output
    }
    let queries =
      latent.queryRank.map { (hidden + Double(queryWidth)) * Double($0) }
      ?? hidden * Double(queryWidth)
    // The rotary part of the key is one for all heads and comes straight from the stream.
    let keys = hidden * Double(latent.keyValueRank + latent.rotarySize)
    let restored = Double(heads * (headSize - latent.rotarySize + valueSize))
    return queries + keys + Double(latent.keyValueRank) * restored + output
  }

  /// Weights of norms within attention: of heads, and of low-rank vectors.
  var normWeights: Double {
    let ofHeads = normalisesHeads ? 2 * headSize : 0
    let ofRanks = latent.map { ($0.queryRank ?? 0) + $0.keyValueRank } ?? 0
    return Double(ofHeads + ofRanks)
  }
}

extension FeedForward {
  func weights(hidden: Double) -> Double { Double(matrices) * hidden * Double(size) }
}

extension Experts {
  /// The network that every token takes; nil where there is none.
  package var shared: FeedForward? {
    sharedSize > 0 ? FeedForward(size: sharedSize, activation: network.activation) : nil
  }
}
