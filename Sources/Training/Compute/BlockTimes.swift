// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Seconds of a block's segments on one accelerator.
package struct BlockTimes: Sendable {
  package struct SegmentTimes: Sendable {
    package var forward: Double
    package var inputs: Double
    package var weights: Double
    /// Of `forward`, norms and activation functions.
    package var elementwise: Double
  }

  /// By segment.
  package var segments: [SegmentTimes]

  /// The host launches a layer's kernels while they run: a block takes as long as the longer of
  /// both. A third of the launches are forward, as of the products.
  ///
  /// - Parameters:
  ///   - block: whose.
  ///   - pace: of the accelerator.
  package init(_ block: Block, _ pace: ComputePace) {
    segments = block.segments.map { segment in
      SegmentTimes(
        forward: pace.seconds(segment.operators, .forward),
        inputs: pace.seconds(segment.operators, .inputs),
        weights: pace.seconds(segment.operators, .weights),
        elementwise: pace.seconds(segment.operators.filter(\.isElementwise), .forward))
    }
    let host = block.expertWeights > 0 ? pace.hostExpertLayer : pace.hostLayer
    let forward = segments.reduce(0) { $0 + $1.forward }
    let backward = segments.reduce(0) { $0 + $1.inputs + $1.weights }
    let ahead = Self.launchesForward * host
    let back = host - ahead
    if forward > 0, forward < ahead {
      for row in segments.indices { segments[row].forward *= ahead / forward }
    }
    if backward > 0, backward < back {
      for row in segments.indices {
        segments[row].inputs *= back / backward
        segments[row].weights *= back / backward
      }
    }
  }

  /// One product forward, two backward.
  private static let launchesForward = 1.0 / 3
}
