// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// What makes a plan illegal, whatever the cluster.
extension Plan {
  /// Checks a plan against the model that it is for.
  ///
  /// - Parameter model: a transformer.
  /// - Throws: `PlanError` with the reason, and what is allowed.
  package func check(_ model: Transformer) throws(PlanError) {
    try checkBatch()
    try checkTensor(model)
    try checkSequence(model)
    try checkPipeline()
    try checkExperts(model)
    try checkSharding()
    try checkOptions()
  }

  func checkBatch() throws(PlanError) {
    let replica = data * microbatch
    guard globalBatch.isMultiple(of: replica), globalBatch > 0 else {
      throw PlanError(
        "global_batch",
        "\(globalBatch) sequences are no multiple of dp \(data) x microbatch \(microbatch) = "
          + "\(replica)")
    }
  }

  private func checkTensor(_ model: Transformer) throws(PlanError) {
    let attention = model.attention
    guard attention.heads.isMultiple(of: tensor) else {
      throw PlanError("tp", "\(tensor) does not divide the \(attention.heads) attention heads")
    }
    let shared = attention.keyValueHeads
    guard shared.isMultiple(of: tensor) || tensor.isMultiple(of: shared) else {
      throw PlanError(
        "tp", "\(tensor) and the \(shared) heads of keys and values: neither divides the other")
    }
    let layers = 0..<model.layers
    if layers.contains(where: { !model.hasExperts(layer: $0) }),
      !model.feedForward.size.isMultiple(of: tensor)
    {
      throw PlanError(
        "tp", "\(tensor) does not divide the feed-forward width \(model.feedForward.size)")
    }
  }

  private func checkSequence(_ model: Transformer) throws(PlanError) {
    let tokens = sequence ?? model.context
    if case .learned(let places) = model.positions, tokens > places {
      throw PlanError("sequence", "\(tokens) tokens, and the model has \(places) positions")
    }
    // A causal mask is shared evenly where each rank has one early and one late part.
    guard context == 1 || tokens.isMultiple(of: 2 * context) else {
      throw PlanError(
        "cp",
        "\(context) ranks take two parts each of a sequence: \(tokens) is no multiple of "
          + "\(2 * context)")
    }
    guard !sharesSequence || (tokens / context).isMultiple(of: tensor) else {
      throw PlanError(
        "tp",
        "\(tensor) does not divide the \(tokens / context) tokens that sequence parallelism "
          + "shares; write sequence_parallel: false")
    }
    guard overlap.tensor == 1 || (tensor > 1 && sharesSequence) else {
      throw PlanError("overlap.tp", "needs tp above 1 with sequence_parallel")
    }
  }

  func checkPipeline() throws(PlanError) {
    guard pipeline > 1 || interleave == 1 else {
      throw PlanError("interleave", "\(interleave) virtual stages of a pipeline of one")
    }
    guard interleave == 1 || schedule == .oneForwardOneBackward else {
      throw PlanError(
        "interleave", "\(interleave) goes with schedule 1f1b, not \(schedule.rawValue)")
    }
    guard interleave == 1 || microbatches.isMultiple(of: pipeline) else {
      throw PlanError(
        "interleave",
        "\(microbatches) microbatches are no multiple of pp \(pipeline), as interleaved stages need"
      )
    }
    if let stageLayers, stageLayers.count != pipeline * interleave {
      throw PlanError(
        "stage_layers",
        "\(stageLayers.count) entries for \(pipeline * interleave) virtual stages")
    }
  }

  private func checkExperts(_ model: Transformer) throws(PlanError) {
    guard let experts = model.experts else {
      guard expert == 1 else { throw PlanError("ep", "the model has no experts") }
      guard expertTensor == nil else { throw PlanError("etp", "the model has no experts") }
      guard expertNode == nil else { throw PlanError("ep_node", "the model has no experts") }
      return
    }
    let each = expertTensor ?? tensor
    guard each == 1 || each == tensor else {
      throw PlanError("etp", "\(each): allowed are 1 and tp, \(tensor)")
    }
    guard experts.network.size.isMultiple(of: each) else {
      throw PlanError("etp", "\(each) does not divide the experts' width \(experts.network.size)")
    }
    guard experts.count.isMultiple(of: expert) else {
      throw PlanError("ep", "\(expert) does not divide the \(experts.count) experts")
    }
    let stage = tensor * context * data
    guard stage.isMultiple(of: each * expert) else {
      throw PlanError(
        "ep",
        "\(each) x \(expert) ranks of an expert group do not divide the \(stage) ranks of a "
          + "stage (tp x cp x dp)")
    }
    if let expertNode, !expert.isMultiple(of: expertNode) {
      throw PlanError("ep_node", "\(expertNode) does not divide ep \(expert)")
    }
  }

  func checkSharding() throws(PlanError) {
    guard let shardingGroup else { return }
    guard sharding == .weights else {
      throw PlanError("shard_group", "goes with sharding: weights, not \(sharding.rawValue)")
    }
    guard (data * context).isMultiple(of: shardingGroup) else {
      throw PlanError(
        "shard_group", "\(shardingGroup) does not divide dp x cp = \(data * context)")
    }
  }

  private func checkOptions() throws(PlanError) {
    guard recomputedLayers == nil || recompute == .full else {
      throw PlanError("recompute_layers", "goes with recompute: full")
    }
    guard schedule != .zeroBubble || recompute != .full else {
      throw PlanError(
        "schedule",
        "zero-bubble keeps activations for the gradients of weights; recompute: full "
          + "does not")
    }
    guard !frozen || schedule != .zeroBubble else {
      throw PlanError(
        "frozen", "zero-bubble fills the bubble with gradients of weights, and there are none")
    }
    guard !frozen || !offload.optimizer else {
      throw PlanError("frozen", "leaves no optimizer that offload.optimizer could move")
    }
  }
}
