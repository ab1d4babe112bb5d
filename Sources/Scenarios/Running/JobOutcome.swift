// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Timelines
import Workloads

/// When one of several jobs ran.
package struct JobOutcome: Sendable, Hashable {
  package let name: String
  package let rankCount: Int
  package let start: Seconds
  /// When the last of its ranks had nothing left to do.
  package let end: Seconds

  package var duration: Seconds { end - start }

  /// One for each part of a program; none of a program without parts.
  static func outcomes(of program: Program, on timeline: Timeline) -> [JobOutcome] {
    program.parts.map { part in
      // A rank is idle once its program has ended.
      let idle = part.ranks.map { timeline.ranks.idle[$0] }.min() ?? 0
      return JobOutcome(
        name: part.name, rankCount: part.ranks.count, start: part.start,
        end: timeline.duration - .seconds(idle))
    }
  }
}
