// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import TestSupport
import Testing

@testable import Training

/// What makes no network is refused with file, key and what is allowed.
struct ModelRefusalTests {
  /// - Parameters:
  ///   - name: of a model.
  ///   - overrides: what is wrong.
  /// - Returns: the error's words.
  private func refusal(of name: String, _ overrides: [String]) -> String {
    let error = #expect(throws: DocumentError.self) {
      try ModelFile.load(path: PackageRoot.path("models/\(name).yaml"), overrides: overrides)
    }
    return error?.description ?? ""
  }

  @Test(arguments: [
    ("attention.key_value_heads=3", "attention.key_value_heads: heads: 64 is no multiple of 3"),
    ("attention.key_value_heads=65", "65 is out of range; allowed: 1 to 64"),
    ("hidden=8193", "hidden: 8193 is no multiple of heads: 64"),
    ("layers=0", "layers: 0 is out of range"),
    ("feed_forward.activation=swigloo", "\"swigloo\" is unknown; known: gelu, relu"),
    ("feed_forward=null", "\"feed_forward\" is missing"),
    ("feed_foward={size: 3}", "feed_foward: unknown key"),
    ("norm=batch", "\"batch\" is unknown; known: rms, layer"),
    ("biases=some", "known: none, qkv, attention, all"),
    ("positions={learned: 100}", "positions.learned: 100 is fewer than the 8192 tokens"),
    ("positions=absolute", "\"absolute\" is unknown; known: rotary, linear"),
    ("kind=convolution", "known: transformer, convolutional, recommender, tabular"),
    ("attention.gates=2", "attention.gates: unknown key"),
    ("attention.latent={key_value_rank: 8, rotary_size: 0}", "latent attention has as many"),
    ("attention.window={tokens: 0}", "attention.window.tokens: 0 is out of range"),
    ("experts={count: 8, active: 9, size: 2, activation: gelu}", "experts.active: 9 is out of"),
    ("published={parameters: 405 B, source: x}", "published.parameters: expected a number"),
    ("published={parameters: 1e9}", "\"source\" is missing"),
    (
      "published={parameters: 1e9, source: x, active_counts_embedding: true}",
      "belongs to active_parameters:"
    ),
    ("published={parameters: 1.5, source: x}", "1.5 is no whole number"),
    ("layers=1000000000", "has more weights than can be counted"),
  ])
  func `a dense transformer`(override: String, words: String) {
    let text = refusal(of: "llama3-70b", [override])
    #expect(text.contains(words), "\(text)")
  }

  @Test(arguments: [
    ("experts.active=257", "experts.active: 257 is out of range; allowed: 1 to 256"),
    ("experts.node_limit=9", "experts.node_limit: 9 is out of range; allowed: 1 to 8"),
    ("experts.dense_layers=61", "experts.dense_layers: 61 is out of range; allowed: 0 to 60"),
    ("experts.every=59", "experts.every: 59 is out of range; allowed: 1 to 58"),
    ("experts.shared_size=-1", "experts.shared_size: -1 is out of range"),
    ("experts.dense_layers=0", "feed_forward: every layer has experts"),
    ("attention.latent.rotary_size=192", "192 is out of range; allowed: 0 to 191"),
    ("attention.key_value_heads=8", "latent attention has as many as heads:; allowed: 128"),
  ])
  func `one of experts and latent attention`(override: String, words: String) {
    let text = refusal(of: "deepseek-v3", [override])
    #expect(text.contains(words), "\(text)")
  }

  @Test func `a gate of a shared expert that is not there`() {
    let text = refusal(of: "mixtral-8x7b", ["experts.gates_shared=true"])
    #expect(text.contains("experts.gates_shared: belongs to shared_size:"), "\(text)")
  }

  @Test(arguments: [
    ("stages=[]", "stages: is empty"),
    ("stages[0].shape=wide", "stages[0].shape: \"wide\" is unknown; known: basic, bottleneck"),
    ("stages[1].blocks=0", "stages[1].blocks: 0 is out of range"),
    ("image.depth=3", "image.depth: unknown key"),
    ("layers=3", "layers: unknown key"),
  ])
  func `a convolutional network`(override: String, words: String) {
    let text = refusal(of: "resnet-50", [override])
    #expect(text.contains(words), "\(text)")
  }

  @Test(arguments: [
    ("tables=[]", "tables: is empty"),
    ("bottom=[512, 256]", "bottom: ends with 256; allowed: 128"),
    ("top=[512, 2]", "top: ends with 2; allowed: 1"),
    ("interaction=sum", "interaction: \"sum\" is unknown; known: dot"),
    ("interaction={cross: {layers: 0, rank: 3}}", "interaction.cross.layers: 0 is out of range"),
    ("tables[0].lookups=0", "tables[0].lookups: 0 is out of range"),
  ])
  func `a recommender`(override: String, words: String) {
    let text = refusal(of: "dlrm-dcnv2", [override])
    #expect(text.contains(words), "\(text)")
  }

  @Test(arguments: [
    ("heads=5", "heads: hidden: 192 is no multiple of 5"),
    ("query_rows=2048", "query_rows: 2048 is out of range; allowed: 1 to 2047"),
    ("rows=1", "rows: 1 is out of range"),
  ])
  func `a tabular transformer`(override: String, words: String) {
    let text = refusal(of: "tabpfn-v2", [override])
    #expect(text.contains(words), "\(text)")
  }
}
