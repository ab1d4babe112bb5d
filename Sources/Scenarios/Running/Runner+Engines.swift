// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Lanes

/// Which engine answers jobs.
package enum EngineDecision: Sendable {
  /// Lanes, and what they answered.
  case lanes([LaneRun])
  /// Flows event by event; where lanes were asked for too, why they do not answer.
  case fluid(note: String?)
}

extension Runner {
  /// Decides by which engine jobs are answered: all by the same.
  ///
  /// - Parameters:
  ///   - jobs: with the same options, which name the engine.
  ///   - needs: what the caller wants of a timeline.
  /// - Returns: the answers of lanes, where they answer.
  /// - Throws: `InputError` where lanes have to answer and cannot, and what `lanes` throws.
  package func decide(_ jobs: [Job], needs: [TimelineNeed] = []) throws -> EngineDecision {
    let engine = jobs.first?.options.engine ?? .fluid
    guard engine != .fluid else { return .fluid(note: nil) }
    let need = (needs + jobs.flatMap(\.timelineNeeds)).first
    if let need {
      guard engine == .auto else {
        throw InputError(
          "\(jobs[0].name): lanes keep no timeline, and \(need.reason); use --engine fluid")
      }
      return .fluid(note: Self.note("lanes keep no timeline, and \(need.reason)"))
    }
    guard engine == .auto else { return .lanes(try jobs.map(lanes)) }
    var runs: [LaneRun] = []
    for job in jobs {
      let run: LaneRun
      do { run = try answer(job) } catch let obstacle as LaneObstacle {
        return .fluid(note: Self.note("lanes cannot answer \(job.cluster.name): \(obstacle)"))
      }
      guard run.isExact else { return .fluid(note: Self.note(run.shortfall)) }
      runs.append(run)
    }
    return .lanes(runs)
  }

  private static func note(_ reason: String) -> String { "engine auto took fluid: \(reason)" }
}

extension LaneRun {
  /// Why its answer is not exact.
  fileprivate var shortfall: String {
    guard followsThePlay else {
      return "on \(cluster) streams serve in another order than lanes play"
    }
    let time = measures.stepTime
    guard time.isExact else {
      return "on \(cluster) lanes know the step time as \(time.lower) to \(time.upper)"
    }
    return "on \(cluster) lanes know the step time and not each other figure as one number"
  }
}
