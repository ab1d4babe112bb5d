// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A decoder of transformer layers between an embedding and a head.
package struct Transformer: Sendable, Hashable {
  package var layers: Int
  /// Width of the residual stream.
  package var hidden: Int
  package var attention: SelfAttention
  /// The feed-forward network of dense layers; where no layer is dense, that of an expert.
  package var feedForward: FeedForward
  /// Nil where every layer is dense.
  package var experts: Experts?
  package var vocabulary: Int
  /// Whether the head multiplies by the embedding's own weights.
  package var tiesEmbeddings: Bool
  package var positions: Positions
  package var norm: Norm
  /// Whether a norm follows the embedding.
  package var normalisesEmbedding: Bool
  package var biases: Biases
  /// Modules behind the last layer, each of which predicts one more token: a projection of two
  /// widths to one, and a layer; embedding and head are shared.
  package var extraPredictions: Int
  /// Tokens of a sequence in the published training; a plan may choose others.
  package var context: Int

  package init(
    layers: Int, hidden: Int, attention: SelfAttention, feedForward: FeedForward,
    experts: Experts? = nil, vocabulary: Int, tiesEmbeddings: Bool = false,
    positions: Positions = .rotary, norm: Norm = .rms, normalisesEmbedding: Bool = false,
    biases: Biases = .none, extraPredictions: Int = 0, context: Int
  ) {
    self.layers = layers
    self.hidden = hidden
    self.attention = attention
    self.feedForward = feedForward
    self.experts = experts
    self.vocabulary = vocabulary
    self.tiesEmbeddings = tiesEmbeddings
    self.positions = positions
    self.norm = norm
    self.normalisesEmbedding = normalisesEmbedding
    self.biases = biases
    self.extraPredictions = extraPredictions
    self.context = context
  }

  /// How the network knows where a token stands.
  package enum Positions: Sendable, Hashable {
    case rotary
    /// A learned vector for each of so many places.
    case learned(Int)
    /// Slopes that scores fall by with distance; no weights.
    case linear
  }

  /// What scales the residual stream: each has a weight a feature, `layer` a bias as well.
  package enum Norm: String, Sendable, Hashable, CaseIterable {
    case rms
    case layer
    /// Centred as `layer` is, without its bias.
    case centred

    /// Weights a feature.
    package var weights: Int { self == .layer ? 2 : 1 }
  }

  /// Which linear maps add a bias; the head never does.
  package enum Biases: String, Sendable, Hashable, CaseIterable {
    case none
    /// Queries, keys and values only.
    case queryKeyValue = "qkv"
    /// Attention's projections only.
    case attention
    /// All of them, the router's among them.
    case all
  }
}

/// Scores of tokens against each other.
package struct SelfAttention: Sendable, Hashable {
  /// Query heads.
  package var heads: Int
  /// Fewer than `heads` where queries share keys and values; of latent attention, as many.
  package var keyValueHeads: Int
  /// Features of a query and key of one head, rotary ones included.
  package var headSize: Int
  /// Features of a value of one head.
  package var valueSize: Int
  /// Low-rank projections; nil where queries, keys and values come straight from the stream.
  package var latent: LatentAttention?
  /// Tokens that a token sees where layers look at a window; nil where all see everything.
  package var window: AttentionWindow?
  /// Whether queries and keys are normalised, with a weight a feature of a head.
  package var normalisesHeads: Bool
  /// Whether a learned score a head takes its part of every sum of weights.
  package var hasSinks: Bool

  package init(
    heads: Int, keyValueHeads: Int, headSize: Int, valueSize: Int? = nil,
    latent: LatentAttention? = nil, window: AttentionWindow? = nil, normalisesHeads: Bool = false,
    hasSinks: Bool = false
  ) {
    self.heads = heads
    self.keyValueHeads = keyValueHeads
    self.headSize = headSize
    self.valueSize = valueSize ?? headSize
    self.latent = latent
    self.window = window
    self.normalisesHeads = normalisesHeads
    self.hasSinks = hasSinks
  }
}

/// Queries, and keys with values, through a low rank (DeepSeek-V2, arXiv 2405.04434, section 2.1).
package struct LatentAttention: Sendable, Hashable {
  /// Nil where queries are not compressed.
  package var queryRank: Int?
  package var keyValueRank: Int
  /// Features of a head's query and key that turn with the position; their key is shared by heads.
  package var rotarySize: Int

  package init(queryRank: Int?, keyValueRank: Int, rotarySize: Int) {
    self.queryRank = queryRank
    self.keyValueRank = keyValueRank
    self.rotarySize = rotarySize
  }
}

/// Layers that see only the latest tokens.
package struct AttentionWindow: Sendable, Hashable {
  package var tokens: Int
  /// One layer of so many sees everything; 0 where none does.
  package var everyFull: Int

  package init(tokens: Int, everyFull: Int) {
    self.tokens = tokens
    self.everyFull = everyFull
  }
}

/// Two maps, or with a gate three, around a wide layer.
package struct FeedForward: Sendable, Hashable {
  package var size: Int
  package var activation: Activation

  package init(size: Int, activation: Activation) {
    self.size = size
    self.activation = activation
  }

  package enum Activation: String, Sendable, Hashable, CaseIterable {
    case gelu
    case relu
    case squaredReLU = "squared-relu"
    case swiglu
    case geglu

    /// Whether a second map of the same size multiplies the activation.
    package var isGated: Bool { self == .swiglu || self == .geglu }
  }

  /// Matrices of `hidden` by `size`.
  package var matrices: Int { activation.isGated ? 3 : 2 }
}

/// Feed-forward networks of which each token takes a few.
package struct Experts: Sendable, Hashable {
  /// Routed experts of a layer.
  package var count: Int
  /// Routed experts that a token takes.
  package var active: Int
  package var network: FeedForward
  /// Width of the networks that every token takes beside the routed ones; 0 for none.
  package var sharedSize: Int
  /// Layers at the start that are dense.
  package var denseLayers: Int
  /// From there, one layer of so many has experts.
  package var every: Int
  /// Most nodes to which the experts of a token may belong; nil where the router does not look.
  package var nodeLimit: Int?
  /// Whether a sigmoid of the stream scales what the shared expert gives (one weight a feature).
  package var gatesShared: Bool

  package init(
    count: Int, active: Int, network: FeedForward, sharedSize: Int = 0, denseLayers: Int = 0,
    every: Int = 1, nodeLimit: Int? = nil, gatesShared: Bool = false
  ) {
    self.count = count
    self.active = active
    self.network = network
    self.sharedSize = sharedSize
    self.denseLayers = denseLayers
    self.every = every
    self.nodeLimit = nodeLimit
    self.gatesShared = gatesShared
  }
}

extension Transformer {
  /// Whether a layer has experts.
  ///
  /// - Parameter layer: from 0; layers of extra predictions follow the last.
  /// - Returns: false for a dense layer.
  package func hasExperts(layer: Int) -> Bool {
    guard let experts, layer >= experts.denseLayers else { return false }
    return layer >= layers || (layer - experts.denseLayers + 1).isMultiple(of: experts.every)
  }

  /// Tokens that a token may see in a layer: the window, or nil for the whole sequence.
  ///
  /// - Parameter layer: from 0.
  /// - Returns: nil where the layer sees everything.
  package func window(layer: Int) -> Int? {
    guard let window = attention.window else { return nil }
    let isFull = window.everyFull > 0 && (layer + 1).isMultiple(of: window.everyFull)
    return isFull ? nil : window.tokens
  }
}
