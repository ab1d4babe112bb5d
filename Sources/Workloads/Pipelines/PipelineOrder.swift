// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Half of what a stage of a pipeline does with one microbatch.
package enum PipelineTurn: Sendable, Hashable {
  case forward(microbatch: Int)
  case backward(microbatch: Int)
}

/// In which order a stage takes its microbatches.
package enum PipelineOrder {
  /// One forward, one backward: a stage goes forward as often as there are stages behind it, then
  /// alternates, and ends with the backward turns that are left, so that no stage ever holds more
  /// microbatches than there are stages from it to the end.
  ///
  /// D. Narayanan and others, "Efficient large-scale language model training on GPU clusters using
  /// Megatron-LM", SC21, arXiv 2104.04473, section 2.2.
  ///
  /// - Parameters:
  ///   - stage: from 0, the first of the pipeline.
  ///   - stages: of the pipeline.
  ///   - microbatches: of a step.
  /// - Returns: two turns for every microbatch.
  package static func oneForwardOneBackward(
    stage: Int, of stages: Int, microbatches: Int
  ) -> [PipelineTurn] {
    precondition((0..<stages).contains(stage), "stage \(stage) of \(stages)")
    let warmUp = min(stages - stage - 1, microbatches)
    var turns = (0..<warmUp).map { PipelineTurn.forward(microbatch: $0) }
    for steady in 0..<microbatches - warmUp {
      turns += [.forward(microbatch: warmUp + steady), .backward(microbatch: steady)]
    }
    turns += (microbatches - warmUp..<microbatches).map { .backward(microbatch: $0) }
    return turns
  }
}
