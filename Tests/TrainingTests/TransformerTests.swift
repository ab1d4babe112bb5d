// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Training

struct TransformerTests {
  private static func model(_ experts: Experts?, window: AttentionWindow? = nil) -> Transformer {
    Transformer(
      layers: 6, hidden: 64,
      attention: SelfAttention(heads: 4, keyValueHeads: 2, headSize: 16, window: window),
      feedForward: FeedForward(size: 256, activation: .swiglu), experts: experts, vocabulary: 1000,
      context: 128)
  }

  @Test func `the first layers are dense, then one in so many has experts`() {
    let network = FeedForward(size: 32, activation: .swiglu)
    let model = Self.model(
      Experts(count: 8, active: 2, network: network, denseLayers: 2, every: 2))
    #expect((0..<6).filter { model.hasExperts(layer: $0) } == [3, 5])
    #expect(model.expertLayers == 2)
    #expect(Self.model(nil).expertLayers == 0)
    #expect((0..<6).allSatisfy { !Self.model(nil).hasExperts(layer: $0) })
  }

  @Test func `every other layer sees everything, the rest a window`() {
    let model = Self.model(nil, window: AttentionWindow(tokens: 32, everyFull: 2))
    #expect((0..<4).map { model.window(layer: $0) } == [32, nil, 32, nil])
    #expect(Self.model(nil).window(layer: 0) == nil)
  }
}
