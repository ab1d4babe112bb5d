// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Training

/// A model with its plan: what `workload: {train: ...}` and `heliograph train` name.
package struct TrainingSource: Sendable, Hashable {
  /// The model's file.
  package var model: String
  package var modelOverrides: [String]
  package var plan: Plan
  /// The generation of software; nil for the newest that knows the accelerator.
  package var software: String?
  /// Spread of the ranks' pace; nil where all are alike.
  package var jitter: Jitter?
  /// As it was written, in one line.
  package var resolved: String

  /// How much ranks differ: each takes 1 + `spread` times a draw of the normal distribution.
  package struct Jitter: Sendable, Hashable {
    package var spread: Double
    package var seed: UInt64

    package init(spread: Double, seed: UInt64) {
      self.spread = spread
      self.seed = seed
    }
  }

  package init(
    model: String, modelOverrides: [String] = [], plan: Plan, software: String? = nil,
    jitter: Jitter? = nil, resolved: String
  ) {
    self.model = model
    self.modelOverrides = modelOverrides
    self.plan = plan
    self.software = software
    self.jitter = jitter
    self.resolved = resolved
  }
}

extension TrainingSource {
  /// Reads `{model: FILE, plan: {...}, software: NAME, jitter: {spread: 0.02, seed: 1}}`.
  ///
  /// - Throws: `DocumentError` for a file that is not there, or what is wrong in the plan.
  init(_ node: DocumentNode, paths: ScenarioPaths) throws(DocumentError) {
    var reader = try node.mapping()
    model = try paths.file(try reader.required("model"))
    modelOverrides = []
    plan = try PlanFile.plan(try reader.required("plan"))
    software = try reader.optionalString("software")
    jitter = try reader.optional("jitter").map { node throws(DocumentError) in
      var reader = try node.mapping()
      let spread = try reader.required("spread").number(in: 0...1)
      let seed = try reader.required("seed").integer(in: 0...Int.max)
      try reader.finish()
      return Jitter(spread: spread, seed: UInt64(seed))
    }
    try reader.finish()
    resolved = node.flowText
  }
}
