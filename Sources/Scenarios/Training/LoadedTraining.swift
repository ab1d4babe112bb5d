// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Training

/// A model under a plan, read and checked, before it is known on what it trains.
package struct LoadedTraining: Sendable {
  package let model: Model
  package let step: StepDescription
  let source: TrainingSource
  let steps: Int
  let files: [String]
  let resolvedModel: String

  /// Reads the model and checks the plan against it.
  ///
  /// - Parameters:
  ///   - source: what somebody wrote.
  ///   - steps: how often the step is repeated.
  /// - Throws: `DocumentError` for the model's file, `PlanError` for an illegal plan.
  init(_ source: TrainingSource, steps: Int) throws {
    let loaded = try ModelFile.load(path: source.model, overrides: source.modelOverrides)
    self.source = source
    self.steps = steps
    model = loaded.model
    files = loaded.files
    resolvedModel = loaded.resolved
    step = try StepDescription(model.architecture, source.plan)
  }

  /// `llama3-405b, tp 8, pp 16, dp 128`
  var name: String {
    let plan = step.plan
    let sizes = [
      ("tp", plan.tensor), ("cp", plan.context), ("pp", plan.pipeline), ("dp", plan.data),
      ("ep", plan.expert),
    ]
    return ([model.name] + sizes.filter { $0.1 > 1 }.map { "\($0.0) \($0.1)" })
      .joined(separator: ", ")
  }
}
