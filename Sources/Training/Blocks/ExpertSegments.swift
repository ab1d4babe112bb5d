// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// The second half of a layer with experts: router, dispatch, experts, combination.
struct ExpertSegments {
  private let model: Transformer
  private let experts: Experts
  private let batch: Microbatch

  init(_ model: Transformer, _ experts: Experts, _ batch: Microbatch) {
    self.model = model
    self.experts = experts
    self.batch = batch
  }

  /// Tokens that this rank sends to experts: those of its share of the sequence.
  private var sent: Double { batch.ownTokens * (isSplit ? 1 / batch.tensor : 1) }
  /// Without sequence sharing, tensor ranks hold the same tokens and each sends its part.
  private var isSplit: Bool { batch.plan.tensor > 1 && !batch.isSharded }
  private var expertTensor: Int { batch.plan.expertTensor ?? batch.plan.tensor }
  /// Experts of one rank.
  private var local: Int { experts.count / batch.plan.expert }
  /// Copies of tokens that this rank's experts work on, where it is the busiest.
  private var received: Double {
    sent * Double(experts.active * expertTensor) * batch.plan.expertImbalance
  }

  var all: [Segment] {
    let hidden = Double(model.hidden)
    let router: [Operator] = [
      .streaming(.passes(batch.ownTokens * hidden, 2)),
      .product(MatrixProduct(rows: sent, columns: experts.count, depth: model.hidden)),
    ]
    let copies = sent * Double(experts.active) * hidden
    let permute = Operator.streaming(
      Streaming(
        .permutation, bytes: 2 * copies * Microbatch.bytesOfValue,
        backwardBytes: 2 * copies * Microbatch.bytesOfValue))
    var segments = [Segment("router", operators: router + [permute])]
    segments.append(
      Segment(
        "experts", entering: dispatch,
        operators: FeedForwardSegment.operators(
          experts.network, rows: received / Double(local), hidden: model.hidden,
          size: experts.network.size / expertTensor, count: local),
        leaving: combine))
    var shared: [Operator] = []
    if experts.sharedSize > 0 {
      shared = FeedForwardSegment.operators(
        experts.network, rows: batch.tokens, hidden: model.hidden,
        size: max(1, experts.sharedSize / batch.plan.tensor))
      segments.append(
        Segment(
          "shared expert", entering: batch.gather(width: model.hidden), operators: shared,
          leaving: batch.scatter(width: model.hidden)))
    }
    segments.append(
      Segment(
        "combination",
        operators: [permute, .streaming(.passes(batch.ownTokens * hidden, 3))]))
    return segments
  }

  /// Copies of tokens to the ranks of their experts.
  private var dispatch: [Exchange] {
    let gather =
      expertTensor > 1
      ? [
        Exchange(
          .allGather, backward: .reduceScatter, over: .tensor, bytes: received * width,
          gathersAgain: true)
      ] : []
    return exchanges + gather
  }

  /// And back: the same the other way round.
  private var combine: [Exchange] {
    let scatter =
      expertTensor > 1
      ? [
        Exchange(
          .reduceScatter, backward: .allGather, over: .tensor, bytes: received * width)
      ] : []
    return scatter + exchanges.reversed()
  }

  private var width: Double { Double(model.hidden) * Microbatch.bytesOfValue }

  private var exchanges: [Exchange] {
    let plan = batch.plan
    guard plan.expert > 1 else { return [] }
    let copies = sent * Double(experts.active) * plan.expertImbalance * width
    guard let node = plan.expertNode, node < plan.expert else {
      return [Exchange(.allToAll, backward: .allToAll, over: .expert, bytes: copies)]
    }
    let across =
      sent * nodesOfToken(plan.expert / node) * plan.expertImbalance * width
    return [
      Exchange(.allToAll, backward: .allToAll, over: .expertRail, bytes: across),
      Exchange(.allToAll, backward: .allToAll, over: .expertNode, bytes: copies),
    ]
  }

  /// Nodes that the experts of a token lie on, on average, each expert drawn alike:
  /// n (1 - (1 - 1/n)^k) of n, and no more than the router's limit.
  private func nodesOfToken(_ nodes: Int) -> Double {
    let others = 1 - 1 / Double(nodes)
    var missed = 1.0
    for _ in 0..<experts.active { missed *= others }
    let mean = Double(nodes) * (1 - missed)
    return min(mean, Double(experts.nodeLimit ?? nodes))
  }

  /// Norm, router and shared expert.
  var denseWeights: Double {
    let hidden = Double(model.hidden)
    return hidden * (model.norm == .layer ? 2 : 1) + hidden * Double(experts.count)
      + Double(experts.network.matrices) * hidden * Double(experts.sharedSize) / batch.tensor
      + (experts.gatesShared ? hidden : 0)
  }

  /// Experts of one rank.
  var expertWeights: Double {
    Double(local * experts.network.matrices) * Double(model.hidden)
      * Double(experts.network.size) / Double(expertTensor)
  }

  /// The norm's input and output, dispatched copies and what the networks read; scores of the
  /// router are small.
  var kept: KeptBytes {
    let own = batch.ownTokens * Double(model.hidden) * Microbatch.bytesOfValue
    let networks = FeedForwardSegment.wideTensors(experts.network) * Microbatch.bytesOfValue
    let routed =
      received * (width + networks * Double(experts.network.size) / Double(expertTensor))
    let shared = networks * batch.tokens * Double(experts.sharedSize) / batch.tensor
    let all = 2 * own + routed + shared
    let activations =
      Microbatch.bytesOfValue
      * (received * Double(experts.network.size) / Double(expertTensor)
        + batch.tokens * Double(experts.sharedSize) / batch.tensor)
    return KeptBytes(all: all, selective: all, elementwise: all - own - activations, input: 0)
  }
}
