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
      let isFaster = best.isSlower(than: other)
      best.select(other, where: isFaster)
      for lane in choices.indices { choices[lane] = isFaster[lane] ? number : choices[lane] }
    }
    return (best, choices)
  }
}

extension LaneAnswers {
  /// By lane, whether another answer's time is less at the most.
  fileprivate func isSlower(than other: LaneAnswers) -> [Bool] {
    (0..<laneCount).map { other.duration($0).upper < duration($0).upper }
  }

  /// Takes another answer's figures for some lanes.
  fileprivate mutating func select(_ other: LaneAnswers, where mask: [Bool]) {
    for row in 0..<lower.count / max(laneCount, 1) {
      for lane in 0..<laneCount {
        let place = row * laneCount + lane
        lower[place] = mask[lane] ? other.lower[place] : lower[place]
        upper[place] = mask[lane] ? other.upper[place] : upper[place]
      }
    }
    for lane in 0..<laneCount {
      followsThePlay[lane] = mask[lane] ? other.followsThePlay[lane] : followsThePlay[lane]
    }
  }
}
