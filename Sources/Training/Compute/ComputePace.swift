// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How fast one accelerator does the arithmetic of training under one generation of software: plain
/// numbers, from records of both.
package struct ComputePace: Sendable, Hashable {
  /// Floating-point operations a second of the dense peak, of the plan's format.
  package var peak: Double
  /// The same in BF16, in which attention cores run.
  package var plainPeak: Double
  /// Part of the peak that large products reach.
  package var productEfficiency: Double
  /// Depth of a product at which it reaches half of that, of the plan's format.
  package var halfDepth: Double
  package var multiprocessors: Int
  /// Shapes of the parts in which a product is computed, one to a multiprocessor.
  package var tiles: [Tile]
  /// Part of their speed that products with misaligned dimensions keep.
  package var alignments: [Alignment]
  /// Bytes a second that streams of memory reach.
  package var memoryRate: Double
  /// Bytes of an operand as products read it.
  package var operandBytes: Double
  /// Bytes moved for each value that changes its format; 0 for BF16.
  package var castBytes: Double
  package var attention: AttentionPace
  /// Times the bytes of elementwise operators that the software moves.
  package var elementwiseFactor: Double
  /// Bytes of the loss for a logit.
  package var lossForward: Double
  package var lossBackward: Double
  /// Bytes for a weight and microbatch to add up gradients.
  package var accumulationBytes: Double
  /// Bytes for a weight and step of the optimizer.
  package var optimizerBytes: Double
  /// The same of permutations of tokens.
  package var permutationFactor: Double
  /// Seconds that the host takes to launch a layer, forward and backward.
  package var hostLayer: Double
  package var hostExpertLayer: Double
  /// Bytes a second between the accelerator and the host's memory, one way; 0 where unknown.
  package var hostRate: Double
  /// How many times as long computing takes while a collective runs beside it.
  package var overlapSlowdown: Double

  package struct Tile: Sendable, Hashable {
    package var rows: Int
    package var columns: Int
    /// Of its speed over the fastest's.
    package var efficiency: Double

    package init(rows: Int, columns: Int, efficiency: Double) {
      self.rows = rows
      self.columns = columns
      self.efficiency = efficiency
    }
  }

  /// Products one of whose dimensions is no multiple of a number are slower.
  package struct Alignment: Sendable, Hashable {
    package var multiple: Int
    package var efficiency: Double

    package init(multiple: Int, efficiency: Double) {
      self.multiple = multiple
      self.efficiency = efficiency
    }
  }

  /// How attention cores run.
  package enum AttentionPace: Sendable, Hashable {
    /// One kernel, at parts of the BF16 peak, half of them where a query sees `halfKeys` keys on
    /// average.
    case fused(forward: Double, backward: Double, halfKeys: Double)
    /// Batched products over all pairs, with passes over the scores between them.
    case unfused(forwardBytesPerScore: Double, backwardBytesPerScore: Double)
  }
}

extension ComputePace {
  /// The pace of cores that are slowed as a whole, for what the slower clock does not hold up:
  /// memory and host are as much faster as everything will take longer.
  ///
  /// - Parameter clock: over the full one, above 0 to 1.
  /// - Returns: a pace that, slowed by that factor, has only arithmetic slower.
  package func relieved(of clock: Double) -> ComputePace {
    guard clock != 1 else { return self }
    var pace = self
    pace.memoryRate /= clock
    pace.hostLayer *= clock
    pace.hostExpertLayer *= clock
    pace.hostRate /= clock
    return pace
  }
}

/// What is computed of an operator.
package enum ComputePass: Sendable, Hashable {
  case forward
  /// Gradients of inputs.
  case inputs
  /// Gradients of weights.
  case weights
}
