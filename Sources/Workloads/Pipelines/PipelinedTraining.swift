// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A training step of a transformer with experts, spread over ranks in four ways: tensors, experts,
/// copies of the model, and stages of a pipeline.
///
/// Rank = tensor + tensors * (expert + experts * (copy + copies * stage)): a tensor group is
/// neighbours, and stages are farthest apart. All that a rank does is in one stream, so that its
/// gradients follow the whole pipeline.
package struct PipelinedTraining: Sendable, Hashable {
  /// Ranks that share every tensor.
  package var tensorRanks = 8
  /// Ranks that share the experts of a layer.
  package var expertRanks = 8
  /// Groups of the above that each work on microbatches of their own.
  package var copies: Int
  package var stages = 16
  package var layersOfStage = 2
  package var microbatches = 32
  /// Buffer of each all-reduce of a tensor group: 4,096 tokens x 8,192 of width x 2 B.
  package var tensorBytes = Bytes.mebibytes(64)
  /// One rank's buffer of each all-to-all among experts: its 512 of the tokens, to two experts each,
  /// x 8,192 of width x 2 B.
  package var expertBytes = Bytes.mebibytes(16)
  /// What a rank hands to the next stage: its eighth of 4,096 tokens x 8,192 of width x 2 B.
  package var stageBytes = Bytes.mebibytes(8)
  /// Gradients of a rank: 2 layers x (4 of attention and 8 of an expert) x 8,192² / 8 x 2 B. All of
  /// them are summed over the copies only; those of attention would be over experts as well.
  package var gradientBytes = Bytes.mebibytes(384)
  /// Forward, for a layer: 3.4e11 operations of a rank at 400 TFLOP/s.
  package var attentionTime = Seconds.microseconds(860)
  /// Forward, for a layer: two experts a token, 1.1e12 operations of a rank at 400 TFLOP/s.
  package var expertTime = Seconds.microseconds(2750)

  /// - Parameter copies: of the model, each over all tensors, experts and stages.
  package init(copies: Int) { self.copies = copies }

  package var rankCount: Int { tensorRanks * expertRanks * copies * stages }

  /// The step as a program: one graph a stage.
  package var program: Program {
    let graphs = (0..<stages).map { PipelineStage(self, stage: $0).graph }
    let ranksOfStage = rankCount / stages
    return Program(
      name: "pipelined training of \(rankCount) ranks", rankCount: rankCount, graphs: graphs,
      graphOfRank: (0..<Int32(stages)).flatMap { [Int32](repeating: $0, count: ranksOfStage) },
      families: families, names: PipelineStage.names, streams: ["main"])
  }

  /// In the order of `PipelineStage.Family`.
  private var families: [CommunicatorFamily] {
    let sizes = [tensorRanks, expertRanks, copies, stages]
    return PipelineStage.Family.allCases.map { family in
      let row = Int(family.rawValue)
      return CommunicatorFamily(
        name: family.name, size: sizes[row], stride: sizes[..<row].reduce(1, *),
        rankCount: rankCount)
    }
  }
}
