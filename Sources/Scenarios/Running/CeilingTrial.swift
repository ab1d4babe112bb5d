// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Clusters
import Quantities
import SimulationEngine
import Timelines

/// A job that is tried at other clocks and sizes.
struct CeilingTrial {
  private(set) var job: Job
  private(set) var timeline: Timeline
  private(set) var simulations = 1
  let observer: RunObserver

  init(_ job: Job, observer: RunObserver) throws {
    self.job = job
    self.observer = observer
    timeline = try Self.simulate(job, observer)
  }

  /// How a ceiling of the job came out.
  func verdict(on ceiling: Ceiling) -> CeilingVerdict {
    CeilingVerdict(ceiling, reading: reading(of: ceiling))
  }

  func reading(of ceiling: Ceiling) -> PowerReading {
    let rows = job.options.ceilings.filter { $0.meter != nil }
    guard let row = rows.firstIndex(of: ceiling) else {
      preconditionFailure("a ceiling of another job")
    }
    return timeline.readings[row]
  }

  /// The job on another cluster, simulated.
  ///
  /// - Parameters:
  ///   - cluster: of the same fabric.
  ///   - data: replicas of what is trained; nil for as many as now.
  /// - Returns: another trial.
  /// - Throws: what a simulation throws, and an error that names what the other cluster lacks.
  func with(_ cluster: Cluster, data: Int? = nil) throws -> CeilingTrial {
    guard let rebuilding = job.rebuilding else {
      preconditionFailure("checked when the job was")
    }
    var other = self
    other.job.cluster = cluster
    let its = data ?? (job.isShrunk ? job.training?.step.plan.data : nil)
    let (built, training) = try rebuilding(cluster, its)
    other.job.program = built.program
    other.job.training = training
    other.timeline = try Self.simulate(other.job, observer)
    other.simulations += 1
    return other
  }

  mutating func take(_ other: CeilingTrial) {
    let count = max(simulations, other.simulations)
    self = other
    simulations = count
  }

  mutating func count(_ other: CeilingTrial) { simulations = max(simulations, other.simulations) }

  mutating func note(isShrunk: Bool, _ text: String) {
    job.isShrunk = job.isShrunk || isShrunk
    job.resolved += text
  }

  private static func simulate(_ job: Job, _ observer: RunObserver) throws -> Timeline {
    var record = RecordOptions.nothing
    record.meters = job.meters
    var sink = EventsInMemory()
    return try Simulation.run(
      try Runner.check(job), on: job.cluster, transport: job.options.choices.transport,
      record: record, folding: job.options.folding, into: &sink,
      progress: { now, ended, of in
        observer.advanced(
          RunProgress(
            name: job.cluster.name, simulated: .seconds(now.secondsSinceStart),
            endedOperations: ended, operations: of))
      })
  }
}
