// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Training

/// Counts written out by hand, from the dimensions.
struct ModelWeightsTests {
  private func weights(_ name: String) throws -> ModelWeights {
    ModelWeights(of: try ModelsFolder.model(name).architecture)
  }

  @Test func `Llama 3 70B has 70,553,706,496 weights`() throws {
    let weights = try weights("llama3-70b")
    // q and o 2 h^2, k and v 2 h x 1024, three maps of h x 28672; h = 8192, 80 layers.
    #expect(weights[.attention] == 80 * (2 * 8192 * 8192 + 2 * 8192 * 1024))
    #expect(weights[.denseFeedForward] == 80 * 3 * 8192 * 28672)
    #expect(weights[.norms] == (2 * 80 + 1) * 8192)
    #expect(weights[.embedding] == 128_256 * 8192)
    #expect(weights[.head] == weights[.embedding])
    #expect(weights[.biases] == 0)
    #expect(weights.total == 70_553_706_496)
    #expect(weights.active == weights.total)
    #expect(weights.activeWithoutEmbedding == weights.total - weights[.embedding])
  }

  @Test func `GPT-3 175B has 174,604,259,328`() throws {
    let weights = try weights("gpt3-175b")
    // 12 h^2 a layer and 13 h of biases and norms; places and tokens h each; a norm behind.
    let h = 12288
    #expect(weights.total == 96 * (12 * h * h + 13 * h) + (50257 + 2048) * h + 2 * h)
    #expect(weights.total == 174_604_259_328)
    #expect(weights[.biases] == 96 * 9 * h)
    // The head is the embedding, which a token meets whole.
    #expect(weights[.head] == 0)
    #expect(weights.activeWithoutEmbedding == weights.total)
  }

  @Test func `DeepSeek-V3 has 671 thousand million, of which a token meets 37`() throws {
    let weights = try weights("deepseek-v3")
    let h = 7168
    // Down to 1536 and up to 128 heads of 192; down to 512 and 64 that turn, up to 128 heads of
    // 128 + 128; back from 128 heads of 128.
    let attention =
      h * 1536 + 1536 * 128 * 192 + h * (512 + 64) + 512 * 128 * (128 + 128) + 128 * 128 * h
    #expect(weights[.attention] == 61 * attention)
    #expect(weights[.denseFeedForward] == 3 * 3 * h * 18432)
    #expect(weights[.routedExperts] == 58 * 256 * 3 * h * 2048)
    #expect(weights[.sharedExperts] == 58 * 3 * h * 2048)
    #expect(weights[.router] == 58 * 256 * h)
    #expect(weights[.norms] == 61 * (2 * h + 1536 + 512) + h)
    #expect(weights.main == 671_026_404_352)
    #expect(weights.active == weights.main - 58 * 248 * 3 * h * 2048)
    // A map of 2 h to h, three norms, a layer of experts. The published weights, 685 thousand
    // million, hold embedding and head once more for it.
    let layer = attention + 2 * h + 2048 + 257 * 3 * h * 2048 + 256 * h
    #expect(weights[.extraPredictions] == 2 * h * h + 3 * h + layer)
    #expect(weights.total + 2 * 129_280 * h == 684_489_830_400)
  }

  @Test func `GPT-OSS 120B has sinks, and biases of every map and expert`() throws {
    let weights = try weights("gpt-oss-120b")
    let h = 2880
    #expect(weights[.attentionCore] == 36 * 64)
    let attention = 64 * 64 + 2 * 8 * 64 + h
    let experts = 128 * (2 * 2880 + h)
    #expect(weights[.biases] == 36 * (attention + experts + 128))
    #expect(weights.total == 116_829_156_672)
    // Idle experts keep their biases to themselves.
    #expect(weights.total - weights.active == 36 * 124 * (3 * h * 2880 + 2 * 2880 + h))
  }

  @Test func `BLOOM has a norm behind its embedding`() throws {
    // 176,247,271,424 as its model card counts.
    #expect(try weights("bloom-176b").total == 176_247_271_424)
  }

  @Test func `ResNet-50 has 25,557,032`() throws {
    let weights = try weights("resnet-50")
    // 64 x 3 x 7 x 7, and four stages; of each block i w + 9 w^2 + w c, of a first one i c more.
    func stage(_ inputs: Int, _ width: Int, _ channels: Int, _ blocks: Int) -> Int {
      let first = inputs * width + 9 * width * width + width * channels + inputs * channels
      let other = channels * width + 9 * width * width + width * channels
      return first + (blocks - 1) * other
    }
    let stages =
      stage(64, 64, 256, 3) + stage(256, 128, 512, 4) + stage(512, 256, 1024, 6)
      + stage(1024, 512, 2048, 3)
    #expect(weights[.convolutions] == 64 * 3 * 49 + stages)
    #expect(weights[.head] == 2048 * 1000)
    #expect(weights.total == 25_557_032)
  }

  @Test func `DLRM with crosses is 99.9 % tables`() throws {
    let weights = try weights("dlrm-dcnv2")
    #expect(weights[.tables] == 204_184_588 * 128)
    // 13 to 512, 256 and 128; 27 x 128 = 3456 to 1024, 1024, 512, 256 and 1.
    let bottom = 13 * 512 + 512 * 256 + 256 * 128
    let top = 3456 * 1024 + 1024 * 1024 + 1024 * 512 + 512 * 256 + 256
    #expect(weights[.perceptrons] == bottom + top)
    // Three crosses, down to 512 and up again.
    #expect(weights[.interaction] == 3 * 2 * 3456 * 512)
    #expect(weights[.biases] == 512 + 256 + 128 + 1024 + 1024 + 512 + 256 + 1 + 3 * 3456)
    // A sample meets the rows that it looks up.
    let rows = weights.active - (weights.total - weights[.tables])
    #expect(rows.isMultiple(of: 128) && rows < 300 * 128)
  }

  @Test func `TabPFN v2 has 7,244,554`() throws {
    // Twelve layers of two attentions of 4 h^2 and maps of 8 h^2; values and marks of two columns,
    // of the asked one with a bias, a mark of 48 with a bias; 192 to 768 to 10.
    let h = 192
    let ends = 4 * h + 2 * h + h + 48 * h + h + h * 768 + 768 + 768 * 10 + 10
    #expect(try weights("tabpfn-v2").total == 12 * 16 * h * h + ends)
    #expect(try weights("tabpfn-v2").total == 7_244_554)
  }
}
