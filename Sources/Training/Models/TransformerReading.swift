// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

extension Transformer {
  /// Reads the keys of a transformer.
  ///
  /// - Parameter reader: of the file's top.
  /// - Throws: `DocumentError` for dimensions that make no network.
  init(reading reader: inout MappingReader) throws(DocumentError) {
    let layers = try reader.dimension("layers")
    let hidden = try reader.dimension("hidden")
    let attention = try SelfAttention(reading: reader.required("attention"), hidden: hidden)
    let experts = try reader.optional("experts").map { node throws(DocumentError) in
      try Experts(reading: node, layers: layers)
    }
    let context = try reader.dimension("context")
    self.init(
      layers: layers, hidden: hidden, attention: attention,
      feedForward: try Self.feedForward(&reader, experts), experts: experts,
      vocabulary: try reader.dimension("vocabulary"),
      tiesEmbeddings: try reader.optionalBoolean("tied_embeddings") ?? false,
      positions: try reader.optional("positions").map { node throws(DocumentError) in
        try Positions(reading: node, context: context)
      } ?? .rotary,
      norm: try reader.named("norm", default: .rms),
      normalisesEmbedding: try reader.optionalBoolean("normalises_embedding") ?? false,
      biases: try reader.named("biases", default: Biases.none),
      extraPredictions: try reader.optionalCount("extra_predictions"), context: context)
  }

  /// The network of dense layers, which must be there where there are such.
  private static func feedForward(
    _ reader: inout MappingReader, _ experts: Experts?
  ) throws(DocumentError) -> FeedForward {
    guard let experts, experts.denseLayers == 0, experts.every == 1 else {
      return try FeedForward(reading: reader.required("feed_forward"))
    }
    if let node = reader.optional("feed_forward") {
      throw node.error("every layer has experts, so that none has this network")
    }
    return experts.network
  }
}

extension Transformer.Positions {
  fileprivate init(reading node: DocumentNode, context: Int) throws(DocumentError) {
    guard node.isMapping else {
      self = try node.choice(of: ["rotary": Self.rotary, "linear": .linear])
      return
    }
    var reader = try node.mapping()
    let learned = try reader.required("learned")
    let places = try learned.integer(in: 1...largestDimension)
    guard places >= context else {
      throw learned.error("\(places) is fewer than the \(context) tokens of context:")
    }
    try reader.finish()
    self = .learned(places)
  }
}

extension SelfAttention {
  fileprivate init(reading node: DocumentNode, hidden: Int) throws(DocumentError) {
    var reader = try node.mapping()
    let heads = try reader.dimension("heads")
    let latent = reader.optional("latent")
    let keyValueHeads = try Self.keyValueHeads(&reader, heads: heads, isLatent: latent != nil)
    let size = try reader.optionalDimension("head_size")
    guard size != nil || hidden.isMultiple(of: heads) else {
      throw node.error(
        "hidden: \(hidden) is no multiple of heads: \(heads); allowed: such a multiple, or a "
          + "head_size:")
    }
    let headSize = size ?? hidden / heads
    self.init(
      heads: heads, keyValueHeads: keyValueHeads, headSize: headSize,
      valueSize: try reader.optionalDimension("value_size"),
      latent: try latent.map { node throws(DocumentError) in
        try LatentAttention(reading: node, headSize: headSize)
      },
      window: try reader.optional("window").map(AttentionWindow.init(reading:)),
      normalisesHeads: try reader.optionalBoolean("normalises_heads") ?? false,
      hasSinks: try reader.optionalBoolean("sinks") ?? false)
    try reader.finish()
  }

  private static func keyValueHeads(
    _ reader: inout MappingReader, heads: Int, isLatent: Bool
  ) throws(DocumentError) -> Int {
    guard let node = reader.optional("key_value_heads") else { return heads }
    let keyValueHeads = try node.integer(in: 1...heads)
    guard heads.isMultiple(of: keyValueHeads) else {
      throw node.error("heads: \(heads) is no multiple of \(keyValueHeads); allowed: a divisor")
    }
    guard !isLatent || keyValueHeads == heads else {
      throw node.error("latent attention has as many as heads:; allowed: \(heads)")
    }
    return keyValueHeads
  }
}

extension LatentAttention {
  fileprivate init(reading node: DocumentNode, headSize: Int) throws(DocumentError) {
    var reader = try node.mapping()
    self.init(
      queryRank: try reader.optionalDimension("query_rank"),
      keyValueRank: try reader.dimension("key_value_rank"),
      // A head has features that do not turn, or its keys would all be the same.
      rotarySize: try reader.integer("rotary_size", in: 0...headSize - 1))
    try reader.finish()
  }
}

extension AttentionWindow {
  fileprivate init(reading node: DocumentNode) throws(DocumentError) {
    var reader = try node.mapping()
    self.init(
      tokens: try reader.dimension("tokens"), everyFull: try reader.optionalCount("every_full"))
    try reader.finish()
  }
}

extension FeedForward {
  init(reading node: DocumentNode) throws(DocumentError) {
    var reader = try node.mapping()
    self.init(size: try reader.dimension("size"), activation: try reader.named("activation"))
    try reader.finish()
  }
}

extension Experts {
  fileprivate init(reading node: DocumentNode, layers: Int) throws(DocumentError) {
    var reader = try node.mapping()
    let count = try reader.dimension("count")
    let active = try reader.integer("active", in: 1...count)
    let shared = try reader.optionalCount("shared_size")
    let gate = reader.optional("gates_shared")
    if let gate, shared == 0 { throw gate.error("belongs to shared_size:, which is not there") }
    let dense = try reader.optionalInteger("dense_layers", in: 0...layers - 1) ?? 0
    self.init(
      count: count, active: active,
      network: FeedForward(
        size: try reader.dimension("size"), activation: try reader.named("activation")),
      sharedSize: shared, denseLayers: dense,
      every: try reader.optionalInteger("every", in: 1...layers - dense) ?? 1,
      nodeLimit: try reader.optionalInteger("node_limit", in: 1...active),
      gatesShared: try gate?.boolean() ?? false)
    try reader.finish()
  }
}
