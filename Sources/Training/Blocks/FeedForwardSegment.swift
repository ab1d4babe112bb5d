// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The second half of a dense layer.
struct FeedForwardSegment {
  private let model: Transformer
  private let network: FeedForward
  private let batch: Microbatch

  init(_ model: Transformer, _ network: FeedForward, _ batch: Microbatch) {
    self.model = model
    self.network = network
    self.batch = batch
  }

  var segment: Segment {
    let own = batch.ownTokens * Double(model.hidden)
    return Segment(
      "mlp", entering: batch.gather(width: model.hidden),
      operators: [.streaming(.passes(own, 2))]
        + Self.operators(
          network, rows: batch.tokens, hidden: model.hidden, size: network.size / batch.plan.tensor)
        + [.streaming(batch.residualSum(width: model.hidden))],
      leaving: batch.scatter(width: model.hidden))
  }

  /// The maps of a network on a rank's part of its width.
  ///
  /// - Parameters:
  ///   - network: its activation.
  ///   - rows: tokens of each of `count` networks.
  ///   - hidden: width of the stream.
  ///   - size: of the rank's part.
  ///   - count: networks side by side.
  /// - Returns: up, activation, down.
  static func operators(
    _ network: FeedForward, rows: Double, hidden: Int, size: Int, count: Int = 1
  ) -> [Operator] {
    let gates = network.activation.isGated ? 2 : 1
    return [
      .product(MatrixProduct(rows: rows, columns: gates * size, depth: hidden, count: count)),
      .streaming(.passes(rows * Double(count * size), Double(gates + 1))),
      .product(MatrixProduct(rows: rows, columns: hidden, depth: size, count: count)),
    ]
  }

  var weights: Double {
    let hidden = Double(model.hidden)
    let size = Double(network.size) / batch.tensor
    var weights = Double(network.matrices) * hidden * size + hidden * (model.norm == .layer ? 2 : 1)
    if model.biases == .all { weights += size * Double(network.matrices - 1) + hidden }
    return weights
  }

  /// The norm's input and output, and what the maps and the activation read (Korthikanti and
  /// others, section 4.1).
  var kept: KeptBytes {
    let own = batch.ownTokens * Double(model.hidden) * Microbatch.bytesOfValue
    let wide = batch.tokens * Double(network.size) / batch.tensor * Microbatch.bytesOfValue
    var all = 2 * own + Self.wideTensors(network) * wide
    if batch.plan.dropout { all += batch.ownTokens * Double(model.hidden) }
    return KeptBytes(all: all, selective: all, elementwise: all - own - wide, input: 0)
  }

  /// Tensors of the network's width: what enters the activation, and what leaves it.
  static func wideTensors(_ network: FeedForward) -> Double {
    network.activation.isGated ? 3 : 2
  }
}
