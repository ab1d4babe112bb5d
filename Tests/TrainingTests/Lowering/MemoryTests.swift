// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Training

struct MemoryTests {
  /// GPT-3 in the manner of Megatron-LM, of which Korthikanti and others count activations.
  private static let gpt = Transformer(
    layers: 96, hidden: 12288,
    attention: SelfAttention(heads: 96, keyValueHeads: 96, headSize: 128),
    feedForward: FeedForward(size: 4 * 12288, activation: .gelu), vocabulary: 51200,
    tiesEmbeddings: true, positions: .learned(2048), norm: .layer, biases: .all, context: 2048)

  /// Bytes that a layer keeps over sbh.
  private func kept(
    tensor: Int, sharesSequence: Bool, _ kind: KeyPath<KeptBytes, Double>
  ) -> Double {
    var plan = Plan(globalBatch: 1)
    plan.tensor = tensor
    plan.sharesSequence = sharesSequence
    plan.dropout = true
    plan.keepsScores = true
    let layer = TransformerBlocks(Self.gpt, plan).layer(at: 0)
    return layer.kept[keyPath: kind] / (2048.0 * 12288)
  }

  // Korthikanti and others, arXiv 2205.05198, table 2, with 5as/h = 5 x 96 x 2048 / 12288 = 80.
  @Test func `activations of a layer are those of Korthikanti's table 2`() {
    let scores = 5.0 * 96 * 2048 / 12288
    #expect(kept(tensor: 1, sharesSequence: false, \.all) == 34 + scores)
    #expect(kept(tensor: 8, sharesSequence: false, \.all) == 10 + 24 / 8.0 + scores / 8)
    #expect(kept(tensor: 8, sharesSequence: true, \.all) == (34 + scores) / 8)
    #expect(kept(tensor: 8, sharesSequence: true, \.selective) == 34 / 8.0)
    #expect(kept(tensor: 8, sharesSequence: false, \.input) == 2)
  }

  // One rank with everything: 2 bytes a weight, 2 a gradient, 12 of Adam (Rajbhandari and others,
  // arXiv 1910.02054, section 3.1); of four replicas each stage of sharing divides one more.
  @Test func `sharing divides optimizer, gradients and weights in turn`() throws {
    let layer: Double = 2 * 64 * 64 + 2 * 64 * 32 + 3 * 64 * 256 + 2 * 64
    let weights: Double = 4 * layer + 2 * 1024 * 64 + 64
    func bytes(_ each: [Double]) -> [Double] { each.map { $0 * weights } }
    var plan = Plan(globalBatch: 4)
    plan.data = 4
    func need(_ sharding: Plan.Sharding) throws -> MemoryNeed {
      plan.sharding = sharding
      return MemoryNeed(try StepDescription(TrainingModels.dense, plan), stage: 0)
    }
    let alone = try need(.none)
    #expect([alone.weights, alone.gradients, alone.optimizer] == bytes([2, 2, 12]))
    let first = try need(.optimizer)
    #expect([first.weights, first.gradients, first.optimizer] == bytes([2, 2, 3]))
    let second = try need(.gradients)
    #expect(
      [second.weights, second.gradients, second.optimizer] == bytes([2, 0.5, 3]))
    let third = try need(.weights)
    #expect(
      [third.weights, third.gradients, third.optimizer] == bytes([0.5, 0.5, 3]))
    #expect(third.activations == alone.activations)
  }

  @Test func `frozen weights have no gradients and no optimizer`() throws {
    var plan = Plan(globalBatch: 4)
    let whole = MemoryNeed(try StepDescription(TrainingModels.dense, plan), stage: 0)
    plan.frozen = true
    let need = MemoryNeed(try StepDescription(TrainingModels.dense, plan), stage: 0)
    #expect(need.weights == whole.weights && need.activations == whole.activations)
    #expect(need.gradients == 0 && need.optimizer == 0)
  }

  // The first of four stages holds four microbatches of its layer, the last one, with the logits.
  @Test func `stages hold the activations of the microbatches that are on their way`() throws {
    var plan = Plan(globalBatch: 8)
    plan.pipeline = 4
    let step = try StepDescription(TrainingModels.dense, plan)
    let needs = MemoryNeed.stages(of: step)
    let layer = step.blocks[1].kept.all
    #expect(needs[0].activations == 4 * layer)
    #expect(needs[1].activations == 3 * layer)
    #expect(needs[3].activations == layer + step.blocks[5].kept.all)
  }
}
