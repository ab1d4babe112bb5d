// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import TestSupport
import Testing

@testable import Training

struct ModelFileTests {
  @Test func `there are files`() { #expect(ModelsFolder.names.count > 40) }

  @Test(arguments: ModelsFolder.names)
  func `a file is called as the model that it holds`(name: String) throws {
    let model = try ModelsFolder.model(name)
    #expect(model.name == name)
    #expect(!model.title.isEmpty && !model.source.isEmpty)
    #expect(model.file.hasSuffix("models/\(name).yaml"))
  }

  @Test(arguments: ModelsFolder.names)
  func `a model has as many weights as was published`(name: String) throws {
    let model = try ModelsFolder.model(name)
    guard let published = model.published else {
      // What nobody published cannot be held to anything, and says so.
      #expect(model.source.hasPrefix("assumed"))
      return
    }
    let weights = ModelWeights(of: model.architecture)
    #expect(
      published.parameters.agrees(with: weights.main), "\(weights.main) of \(published.parameters)")
    if let active = published.active {
      let met = published.countsEmbedding ? weights.active : weights.activeWithoutEmbedding
      #expect(active.agrees(with: met), "\(met) of \(active)")
    }
  }

  @Test func `a published figure is good to half of its last digit`() throws {
    func count(_ text: String) throws -> RoundedCount {
      try PublishedSize(
        reading: Document(text: "{parameters: \(text), source: x}", name: "file").root
      ).parameters
    }
    #expect(try count("405e9") == RoundedCount(value: 405e9, error: 0.5e9))
    #expect(try count("1.04e12") == RoundedCount(value: 1.04e12, error: 0.005e12))
    #expect(try count("25557032") == RoundedCount(value: 25_557_032, error: 0.5))
    #expect(throws: DocumentError.self) { try count("1.5") }
    #expect(throws: DocumentError.self) { try count("405 B") }
    #expect(try count("405e9, tolerance: 0.01").agrees(with: 409_000_000_000))
    #expect(try !count("405e9, tolerance: 0.01").agrees(with: 409_100_000_000))
  }
}
