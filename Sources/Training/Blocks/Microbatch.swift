// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What one rank sees of one microbatch under a plan.
struct Microbatch: Sendable, Hashable {
  /// Bytes of an activation, and of a weight, as they are kept and sent.
  static let bytesOfValue = 2.0
  /// Bytes of a value in single precision.
  static let bytesOfSingle = 4.0

  let plan: Plan
  /// Sequences.
  let sequences: Double
  /// Tokens of a whole sequence.
  let sequence: Double

  /// - Parameters:
  ///   - plan: which has been checked against the model.
  ///   - context: tokens of a sequence where the plan does not say.
  init(_ plan: Plan, context: Int) {
    self.plan = plan
    sequences = Double(plan.microbatch)
    sequence = Double(plan.sequence ?? context)
  }

  /// Tokens of a sequence that the rank's context group leaves it.
  var queries: Double { sequence / Double(plan.context) }
  /// Tokens that every rank of a tensor group works on together.
  var tokens: Double { sequences * queries }
  /// Whether what tensor parallelism does not share is shared along the sequence.
  var isSharded: Bool { plan.tensor > 1 && plan.sharesSequence }
  /// Tokens outside of the shared products: norms, residual sums.
  var ownTokens: Double { isSharded ? tokens / Double(plan.tensor) : tokens }
  /// Ranks of a tensor group, as a number to divide by.
  var tensor: Double { Double(plan.tensor) }

  /// The sum of a half of a layer and the stream: two tensors read, one written; with dropout a mask
  /// of one byte as well, which backward reads.
  func residualSum(width: Int) -> Streaming {
    let values = ownTokens * Double(width)
    var sum = Streaming.passes(values, 3)
    if plan.dropout {
      sum.bytes += values
      sum.backwardBytes += values
    }
    return sum
  }

  /// Before a product whose columns are shared: the whole of its input.
  ///
  /// - Parameter width: features of a token.
  /// - Returns: none where one rank has everything.
  func gather(width: Int) -> [Exchange] {
    guard plan.tensor > 1 else { return [] }
    let bytes = tokens * Double(width) * Self.bytesOfValue
    return isSharded
      ? [
        Exchange(
          .allGather, backward: .reduceScatter, over: .tensor, bytes: bytes, gathersAgain: true)
      ]
      : [Exchange(nil, backward: .allReduce, over: .tensor, bytes: bytes)]
  }

  /// Behind a product whose depth is shared: the sum of its parts.
  ///
  /// - Parameter width: features of a token.
  /// - Returns: none where one rank has everything.
  func scatter(width: Int) -> [Exchange] {
    guard plan.tensor > 1 else { return [] }
    let bytes = tokens * Double(width) * Self.bytesOfValue
    return isSharded
      ? [Exchange(.reduceScatter, backward: .allGather, over: .tensor, bytes: bytes)]
      : [Exchange(.allReduce, backward: nil, over: .tensor, bytes: bytes)]
  }
}

extension Streaming {
  /// Elementwise passes over activations.
  ///
  /// - Parameters:
  ///   - values: of one tensor.
  ///   - passes: tensors that are read or written, forward.
  /// - Returns: twice as many bytes backward: each pass meets its gradient too.
  static func passes(_ values: Double, _ passes: Double) -> Streaming {
    Streaming(.elementwise, bytes: values * passes * Microbatch.bytesOfValue)
  }
}
