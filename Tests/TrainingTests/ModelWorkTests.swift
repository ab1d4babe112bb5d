// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Training

/// Work against the formulas of those who published it, written out here.
struct ModelWorkTests {
  /// Sums of a few dozen terms differ in the last bits.
  private static let rounding = 1e-12

  private func work(_ name: String) throws -> ModelWork {
    ModelWork(of: try ModelsFolder.model(name).architecture)
  }

  private func agree(_ a: Double, _ b: Double, within tolerance: Double = rounding) -> Bool {
    abs(a - b) <= tolerance * abs(b)
  }

  @Test(arguments: ["1.7b", "22b", "175b", "530b", "1t"])
  func `a step with all recomputed takes what Narayanan and others say`(size: String) throws {
    let model = try ModelsFolder.transformer("megatron-\(size)")
    let work = try work("megatron-\(size)")
    let (l, h) = (Double(model.layers), Double(model.hidden))
    let (s, v) = (2048.0, 51200.0)
    let formula = 96 * s * l * h * h * (1 + s / (6 * h) + v / (16 * l * h))
    // Layers run forward twice and backward; the head is not recomputed.
    #expect(agree(work.training(.full) + work.forward(nil, .full) - work.forward(.head), formula))
  }

  @Test(arguments: ["22b", "175b", "530b", "1t"])
  func `a step takes what Korthikanti and others say`(size: String) throws {
    let model = try ModelsFolder.transformer("megatron-\(size)")
    let (l, h) = (Double(model.layers), Double(model.hidden))
    let (s, v) = (2048.0, 51200.0)
    let formula = 72 * l * s * h * h * (1 + s / (6 * h) + v / (12 * h * l))
    #expect(agree(try work("megatron-\(size)").training(.full), formula))
  }

  @Test func `a token takes what PaLM says`() throws {
    // 6 N + 12 L H Q T. N has norms as well, which the products leave out.
    let weights = ModelWeights(of: try ModelsFolder.model("palm-540b").architecture)
    let products = Double(weights.total - weights[.norms])
    let formula = 6 * products + 12 * 118 * 48 * 256 * 2048
    #expect(agree(try work("palm-540b").trainingPerUnit(.full), formula))
  }

  @Test(arguments: [
    // As two releases of one library print it for sequences of 8,192: all pairs, and half. Their
    // last digit is rounded, and the first leaves out nothing that we do not.
    ("llama3-70b", ModelWork.Mask.full, 481.6), ("llama3-70b", .causal, 449.2),
  ])
  func `a token of Llama 3 70B takes`(
    name: String, mask: ModelWork.Mask, gigaflop: Double
  ) throws {
    #expect(agree(try work(name).trainingPerUnit(mask), gigaflop * 1e9, within: 5e-4))
  }

  @Test func `a second prediction of DeepSeek-V3 adds a layer and a head`() throws {
    let work = try work("deepseek-v3")
    let h = 7168.0
    // Products a token: the map of 2 h, attention, nine experts and the router; the head.
    let attention = Double(1536 * 128 * 192 + 512 * 128 * 256) + h * (1536 + 576 + 128 * 128)
    let products = 2 * h * h + attention + (9 * 3 * 2048 + 256 + 129_280) * h
    // Half of 4096 keys, 128 heads, 192 features of scores and 128 of values.
    let core = 2048.0 * 128 * (192 + 128)
    #expect(agree(work.forward(.extraPredictions) / 4096, 2 * (products + core)))
    let main = work.forward() - work.forward(.extraPredictions)
    // 249.5 and 260 GFLOP a token are printed with published rates; ours counts the router and
    // all of latent attention's maps, hence the tolerance.
    #expect(agree(3 * main / 4096, 249.5e9, within: 0.005))
    #expect(agree(work.trainingPerUnit(), 260e9, within: 0.005))
  }

  @Test func `a token of Mixtral takes two experts of eight`() throws {
    let work = try work("mixtral-8x7b")
    #expect(agree(work.forward(.routedExperts) / 32768, 2 * 32 * 2 * 3 * 4096 * 14336))
    #expect(agree(work.forward(.router) / 32768, 2 * 32 * 4096 * 8))
  }

  @Test(arguments: [(16, 5), (16, 16), (16, 40), (3, 1)])
  func `a window leaves the pairs that one can count`(sequence: Int, window: Int) throws {
    let model = try ModelsFolder.transformer("gpt-oss-20b", "attention.window.tokens=\(window)")
    // Query i sees itself by half and the window's tokens before it, the last of them by half.
    let pairs = (0..<sequence).reduce(0.0) { sum, query in
      sum + Double(min(query + 1, window) + min(query, window)) / 2
    }
    let counted = model.coreWork(sequence: Double(sequence), window: window)
    #expect(agree(counted, pairs * 2 * 64 * 128))
  }

  @Test func `every other layer of GPT-OSS sees 128 tokens`() throws {
    let model = try ModelsFolder.transformer("gpt-oss-120b")
    let layers = (0..<model.layers).map { layer in
      model.coreWork(sequence: 4096, window: model.window(layer: layer))
    }
    #expect(agree(try work("gpt-oss-120b").forward(.attentionCore), layers.reduce(0, +)))
    #expect(layers[0] < layers[1] / 15)
    let work = try work("gpt-oss-120b")
    #expect(work.forward(.attentionCore, .full) == 2 * work.forward(.attentionCore))
    #expect(model.windowLayers == 18)
  }

  @Test func `an image takes ResNet-50 4.09 thousand million multiplications`() throws {
    // Per stage: side n behind side m, inputs i, width w, channels c, blocks. The first 1 x 1 of a
    // stage still sees its input's side.
    func stage(_ n: Int, from m: Int, _ i: Int, _ w: Int, _ c: Int, _ blocks: Int) -> Int {
      let inner = 9 * w * w + w * c
      let first = m * m * i * w + n * n * (inner + i * c)
      return first + (blocks - 1) * n * n * (c * w + inner)
    }
    let stages = [
      stage(56, from: 56, 64, 64, 256, 3), stage(28, from: 56, 256, 128, 512, 4),
      stage(14, from: 28, 512, 256, 1024, 6), stage(7, from: 14, 1024, 512, 2048, 3),
    ]
    // 112^2 pixels of 64 x 3 x 7 x 7 before, 2048 x 1000 behind.
    let ends = 112 * 112 * 64 * 147 + 2048 * 1000
    let products = Double(stages.reduce(ends, +))
    let work = try work("resnet-50")
    #expect(work.forward() == 2 * products)
    #expect(abs(work.forward() / 2 - 4.09e9) < 0.005e9)
  }

  @Test func `a sample takes DLRM its maps and the meeting of its vectors`() throws {
    let bottom = 13 * 512 + 512 * 256 + 256 * 128
    let behind = 1024 * 1024 + 1024 * 512 + 512 * 256 + 256
    // 26 tables and the numbers: 351 pairs of 128 features, which go on beside the numbers' 128.
    let dot = bottom + 479 * 1024 + behind + 351 * 128
    #expect(try work("dlrm-2019").forward() == Double(2 * dot))
    let cross = bottom + 3456 * 1024 + behind + 3 * 2 * 3456 * 512
    #expect(try work("dlrm-dcnv2").forward() == Double(2 * cross))
  }

  @Test func `a table takes attention along columns and along rows`() throws {
    guard
      case .tabular(var model) = try ModelsFolder.model("tabpfn-v2").architecture
    else { return }
    (model.rows, model.queryRows, model.columns) = (5, 2, 6)
    (model.layers, model.hidden, model.heads) = (1, 12, 3)
    model.feedForward.size = 48
    let work = ModelWork(of: .tabular(model))
    // Three groups of two columns and the asked one: 4 cells a row, 20 in all, 12 of shown rows.
    #expect(work.units == 20)
    // Along columns four maps of 20 cells; along rows two of 20 and two of 12.
    let maps = 4 * 20 + 2 * 20 + 2 * 12
    #expect(work.forward(.attention) == Double(2 * 144 * maps))
    // Each of 20 cells sees 4 along columns and 3 along rows: scores and values of 12 features.
    #expect(work.forward(.attentionCore) == Double(20 * (4 + 3) * 2 * 2 * 12))
    #expect(work.forward(.denseFeedForward) == 2 * 20 * 2 * 12 * 48)
    // Two numbers of each of six columns and the asked one, to 12.
    #expect(work.forward(.embedding) == 2 * 5 * 14 * 12)
    #expect(work.forward(.head) == Double(2 * 2 * 768 * (12 + 10)))
  }

  @Test(arguments: ModelsFolder.names)
  func `a model does some work with each of its matrices`(name: String) throws {
    let architecture = try ModelsFolder.model(name).architecture
    let work = ModelWork(of: architecture)
    let weights = ModelWeights(of: architecture)
    #expect(work.forward() > 0 && work.forward().isFinite)
    for part in [ModelPart.attention, .router, .sharedExperts, .convolutions, .perceptrons] {
      #expect((work.forward(part) > 0) == (weights[part] > 0))
    }
  }
}
