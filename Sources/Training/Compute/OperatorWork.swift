// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Floating-point operations and bytes of operators: what programs state beside the time.
extension Operator {
  /// Floating-point operations that are done.
  ///
  /// - Parameters:
  ///   - pass: forward, or one of the gradients.
  ///   - isFused: whether attention cores skip masked pairs.
  /// - Returns: 0 for what only moves bytes.
  package func work(_ pass: ComputePass, isFused: Bool) -> Double {
    switch (self, pass) {
    case (.product(let product), _): product.work
    case (.core(let core), .forward): isFused ? core.seenWork : core.fullWork
    case (.core(let core), .inputs):
      isFused ? AttentionCore.fusedBackward * core.seenWork : 2 * core.fullWork
    case (.core, .weights), (.streaming, _): 0
    }
  }

  /// Bytes of streams.
  package func streamedBytes(_ pass: ComputePass) -> Double {
    guard case .streaming(let streaming) = self else { return 0 }
    return switch pass {
    case .forward: streaming.bytes
    case .inputs: streaming.backwardBytes
    case .weights: 0
    }
  }
}
