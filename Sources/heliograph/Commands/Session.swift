// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Scenarios

/// What a command that simulates needs: the data, progress, and files that go when it is stopped.
struct Session {
  private let runner: Runner
  private let progress = ProgressLine.onStandardError()
  private let interruption = Interruption()

  /// - Parameter root: where the data lies; nil for what needs none.
  /// - Throws: `HDF5Error` where SOURCE_DATE_EPOCH is no time.
  init(root: DataRoot?) throws {
    runner = Runner(root: root, invocation: try .current())
  }

  func run(_ job: Job, output: String?) throws -> RunReport {
    defer { progress.clear() }
    return try runner.run(job, output: output, observer: observer)
  }

  /// Answers jobs by one engine, as their options say.
  ///
  /// - Parameters:
  ///   - jobs: with the same options.
  ///   - outputs: where the timeline of each goes, if anywhere.
  ///   - needs: what the command wants of a timeline.
  /// - Returns: what flows or lanes answered, in the order of the jobs.
  /// - Throws: what `Runner.decide` and `Runner.run` throw.
  func answers(
    _ jobs: [Job], outputs: [String?], _ needs: [TimelineNeed]
  ) throws -> EngineAnswers {
    switch try runner.decide(jobs, needs: needs) {
    case .lanes(let runs): return .lanes(runs)
    case .fluid(let note):
      return .fluid(
        try zip(jobs, outputs).map { job, output in
          var job = job
          if let note { job.notes.append(note) }
          return try run(job, output: output)
        })
    }
  }

  func answer(
    _ question: CollectiveQuestion, on place: PreparedCluster, output: String?
  ) throws -> CollectiveAnswer {
    defer { progress.clear() }
    return try runner.answer(question, on: place, output: output, observer: observer)
  }

  func sweep(_ sweep: CollectiveSweep, on place: PreparedCluster) throws -> SweepAnswer {
    defer { progress.clear() }
    return try runner.sweep(sweep, on: place, observer: observer)
  }

  func plan(_ question: PlanQuestion, _ workbench: Workbench) throws -> PlanReport {
    defer { progress.clear() }
    return try runner.plan(question, workbench, observer: observer)
  }

  /// Writes all files or none.
  func publish(_ texts: [(String, String)]) throws {
    try WholeFiles(unfinished: interruption.files).write(texts)
  }

  private var observer: RunObserver {
    RunObserver(
      opening: interruption.files.opening, closed: interruption.files.closed,
      advanced: progress.show)
  }
}

/// What an engine answered of several jobs.
enum EngineAnswers {
  case fluid([RunReport])
  case lanes([LaneRun])
}

/// Ends with 1 where a ceiling is broken: what was asked is answered, and the answer is no.
func leave(_ reports: [RunReport]) throws {
  if !reports.allSatisfy(\.ceilingsHold) { throw ExitStatus.ceilingBroken }
}
