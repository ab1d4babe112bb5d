// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What of a run only its timeline tells, which lanes do not keep.
package enum TimelineNeed: Sendable, Hashable, CaseIterable {
  case file
  case unfolding
  case collectives
  case ceilings
  case jobs
  case cost

  /// Why a timeline is needed.
  package var reason: String {
    switch self {
    case .file: "a timeline's file is asked for"
    case .unfolding: "every rank of it is asked for"
    case .collectives: "a table of collectives is asked for"
    case .ceilings: "power ceilings are judged on it"
    case .jobs: "it tells when each of several jobs began and ended"
    case .cost: "what a step costs is told of one time, not of two ends"
    }
  }
}

extension Job {
  /// What of its scenario needs a timeline.
  var timelineNeeds: [TimelineNeed] {
    (options.ceilings.isEmpty ? [] : [.ceilings]) + (program.parts.isEmpty ? [] : [.jobs])
      + (options.tariff == nil ? [] : [.cost])
  }
}
