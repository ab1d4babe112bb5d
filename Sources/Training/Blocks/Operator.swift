// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Technologies

/// A piece of arithmetic of one rank, forward; what its gradients take follows from it.
package enum Operator: Sendable, Hashable {
  case product(MatrixProduct)
  case core(AttentionCore)
  case streaming(Streaming)

  /// Whether it is a norm, a sum, a rotation or an activation function.
  var isElementwise: Bool {
    guard case .streaming(let streaming) = self else { return false }
    return streaming.purpose == .elementwise
  }
}

/// Matrices of `rows` x `depth` times `depth` x `columns`, `count` of them side by side.
package struct MatrixProduct: Sendable, Hashable {
  /// Of each: tokens, as a rule.
  package var rows: Double
  package var columns: Int
  package var depth: Int
  package var count: Int

  package init(rows: Double, columns: Int, depth: Int, count: Int = 1) {
    self.rows = rows
    self.columns = columns
    self.depth = depth
    self.count = count
  }

  /// Floating-point operations, a multiplication and an addition each.
  package var work: Double { 2 * rows * Double(columns) * Double(depth) * Double(count) }
}

/// Scores of queries against keys, and the values that they weigh.
package struct AttentionCore: Sendable, Hashable {
  /// Sequences, or parts of one, side by side.
  package var sequences: Double
  /// Of one head and sequence.
  package var queries: Double
  /// Keys that there are for a query; under a causal mask the average query sees fewer.
  package var keys: Double
  /// Query heads of the rank.
  package var heads: Double
  package var headSize: Int
  package var valueSize: Int
  /// Part of all pairs of query and key that count, 0 to 1: half of a causal mask's.
  package var seen: Double

  package init(
    sequences: Double, queries: Double, keys: Double, heads: Double, headSize: Int,
    valueSize: Int, seen: Double
  ) {
    self.sequences = sequences
    self.queries = queries
    self.keys = keys
    self.heads = heads
    self.headSize = headSize
    self.valueSize = valueSize
    self.seen = seen
  }

  /// Products of a fused kernel backward over those forward: five for two, since it takes the
  /// scores again (T. Dao, arXiv 2307.08691, section 3.1.2).
  static let fusedBackward = 2.5

  /// What is left of a kernel's rate where a query sees few keys.
  func share(_ halfKeys: Double) -> Double {
    AttentionSoftware.share(seeing: keys * seen, halfKeys: halfKeys)
  }

  /// Pairs of query and key, all heads.
  package var scores: Double { sequences * heads * queries * keys }
  /// Floating-point operations of all pairs, masked or not.
  package var fullWork: Double { 2 * scores * Double(headSize + valueSize) }
  /// Floating-point operations of the pairs that count.
  package var seenWork: Double { fullWork * seen }
}

/// Reads and writes of memory with next to no arithmetic.
package struct Streaming: Sendable, Hashable {
  package enum Purpose: Sendable, Hashable {
    /// Norms, residual sums, activations, rotations.
    case elementwise
    /// Tokens into the order of experts and back.
    case permutation
    /// The loss: `bytes` are logits.
    case loss
    /// Lookups: as many bytes whatever the software.
    case plain
  }

  package var purpose: Purpose
  /// Forward, read and written.
  package var bytes: Double
  /// Backward, read and written.
  package var backwardBytes: Double

  package init(_ purpose: Purpose, bytes: Double, backwardBytes: Double? = nil) {
    self.purpose = purpose
    self.bytes = bytes
    self.backwardBytes = backwardBytes ?? 2 * bytes
  }
}
