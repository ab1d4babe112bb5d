// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Workloads

/// Ways in which ranks share the work of a step, each with groups of ranks of its own.
package enum ParallelDimension: String, Sendable, Hashable, CaseIterable {
  /// Ranks that share every matrix product.
  case tensor = "tp"
  /// Ranks that share sequences.
  case context = "cp"
  /// Ranks that share the experts of a layer.
  case expert = "ep"
  /// Ranks that hold the same dense weights: replicas of the model, and shares of sequences.
  case data = "dp"
  /// Ranks that hold the same experts.
  case expertData = "edp"
  /// Stages of the pipeline.
  case pipeline = "pp"
  /// First and last stage, where they hold the same embedding.
  case embedding = "embedding"
  /// Ranks of an expert group that share a node.
  case expertNode = "ep-node"
  /// Ranks of an expert group at the same place of different nodes.
  case expertRail = "ep-rail"
  /// Ranks that share shards of weights where other replicas hold copies of them.
  case shard = "dp-shard"
  /// Ranks that hold copies of a shard.
  case copies = "dp-copies"
}

/// A collective of a block, and what becomes of it backward.
package struct Exchange: Sendable, Hashable {
  /// Of the data; nil where they are there already.
  package var forward: CollectiveKind?
  /// Of the gradients; nil where nothing is exchanged backward.
  package var backward: CollectiveKind?
  package var dimension: ParallelDimension
  /// As programs state them: the gathered buffer of all-gather and reduce-scatter, one rank's of
  /// all-to-all, the buffer of all-reduce.
  package var bytes: Double
  package var backwardBytes: Double
  /// Whether backward needs again what this gathered, since only a shard was kept.
  package var gathersAgain: Bool

  package init(
    _ forward: CollectiveKind?, backward: CollectiveKind?, over dimension: ParallelDimension,
    bytes: Double, backwardBytes: Double? = nil, gathersAgain: Bool = false
  ) {
    self.forward = forward
    self.backward = backward
    self.dimension = dimension
    self.bytes = bytes
    self.backwardBytes = backwardBytes ?? bytes
    self.gathersAgain = gathersAgain
  }
}

/// Keys and values that pass from rank to rank around a group while each works on those it has.
package struct Rotation: Sendable, Hashable {
  package var dimension: ParallelDimension
  /// Ranks around the ring.
  package var members: Int
  /// That one rank hands on, forward; backward their gradients go with them.
  package var bytes: Double

  package init(_ dimension: ParallelDimension, members: Int, bytes: Double) {
    self.dimension = dimension
    self.members = members
    self.bytes = bytes
  }
}

/// Arithmetic between exchanges: what enters, what is computed, what leaves.
package struct Segment: Sendable, Hashable {
  package var name: String
  package var entering: [Exchange]
  package var operators: [Operator]
  package var leaving: [Exchange]
  /// Of the attention core among `operators`.
  package var rotation: Rotation?
  /// Whether selective recomputation repeats it.
  package var isSelective: Bool

  package init(
    _ name: String, entering: [Exchange] = [], operators: [Operator], leaving: [Exchange] = [],
    rotation: Rotation? = nil, isSelective: Bool = false
  ) {
    self.name = name
    self.entering = entering
    self.operators = operators
    self.leaving = leaving
    self.rotation = rotation
    self.isSelective = isSelective
  }
}

/// A layer, an embedding or a head, as one rank works on one microbatch of it.
package struct Block: Sendable, Hashable {
  package var name: String
  package var segments: [Segment]
  /// Weights that this rank holds and that its `data` group holds as well.
  package var denseWeights: Double
  /// Weights that this rank holds and that its `expertData` group holds as well.
  package var expertWeights: Double
  /// Bytes of tables that this rank alone holds, with the optimizer's state of their rows: what a
  /// step changes of them it changes where they are.
  package var tableBytes = 0.0
  /// Bytes that forward keeps for backward, by what is recomputed.
  package var kept: KeptBytes
  /// Bytes of what this rank hands to the next stage where a stage ends here.
  package var output: Double

  package init(
    name: String, segments: [Segment], denseWeights: Double, expertWeights: Double = 0,
    kept: KeptBytes, output: Double = 0
  ) {
    self.name = name
    self.segments = segments
    self.denseWeights = denseWeights
    self.expertWeights = expertWeights
    self.kept = kept
    self.output = output
  }
}

/// What a block keeps of one microbatch on one rank.
package struct KeptBytes: Sendable, Hashable {
  /// Where nothing is computed again.
  package var all: Double
  /// Where the attention core is.
  package var selective: Double
  /// Where norms and activation functions are.
  package var elementwise: Double
  /// The input alone.
  package var input: Double

  /// - Parameters:
  ///   - all: where nothing is computed again.
  ///   - selective: where the attention core is.
  ///   - elementwise: where norms and activation functions are; nil for `all`.
  ///   - input: the input alone.
  package init(all: Double, selective: Double, elementwise: Double? = nil, input: Double) {
    self.all = all
    self.selective = selective
    self.elementwise = elementwise ?? all
    self.input = input
  }
}
