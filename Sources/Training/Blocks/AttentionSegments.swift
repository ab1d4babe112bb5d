// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The first half of a layer: norm, projections, scores.
struct AttentionSegments {
  private let model: Transformer
  private let attention: SelfAttention
  private let batch: Microbatch
  private let window: Int?

  init(_ model: Transformer, _ batch: Microbatch, window: Int?) {
    self.model = model
    attention = model.attention
    self.batch = batch
    self.window = window
  }

  var all: [Segment] {
    [
      Segment(
        "attention", entering: batch.gather(width: model.hidden), operators: projections),
      core,
      Segment(
        "attention",
        operators: [
          .product(
            MatrixProduct(
              rows: batch.tokens, columns: model.hidden, depth: heads * attention.valueSize)),
          .streaming(batch.residualSum(width: model.hidden)),
        ], leaving: batch.scatter(width: model.hidden)),
    ]
  }

  /// Query heads of a rank.
  private var heads: Int { attention.heads / batch.plan.tensor }
  /// Heads of keys and values of a rank: where there are fewer than ranks, several hold one.
  private var keyValueHeads: Int { max(1, attention.keyValueHeads / batch.plan.tensor) }

  /// The norm, queries, keys and values, and the rotation of the first two.
  private var projections: [Operator] {
    let tokens = batch.tokens
    var operators: [Operator] = [
      .streaming(.passes(batch.ownTokens * Double(model.hidden), 2))
    ]
    func product(_ columns: Int, _ depth: Int, _ rows: Double) {
      operators.append(.product(MatrixProduct(rows: rows, columns: columns, depth: depth)))
    }
    if let latent = attention.latent {
      // The compressed forms are small and not shared: each rank has its own tokens'.
      let compressed = (latent.queryRank ?? 0) + latent.keyValueRank + latent.rotarySize
      product(compressed, model.hidden, batch.ownTokens)
      operators.append(.streaming(.passes(batch.ownTokens * Double(compressed), 2)))
      product(
        heads * attention.headSize, latent.queryRank ?? model.hidden, tokens)
      product(
        heads * (attention.headSize - latent.rotarySize + attention.valueSize),
        latent.keyValueRank, tokens)
    } else {
      product(
        heads * attention.headSize
          + keyValueHeads * (attention.headSize + attention.valueSize), model.hidden, tokens)
    }
    if model.positions == .rotary || attention.normalisesHeads {
      let turned = Double(attention.headSize * (heads + keyValueHeads))
      operators.append(.streaming(.passes(tokens * turned, 2)))
    }
    return operators
  }

  /// Scores, softmax, and the values that they weigh.
  private var core: Segment {
    let plan = batch.plan
    let keyValueBytes =
      batch.sequences * Double(keyValueHeads * (attention.headSize + attention.valueSize))
      * Microbatch.bytesOfValue
    var segment = Segment(
      "core",
      operators: [
        .core(
          AttentionCore(
            sequences: batch.sequences, queries: batch.queries, keys: batch.sequence,
            heads: Double(heads), headSize: attention.headSize, valueSize: attention.valueSize,
            seen: seen))
      ], isSelective: true)
    if plan.keepsScores {
      // Products of heads side by side leave what they weigh in another order.
      segment.operators.append(
        .streaming(.passes(batch.tokens * Double(heads * attention.valueSize), 2)))
    }
    guard plan.context > 1 else { return segment }
    switch plan.contextMethod {
    case .allGather:
      segment.entering = [
        Exchange(
          .allGather, backward: .reduceScatter, over: .context,
          bytes: keyValueBytes * batch.sequence, gathersAgain: true)
      ]
    case .ring:
      segment.rotation = Rotation(
        .context, members: plan.context, bytes: keyValueBytes * batch.queries)
    }
    return segment
  }

  /// Part of all pairs that the mask leaves: half, or with a window w of s tokens w/s - (w/s)²/2.
  private var seen: Double {
    guard let window, Double(window) < batch.sequence else { return 0.5 }
    let part = Double(window) / batch.sequence
    return part - part * part / 2
  }

  /// Weights of this half of a layer on one rank.
  var weights: Double {
    let hidden = Double(model.hidden)
    let queries = Double(heads * attention.headSize)
    let values = Double(heads * attention.valueSize)
    var weights = hidden * (model.norm == .layer ? 2 : 1) + values * hidden
    if let latent = attention.latent {
      let rank = Double(latent.keyValueRank)
      let nope = Double(attention.headSize - latent.rotarySize)
      weights += hidden * (rank + Double(latent.rotarySize)) + rank
      weights += rank * (nope + Double(attention.valueSize)) * Double(heads)
      if let query = latent.queryRank {
        weights += hidden * Double(query) + Double(query) + Double(query) * queries
      } else {
        weights += hidden * queries
      }
      return weights
    }
    let shared = Double(keyValueHeads * (attention.headSize + attention.valueSize))
    weights += hidden * (queries + shared)
    switch model.biases {
    case .none: break
    case .queryKeyValue: weights += queries + shared
    case .attention, .all: weights += queries + shared + hidden
    }
    if attention.normalisesHeads { weights += Double(2 * attention.headSize) }
    return weights
  }

  /// After Korthikanti and others (arXiv 2205.05198), section 4.1, tensor by tensor: the norm's
  /// input and output, queries, keys and values, what the output projection reads, and, where
  /// kernels are not fused, softmax, its dropout's mask and result: 5 bytes a score.
  var kept: KeptBytes {
    let hidden = Double(model.hidden)
    let own = batch.ownTokens * hidden * Microbatch.bytesOfValue
    let compressed = attention.latent.map { Double(($0.queryRank ?? 0) + $0.keyValueRank) } ?? 0
    let features = Double(
      heads * (attention.headSize + attention.valueSize)
        + (attention.latent == nil
          ? keyValueHeads : heads) * (attention.headSize + attention.valueSize))
    var selective =
      2 * own + batch.tokens * features * Microbatch.bytesOfValue
      + batch.ownTokens * compressed * Microbatch.bytesOfValue
    // A mask of one byte.
    if batch.plan.dropout { selective += batch.ownTokens * hidden }
    let scores = batch.tokens * batch.sequence * Double(heads)
    let scoreBytes = batch.plan.dropout ? 5.0 : Microbatch.bytesOfValue
    // Fused kernels keep one sum of exponentials a query.
    let core =
      batch.plan.keepsScores
      ? scores * scoreBytes : batch.tokens * Double(heads) * Microbatch.bytesOfSingle
    // The norm's output follows from its input.
    return KeptBytes(
      all: selective + core, selective: selective, elementwise: selective + core - own, input: own)
  }
}
