// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

@testable import Training

/// Models and accelerators of tests, small or well known.
enum TrainingModels {
  static let llama405B = Transformer(
    layers: 126, hidden: 16384,
    attention: SelfAttention(heads: 128, keyValueHeads: 8, headSize: 128),
    feedForward: FeedForward(size: 53248, activation: .swiglu), vocabulary: 128_256,
    context: 8192)

  /// Four layers of width 64, two of them with eight experts.
  static let small = Transformer(
    layers: 4, hidden: 64, attention: SelfAttention(heads: 8, keyValueHeads: 4, headSize: 8),
    feedForward: FeedForward(size: 256, activation: .swiglu),
    experts: Experts(
      count: 8, active: 2, network: FeedForward(size: 32, activation: .swiglu), sharedSize: 32,
      every: 2), vocabulary: 1024, context: 64)

  /// The same without experts.
  static let dense: Transformer = {
    var model = small
    model.experts = nil
    return model
  }()

  /// One operation a nanosecond, one byte a nanosecond, nothing lost.
  static let pace = ComputePace(
    peak: 1e9, plainPeak: 1e9, productEfficiency: 1, halfDepth: 0, multiprocessors: 1,
    tiles: [ComputePace.Tile(rows: 1, columns: 1, efficiency: 1)], alignments: [], memoryRate: 1e9,
    operandBytes: 2, castBytes: 0, attention: .fused(forward: 1, backward: 1, halfKeys: 0),
    elementwiseFactor: 1, lossForward: 6, lossBackward: 4,
    accumulationBytes: 0, optimizerBytes: 28, permutationFactor: 1, hostLayer: 0,
    hostExpertLayer: 0, hostRate: 1e9,
    overlapSlowdown: 1)
}
