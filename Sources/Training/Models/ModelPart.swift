// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What weights and work of a model belong to.
package enum ModelPart: String, Sendable, Hashable, CaseIterable {
  case embedding
  case positions
  /// Projections to queries, keys and values, and back.
  case attention
  /// Scores and the values that they weigh: work without weights, but for sinks.
  case attentionCore = "attention core"
  case norms
  case denseFeedForward = "dense feed-forward"
  case router
  case routedExperts = "routed experts"
  case sharedExperts = "shared experts"
  case biases
  case convolutions
  /// Rows that are looked up.
  case tables
  /// Linear maps before and behind the interaction of a recommender.
  case perceptrons
  case interaction
  case head
  /// Modules that predict further tokens, whole.
  case extraPredictions = "extra predictions"
}
