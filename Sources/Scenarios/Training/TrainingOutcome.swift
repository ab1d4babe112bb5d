// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import Training

/// What a run of training answered beside the measures of every run.
package struct TrainingOutcome: Sendable, Hashable {
  package let model: String
  /// Weights, and those that one token meets.
  package let weights: Int
  package let activeWeights: Int
  /// What a sample is made of, such as "token"; nil where it is counted whole.
  package let unit: String?
  /// By kind of accelerator.
  package let software: [String]
  package let measures: TrainingMeasures
  /// Of the stage that needs most.
  package let memory: TrainingMemory
}

/// Memory of one accelerator.
package struct TrainingMemory: Sendable, Hashable {
  package let stage: Int
  package let weights: Bytes
  package let gradients: Bytes
  package let optimizer: Bytes
  package let activations: Bytes
  package let buffers: Bytes
  package let capacity: Bytes

  package var total: Bytes { weights + gradients + optimizer + activations + buffers }

  init(_ need: MemoryNeed, capacity: Bytes) {
    stage = need.stage
    weights = Bytes(rawValue: need.weights)
    gradients = Bytes(rawValue: need.gradients)
    optimizer = Bytes(rawValue: need.optimizer)
    activations = Bytes(rawValue: need.activations)
    buffers = Bytes(rawValue: need.buffers)
    self.capacity = capacity
  }
}
