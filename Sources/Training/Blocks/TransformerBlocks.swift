// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A transformer's blocks, in the order in which a microbatch passes them.
package struct TransformerBlocks {
  let model: Transformer
  let plan: Plan
  let batch: Microbatch

  /// - Parameters:
  ///   - model: which the plan has been checked against.
  ///   - plan: how ranks share it.
  package init(_ model: Transformer, _ plan: Plan) {
    self.model = model
    self.plan = plan
    batch = Microbatch(plan, context: model.context)
  }

  /// The embedding, every layer, the extra predictions, and the head.
  package var all: [Block] {
    let layers = (0..<model.layers).map { layer(at: $0) }
    let extra = (0..<model.extraPredictions).flatMap { _ in [extraPrediction, head(isExtra: true)] }
    return [embedding] + layers + [head(isExtra: false)] + extra
  }

  /// Bytes of the stream of one microbatch on one rank.
  var streamBytes: Double { batch.ownTokens * Double(model.hidden) * Microbatch.bytesOfValue }

  func layer(at index: Int) -> Block {
    let attention = AttentionSegments(model, batch, window: model.window(layer: index))
    if model.hasExperts(layer: index), let experts = model.experts {
      let network = ExpertSegments(model, experts, batch)
      return Block(
        name: "expert layer", segments: attention.all + network.all,
        denseWeights: attention.weights + network.denseWeights,
        expertWeights: network.expertWeights,
        kept: attention.kept + network.kept, output: streamBytes)
    }
    let network = FeedForwardSegment(model, model.feedForward, batch)
    return Block(
      name: "layer", segments: attention.all + [network.segment],
      denseWeights: attention.weights + network.weights,
      kept: attention.kept + network.kept, output: streamBytes)
  }

  /// A projection of the stream and the next token's embedding to one width, then a layer
  /// (DeepSeek-V3, arXiv 2412.19437, section 2.2).
  var extraPrediction: Block {
    var block = layer(at: model.layers)
    let hidden = Double(model.hidden)
    let project = Segment(
      "projection",
      operators: [
        .streaming(.passes(2 * batch.ownTokens * hidden, 2)),
        .product(
          MatrixProduct(rows: batch.ownTokens, columns: model.hidden, depth: 2 * model.hidden)),
      ])
    block.name = "extra prediction"
    block.segments.insert(project, at: 0)
    block.denseWeights += 2 * hidden * hidden + 2 * normWeights
    block.kept.all += 2 * streamBytes
    block.kept.selective += 2 * streamBytes
    block.kept.elementwise += 2 * streamBytes
    return block
  }

  var normWeights: Double { Double(model.hidden) * (model.norm == .layer ? 2 : 1) }

  private var embedding: Block {
    let hidden = Double(model.hidden)
    var weights = Double(model.vocabulary) * hidden / batch.tensor
    if case .learned(let places) = model.positions { weights += Double(places) * hidden }
    return Block(
      name: "embedding",
      segments: [
        Segment(
          "embedding",
          operators: [
            .streaming(
              Streaming(.plain, bytes: 2 * batch.tokens * hidden * Microbatch.bytesOfValue))
          ], leaving: batch.scatter(width: model.hidden))
      ], denseWeights: weights,
      kept: KeptBytes(all: 0, selective: 0, input: 0), output: streamBytes)
  }

  /// The last norm, the logits and the loss.
  ///
  /// - Parameter isExtra: whether it shares the weights of the head before it.
  /// - Returns: a block that ends the model.
  private func head(isExtra: Bool) -> Block {
    let hidden = Double(model.hidden)
    let logits = batch.tokens * Double(model.vocabulary) / batch.tensor
    let loss = Streaming(.loss, bytes: logits, backwardBytes: logits)
    let sums = Exchange(
      .allReduce, backward: nil, over: .tensor, bytes: batch.tokens * Microbatch.bytesOfSingle)
    let ownsWeights = !isExtra && !(model.tiesEmbeddings && plan.pipeline == 1)
    return Block(
      name: isExtra ? "extra head" : "head",
      segments: [
        Segment(
          "head", entering: batch.gather(width: model.hidden),
          operators: [
            .streaming(.passes(batch.ownTokens * hidden, 2)),
            .product(
              MatrixProduct(
                rows: batch.tokens, columns: max(1, model.vocabulary / plan.tensor),
                depth: model.hidden)), .streaming(loss),
          ],
          leaving: plan.tensor > 1 ? [sums, sums, sums] : [])
      ],
      denseWeights: (isExtra ? 0 : normWeights)
        + (ownsWeights ? Double(model.vocabulary) * hidden / batch.tensor : 0),
      kept: KeptBytes(
        all: 2 * streamBytes + logits * Microbatch.bytesOfSingle,
        selective: 2 * streamBytes + logits * Microbatch.bytesOfSingle,
        input: 2 * streamBytes + logits * Microbatch.bytesOfSingle), output: 0)
  }
}

extension KeptBytes {
  static func + (one: KeptBytes, other: KeptBytes) -> KeptBytes {
    KeptBytes(
      all: one.all + other.all, selective: one.selective + other.selective,
      elementwise: one.elementwise + other.elementwise, input: one.input + other.input)
  }
}
