// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// How ranks share a training step of a model.
///
/// Ranks are numbered tensor first, then context, data and pipeline; experts lie within the ranks
/// of a stage.
package struct Plan: Sendable, Hashable {
  /// Ranks that share every matrix product (tensor parallelism).
  package var tensor = 1
  /// Whether what is not shared by tensor parallelism is shared along the sequence.
  package var sharesSequence = true
  /// Ranks that share sequences (context parallelism).
  package var context = 1
  package var contextMethod = ContextMethod.allGather
  /// Stages of the pipeline.
  package var pipeline = 1
  package var schedule = PipelineSchedule.oneForwardOneBackward
  /// Parts of a stage, taken in turns: virtual stages a rank.
  package var interleave = 1
  /// Replicas of the model.
  package var data = 1
  /// What replicas share of weights, gradients and optimizer.
  package var sharding = Sharding.optimizer
  /// Ranks of a sharding group where replicas keep copies of shards between groups (hybrid); nil
  /// where all replicas share.
  package var shardingGroup: Int?
  /// Ranks that share the experts of a layer.
  package var expert = 1
  /// Ranks that share each expert's products: `tensor` or one.
  package var expertTensor: Int?
  /// Ranks of an expert group within a node: a token's copies cross the network once a node and are
  /// handed on there; nil where every copy travels by itself.
  package var expertNode: Int?
  /// Most of an expert rank's tokens over the mean: 1 is perfect balance.
  package var expertImbalance = 1.0
  /// Sequences of a microbatch.
  package var microbatch = 1
  /// Sequences of a step, over all replicas.
  package var globalBatch: Int
  /// Tokens of a sequence; nil for the model's own.
  package var sequence: Int?
  package var recompute = Recompute.none
  /// Of layers, from the first of a stage, that full recomputation takes; nil for all.
  package var recomputedLayers: Int?
  package var precision = Precision.bf16
  /// Of gradients as they are summed over replicas.
  package var gradientBytes = 2
  package var overlap = Overlap()
  package var offload = Offload()
  /// Whether the embedding and the head count as layers when stages are cut.
  package var countsEnds = false
  /// Layers of each virtual stage, in the order in which a microbatch passes; nil for equal shares.
  package var stageLayers: [Int]?
  /// Whether the model's weights stay as they are, as in low-rank adaptation (LoRA,
  /// arXiv 2106.09685): no gradients of them, no sums over replicas, no optimizer. What adapters
  /// add is not counted.
  package var frozen = false
  /// Whether dropout's masks are kept for backward, as in the training of older models.
  package var dropout = false
  /// Whether the attention core keeps its scores: unfused kernels do.
  package var keepsScores = false

  package init(globalBatch: Int) { self.globalBatch = globalBatch }
}

extension Plan {
  /// Ways to share a sequence.
  package enum ContextMethod: String, Sendable, Hashable, CaseIterable {
    /// Every rank gathers all keys and values (Llama 3, arXiv 2407.21783, section 3.3.2).
    case allGather = "all-gather"
    /// Keys and values go around (ring attention, arXiv 2310.01889).
    case ring
  }

  /// What replicas share (ZeRO, arXiv 1910.02054).
  package enum Sharding: String, Sendable, Hashable, CaseIterable {
    case none
    /// ZeRO 1: the optimizer's state.
    case optimizer
    /// ZeRO 2: and gradients.
    case gradients
    /// ZeRO 3 and FSDP: and weights.
    case weights
  }

  package enum Recompute: String, Sendable, Hashable, CaseIterable {
    case none
    /// The attention core (Korthikanti and others, arXiv 2205.05198).
    case selective
    /// Norms and activation functions: little work, and a third of what a layer keeps.
    case elementwise
    /// Whole layers, from their input.
    case full
  }

  /// Formats of matrix products.
  package enum Precision: String, Sendable, Hashable, CaseIterable {
    case bf16, fp8, mxfp8, nvfp4
  }

  /// Which traffic computing may hide.
  package struct Overlap: Sendable, Hashable {
    /// Gradients and weights of replicas.
    package var data = true
    /// Parts into which tensor-parallel exchanges and the products beside them are cut, so that one
    /// part travels while another is computed; 1 for none.
    package var tensor = 1
    /// The same of exchanges with experts.
    package var expert = 1
    /// Whether tensor-parallel exchanges of gradients of inputs run beside the products of gradients
    /// of weights.
    package var tensorBackward = true
    /// Messages between stages.
    package var pipeline = true

    package init() {}
  }

  /// What lies in the host's memory.
  package struct Offload: Sendable, Hashable {
    /// The optimizer's state and its step.
    package var optimizer = false
    /// Part of kept activations, 0 to 1.
    package var activations = 0.0

    package init() {}
  }

  package var ranks: Int { tensor * context * pipeline * data }
  /// Microbatches of a replica in a step.
  package var microbatches: Int { globalBatch / (data * microbatch) }
}

extension PipelineTurns {
  /// The turns that a plan asks for.
  package init(_ plan: Plan) {
    self.init(
      plan.schedule, stages: plan.pipeline, parts: plan.interleave, microbatches: plan.microbatches)
  }
}
