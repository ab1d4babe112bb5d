// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Training

/// Blocks against the counts of models, which are worked out apart from them.
struct ModelBlocksTests {
  static let transformers = ModelsFolder.names.filter {
    (try? ModelsFolder.transformer($0)) != nil
  }

  private func step(_ name: String, _ plan: Plan = Plan(globalBatch: 1)) throws -> StepDescription {
    try StepDescription(try ModelsFolder.model(name).architecture, plan)
  }

  private func work(_ step: StepDescription, isFused: Bool = true) -> Double {
    step.blocks.flatMap(\.segments).flatMap(\.operators)
      .reduce(0) { $0 + $1.work(.forward, isFused: isFused) }
  }

  private func weights(_ step: StepDescription) -> Double {
    step.blocks.reduce(0) { $0 + $1.denseWeights + $1.expertWeights }
  }

  @Test(arguments: ModelsFolder.names.filter { $0 != "dlrm-2019" })
  func `one rank does the work of the model`(name: String) throws {
    let step = try step(name)
    let architecture = try ModelsFolder.model(name).architecture
    let model = ModelWork(of: architecture)
    // Sums of thousands of terms in another order.
    #expect(abs(work(step) - model.forward()) <= 1e-9 * model.forward())
    // Kernels that keep their scores do not skip what a window hides; the model has no such work.
    if case .transformer(let network) = architecture, network.windowLayers > 0 { return }
    let full = model.forward(nil, .full)
    #expect(abs(work(step, isFused: false) - full) <= 1e-9 * full)
  }

  @Test func `products of vectors are made as a whole square`() throws {
    // 27 x 27 pairs of 128 features, of which the model needs 351.
    let spare = Double(2 * 128 * (27 * 27 - 351))
    let model = ModelWork(of: try ModelsFolder.model("dlrm-2019").architecture)
    #expect(work(try step("dlrm-2019")) == model.forward() + spare)
  }

  /// What blocks leave out: the norm behind an embedding, one of an extra prediction's three; sinks,
  /// and biases of routers and experts.
  static let leftOut = [
    "bloom-176b": 2 * 14336, "deepseek-v3": 7168,
    "gpt-oss-20b": 24 * (64 + 32 + 32 * 3 * 2880),
    "gpt-oss-120b": 36 * (64 + 128 + 128 * 3 * 2880),
  ]

  @Test(arguments: transformers)
  func `one rank of a transformer holds its weights`(name: String) throws {
    let model = ModelWeights(of: try ModelsFolder.model(name).architecture)
    let held = model.total - (Self.leftOut[name] ?? 0)
    #expect(weights(try step(name)) == Double(held))
  }

  @Test(arguments: ["resnet-50", "tabpfn-v2", "tabular-1b"])
  func `one rank of a network holds its weights`(name: String) throws {
    let model = ModelWeights(of: try ModelsFolder.model(name).architecture)
    #expect(weights(try step(name)) == Double(model.total))
  }

  @Test(arguments: ["dlrm-dcnv2", "dlrm-2019"])
  func `replicas share tables and hold the rest`(name: String) throws {
    let model = ModelWeights(of: try ModelsFolder.model(name).architecture)
    var plan = Plan(globalBatch: 64)
    plan.data = 8
    let step = try step(name, plan)
    #expect(weights(step) == Double(model.total - model[.tables]))
    // A row has 128 numbers of 4 bytes, and one of its optimizer's.
    let rows = Double(model[.tables]) / 128
    #expect(step.blocks.map(\.tableBytes).reduce(0, +) == rows * 129 * 4 / 8)
    let need = MemoryNeed(step, stage: 0)
    #expect(need.weights == weights(step) * 2 + rows * 129 * 4 / 8)
  }
}
