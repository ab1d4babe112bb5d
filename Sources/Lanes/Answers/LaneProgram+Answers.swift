// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Kernels
import Synchronization

extension LaneProgram {
  /// Answers many sets of parameters, eight side by side, and as many eights at a time as there are
  /// threads. A set's answer depends on nothing but the set.
  ///
  /// - Parameters:
  ///   - parameters: one set a lane.
  ///   - threads: at least 1.
  /// - Returns: a column for each set.
  /// - Throws: `LaneParameterError` for a set that is of another cluster, or holds what is no factor.
  package func answers(
    _ parameters: [LaneParameters], threads: Int = 1
  ) throws(LaneParameterError) -> LaneAnswers {
    for (lane, set) in parameters.enumerated() {
      if let obstacle = obstacle(of: set) {
        throw LaneParameterError(lane: lane, reason: obstacle)
      }
    }
    return answered(parameters, threads: threads)
  }

  /// What the play says, and of lanes that go another way what a program says that takes less for
  /// granted.
  private func answered(_ parameters: [LaneParameters], threads: Int) -> LaneAnswers {
    var answers = played(parameters, threads: threads)
    let departed = parameters.indices.filter { !answers.followsThePlay[$0] }
    if !departed.isEmpty, let careful = careful?.program {
      let others = careful.answered(departed.map { parameters[$0] }, threads: threads)
      answers.replace(departed, with: others, at: Array(departed.indices))
    }
    return answers
  }

  private func played(_ parameters: [LaneParameters], threads: Int) -> LaneAnswers {
    let blockCount = (parameters.count + laneCount - 1) / laneCount
    var answers = LaneAnswers(
      laneCount: parameters.count, groups: groups, lines: power.rates.lines.map(\.component))
    let workers = max(1, min(threads, blockCount))
    guard workers > 1 else {
      let place = Workplace(self)
      for number in 0..<blockCount {
        let lanes = lanes(of: number, parameters)
        answers.take(
          block(parameters[lanes], in: place), from: lanes.lowerBound, count: lanes.count)
      }
      return answers
    }
    let shared = Mutex(answers)
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      let place = Workplace(self)
      while true {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard number < blockCount else { return }
        let lanes = lanes(of: number, parameters)
        let block = block(parameters[lanes], in: place)
        shared.withLock { $0.take(block, from: lanes.lowerBound, count: lanes.count) }
      }
    }
    return shared.withLock { $0 }
  }

  private func lanes(of block: Int, _ parameters: [LaneParameters]) -> Range<Int> {
    block * laneCount..<min((block + 1) * laneCount, parameters.count)
  }

  private func block(
    _ parameters: ArraySlice<LaneParameters>, in place: Workplace
  ) -> LaneAnswers.Block {
    let batch = TermValues.Batch(parameters)
    let terms = TermValues(forms, batch).values
    place.play(terms)
    var block = LaneAnswers.Block(groups: groups.count, lines: power.rates.lines.count)
    Reading(self, place, terms, batch).write(into: &block)
    return block
  }

  private func obstacle(of set: LaneParameters) -> String? {
    let technologies = outputs.joules.count
    guard set.bandwidth.count == technologies, set.latency.count == technologies,
      set.energyPerBit.count == technologies, set.power.count == power.rates.lines.count,
      set.computeRate.count == power.spares.count
    else { return "its factors are of another cluster" }
    return set.obstacle
  }
}

/// A set of parameters that is none of a program's.
package struct LaneParameterError: Error, Hashable, CustomStringConvertible {
  package let lane: Int
  package let reason: String

  package var description: String { "parameter set \(lane): \(reason)" }
}
