// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis

extension Runner {
  /// A job as it runs under its ceilings: smaller or slower, where they say so and do not hold.
  ///
  /// Ceilings answer in their order, those that shrink before those that throttle, until all hold
  /// that can. Where nothing is exceeded the job is as it was.
  ///
  /// - Parameters:
  ///   - job: with its ceilings.
  ///   - observer: told of the progress of each simulation.
  /// - Returns: what is to be simulated, and what was done.
  /// - Throws: what `run` throws.
  func kept(
    _ job: Job, observer: RunObserver
  ) throws -> (job: Job, responses: [CeilingResponse]) {
    let active = job.options.ceilings.filter { $0.response != .report }
    guard !active.isEmpty else { return (job, []) }
    var trial = try CeilingTrial(job, observer: observer)
    var responses: [CeilingResponse] = []
    let ordered =
      active.filter { $0.response == .shrink } + active.filter { $0.response == .throttle }
    // One answer may break what another had mended: each has its turn once more.
    for ceiling in ordered + ordered where !trial.verdict(on: ceiling).holds {
      guard !responses.contains(where: { $0.ceiling == ceiling && $0.kind.isFailure }) else {
        continue
      }
      let before = trial
      let kind =
        ceiling.response == .shrink
        ? try trial.shrink(under: ceiling) : try trial.throttle(under: ceiling)
      responses.append(
        CeilingResponse(
          ceiling: ceiling, kind: kind, durationBefore: before.timeline.duration,
          durationAfter: trial.timeline.duration, energyBefore: before.timeline.ledger.total,
          energyAfter: trial.timeline.ledger.total,
          simulations: trial.simulations - before.simulations))
    }
    return (trial.job, responses)
  }
}

extension CeilingResponse.Kind {
  fileprivate var isFailure: Bool {
    if case .failed = self { return true }
    return false
  }
}
