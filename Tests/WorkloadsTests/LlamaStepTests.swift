// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import Workloads

/// The dimensions that the model's authors published, and what follows from them.
private struct Llama70B {
  let layers = 80.0
  let hidden = 8192.0
  let keyValue = 8.0 * 128
  let feedForward = 28_672.0
  let vocabulary = 128_256.0
  let tensorParallel = 8.0
  let dataParallel = 64.0
  /// Tokens of a tensor-parallel group in a step.
  let tokens = 8192.0
  let bytesPerWeight = 2.0

  // Weights.
  var layerMatrices: Double {
    2 * hidden * hidden + 2 * hidden * keyValue + 3 * hidden * feedForward
  }
  var norms: Double { 2 * hidden }
  var embedding: Double { vocabulary * hidden }
  var weights: Double { layers * (layerMatrices + norms) + 2 * embedding + hidden }
  var layerWeightsOfRank: Double { layerMatrices / tensorParallel + norms }
  var weightsOfRank: Double {
    layers * layerWeightsOfRank + 2 * embedding / tensorParallel + hidden
  }

  // Work of one rank, forward: two operations a weight and token; attention reads half of the
  // scores twice (query times key, score times value).
  func product(_ weights: Double) -> Double { 2 * tokens * weights / tensorParallel }
  var queryKeyValue: Double { product(hidden * (hidden + 2 * keyValue)) }
  var output: Double { product(hidden * hidden) }
  var gateAndUp: Double { product(2 * hidden * feedForward) }
  var down: Double { product(hidden * feedForward) }
  var core: Double { 2 * tokens * tokens * hidden / tensorParallel }
  var logits: Double { product(embedding) }
  var forward: Double { queryKeyValue + output + gateAndUp + down + core }

  // Traffic.
  var activations: Double { tokens * hidden * bytesPerWeight }

  // Memory traffic of what is no matrix product, bytes a rank, forward.
  var attentionTraffic: Double {
    tokens * (10 * hidden + 4 * (hidden + keyValue)) / tensorParallel
  }
  var feedForwardTraffic: Double { tokens * (10 * hidden + 6 * feedForward) / tensorParallel }

  /// Milliseconds by the efficiencies that the file states.
  func milliseconds(matrix: Double = 0, core: Double = 0, memory: Double = 0) -> Double {
    (matrix / (989e12 * 0.71) + core / (989e12 * 0.35) + memory / (3.35e12 * 0.85)) * 1e3
  }
}

@Suite struct LlamaStepTests {
  private let model = Llama70B()

  private func load() throws -> LoadedProgram {
    try WorkloadFile.load(path: "\(Place.package)/workloads/llama3-70b-tp8-dp64.yaml")
  }

  @Test func `the dimensions make the published model`() {
    // 70.6 billion weights; 6 FLOP a weight and token of training are the usual count.
    #expect(model.weights == 70_553_706_496)
    // Without embeddings' look-up and attention's core, forward and backward are 6 N a token:
    // matrices of 80 layers and the head, three passes of two operations.
    let matrices = 80 * (model.forward - model.core) + model.logits
    let perToken = 3 * matrices * model.tensorParallel / model.tokens
    let counted = 6 * (model.weights - model.embedding - 80 * model.norms - model.hidden)
    #expect(abs(perToken / counted - 1) < 1e-12)
  }

  @Test func `work and bytes of the step follow from the dimensions`() throws {
    // Backward: every matrix product twice, the core 2.5 times.
    let layer = 3 * (model.forward - model.core) + 3.5 * model.core
    let work = 80 * layer + 3 * model.logits
    // Transfers of a layer: 4 forward, 6 backward; embedding 2, head 2. Then losses (3 x T x 4 B),
    // norm gradients and one number.
    let tp =
      (80 * 10 + 4) * model.activations + 3 * model.tokens * 4
      + (80 * model.norms + model.hidden) * 2 + 4
    // Weights gathered and gradients scattered once each, and one number.
    let dp = 2 * model.bytesPerWeight * model.weightsOfRank + 4
    let program = try load().program
    #expect(program.rankCount == 512)
    #expect(program.graphs.count == 1)
    // FLOP figures are written with six digits: 1e-6.
    WorkloadConformance.check(
      program, work: { _ in work }, bytes: { _ in ["tp": tp, "dp": dp] }, tolerance: 1e-6)
  }

  @Test func `every compute time follows from work, efficiency and memory`() throws {
    let backward = 2.0
    let shard = model.weightsOfRank / model.dataParallel
    let norm = model.tokens * 4 * model.hidden / model.tensorParallel
    let scores = model.tokens * model.vocabulary / model.tensorParallel
    let expected: [String: Double] = [
      "embedding": model.milliseconds(memory: 2 * model.activations),
      "attention": model.milliseconds(
        matrix: model.queryKeyValue + model.output, core: model.core,
        memory: model.attentionTraffic),
      "mlp": model.milliseconds(
        matrix: model.gateAndUp + model.down, memory: model.feedForwardTraffic),
      "head": model.milliseconds(matrix: model.logits, memory: norm + 3 * 2 * scores),
      "head-dgrad": model.milliseconds(
        matrix: model.logits, memory: backward * norm + 2 * 2 * scores),
      "head-wgrad": model.milliseconds(matrix: model.logits),
      "mlp-dgrad": model.milliseconds(
        matrix: 2 * model.down + model.gateAndUp, memory: backward * model.feedForwardTraffic),
      "mlp-wgrad": model.milliseconds(matrix: model.gateAndUp),
      "attention-dgrad": model.milliseconds(
        matrix: 2 * model.output + model.queryKeyValue, core: 2.5 * model.core,
        memory: backward * model.attentionTraffic),
      "qkv-wgrad": model.milliseconds(matrix: model.queryKeyValue),
      "embedding-wgrad": model.milliseconds(memory: 3 * model.activations),
      "gradient-norm": model.milliseconds(memory: 2 * shard),
      "adam": model.milliseconds(memory: 28 * shard),
    ]
    let loaded = try load()
    let graph = loaded.graph(ofRank: 0)
    var seen: Set<String> = []
    for (index, name) in loaded.names(ofRank: 0).enumerated() where graph.kind[index] == .compute {
      let time = try #require(expected[name], "\(name) has no formula")
      seen.insert(name)
      // The file writes four decimals of a millisecond.
      #expect(abs(graph.duration[index] * 1e3 - time) <= 0.000_05 + 1e-9, "\(name)")
    }
    #expect(seen.count == expected.count)
  }

  @Test func `weights arrive a layer ahead and gradients leave behind backward`() throws {
    let loaded = try load()
    let names = loaded.names(ofRank: 0)
    #expect(names.filter { $0 == "attention" }.count == 80)
    #expect(names.filter { $0 == "gather-layer" }.count == 79)
    #expect(names.filter { $0 == "layer-gradients" }.count == 80)
    let edges = loaded.edges(ofRank: 0)
    // The gather of the next layer begins when the layer before ends, and the layer waits for it.
    #expect(edges.contains("mlp-scatter>gather-layer"))
    #expect(edges.contains("gather-layer>attention-gather"))
    #expect(edges.contains("gather-head>head-gather"))
    // Only the optimizer waits for gradients, and only for the last: the stream is in order.
    #expect(
      edges.filter { $0.hasPrefix("layer-gradients>") }.allSatisfy {
        ["layer-gradients>layer-gradients", "layer-gradients>embedding-gradients"].contains($0)
      })
    #expect(edges.contains("embedding-gradients>norm-gradients"))
  }

  @Test func `compute alone stays within what is published for end-to-end rates`() throws {
    // Model FLOP (causal, without recomputation) over peak and compute time bounds the fraction of
    // peak of a whole step from above: published H100 BF16 steps reach 0.38 to 0.54.
    let graph = try load().graph(ofRank: 0)
    let time = graph.duration.reduce(0, +)
    let modelWork = 3 * (80 * model.forward + model.logits)
    let bound = modelWork / (989e12 * time)
    #expect(bound > 0.54)
    #expect(bound < 0.71)
  }
}
