// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// One workload written down in several ways - algorithms, placements - of which each lane takes the
/// one that is fastest under its own parameters.
///
/// Every way is worked off for every lane, and the answers are selected: lanes that choose differently
/// stay side by side.
package struct LaneChoices: Sendable {
  package let programs: [LaneProgram]

  /// - Parameter programs: at least one, of one cluster, with the same groups.
  package init(_ programs: [LaneProgram]) {
    precondition(!programs.isEmpty, "a choice of nothing")
    self.programs = programs
  }

  /// Answers many sets of parameters.
  ///
  /// - Parameters:
  ///   - parameters: one set a lane.
  ///   - threads: at least 1.
  /// - Returns: each lane's figures under the way whose time is least at the most, the first of equals,
  ///   and which way that is.
  /// - Throws: `LaneParameterError` for a set that is of another cluster, or holds what is no factor.
  package func answers(
    _ parameters: [LaneParameters], threads: Int = 1
  ) throws(LaneParameterError) -> (answers: LaneAnswers, choices: [Int]) {
    var best = try programs[0].answers(parameters, threads: threads)
    var choices = [Int](repeating: 0, count: parameters.count)
    for number in programs.indices.dropFirst() {
      let other = try programs[number].answers(parameters, threads: threads)
      let faster = parameters.indices.filter {
        other.duration($0).upper < best.duration($0).upper
      }
      best.replace(faster, with: other, at: faster)
      for lane in faster { choices[lane] = number }
    }
    return (best, choices)
  }
}
