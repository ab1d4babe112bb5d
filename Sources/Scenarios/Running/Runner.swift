// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Clusters
import Quantities
import SimulationEngine
import TimelineStorage
import Timelines
import Traffic
import Workloads

/// Runs jobs: lowers, simulates, measures, and writes the timeline where one is wanted.
package struct Runner {
  let root: DataRoot?
  let invocation: Invocation

  /// - Parameters:
  ///   - root: where data lies; nil for jobs that need none.
  ///   - invocation: what provenance says of this process.
  package init(root: DataRoot?, invocation: Invocation) {
    self.root = root
    self.invocation = invocation
  }

  /// Runs one job to its end.
  ///
  /// - Parameters:
  ///   - job: what to run.
  ///   - output: where the timeline goes; nil for no file.
  ///   - certifies: whether the collectives of the run are held against their bounds.
  ///   - observer: told of progress and of the unfinished file.
  /// - Returns: the measures of the run and the verdict on each ceiling.
  /// - Throws: `InputError` or `LoweringError` for a job that cannot be run, `SimulationError`
  ///   for one that came to a halt, `HDF5Error` where the file could not be written.
  package func run(
    _ job: Job, output: String? = nil, certifies: Bool = true,
    observer: RunObserver = RunObserver()
  ) throws -> RunReport {
    let (job, responses) = try kept(job, observer: observer)
    let graph = try Self.check(job)
    let timeline: Timeline
    let wall: Seconds
    let exposure = job.training == nil ? nil : TrainingJob.exposure(of: job.program)
    var watchers = EventFork(first: exposure, second: CollectiveSpans())
    if let output {
      (timeline, wall) = try write(
        graph, job, to: output, watchers: &watchers, observer: observer)
    } else {
      (timeline, wall) = try simulate(
        graph, job, into: &watchers, keepsEvents: certifies || exposure != nil,
        observer: observer)
    }
    let measures = Measures(of: timeline, steps: job.options.steps)
    return RunReport(
      name: job.name, cluster: job.cluster.name,
      acceleratorCount: job.cluster.accelerators.count,
      algorithms: graph.algorithmsInUse, protocols: graph.protocolsInUse,
      collectives: certifies
        ? try CollectiveUses(job, graph, timeline).rows(watchers.second) : [],
      measures: measures,
      training: job.training?.outcome(of: job, measures: measures, exposure: watchers.first),
      jobs: JobOutcome.outcomes(of: job.program, on: timeline),
      rates: job.rates, verdicts: job.verdicts(on: timeline), responses: responses,
      notes: job.notes + job.ownNotes, clusterNotes: job.clusterNotes, output: output,
      wallTime: wall)
  }

  /// Lowers a job: everything that can be wrong before time passes.
  ///
  /// - Throws: `InputError` or `LoweringError` for a job that cannot be run.
  @discardableResult
  static func check(_ job: Job) throws -> FlowGraph {
    guard job.hasPowerFigures || job.options.ceilings.isEmpty else {
      throw InputError(
        "\(job.cluster.name): the ceiling cannot be judged: the cluster has no power figures, so its "
          + "power is unknown")
    }
    try job.checkCeilings()
    var policy = try job.options.choices.policy(job.options.algorithms, job.protocols)
    // Switches carry blocks of one size.
    if job.uneven != nil { policy.usesSwitches = false }
    let graph = try FlowGraph(
      program: job.program, cluster: job.cluster,
      placement: try job.options.placement.placement(of: job.program, on: job.cluster),
      policy: policy)
    guard let uneven = job.uneven, job.program.rankCount > 1 else { return graph }
    return try graph.withBlocks(
      of: job.program.graphs[0].collective[0], weights: uneven.weights)
  }

  private func write(
    _ graph: FlowGraph, _ job: Job, to path: String,
    watchers: inout EventFork<GroupExposure, CollectiveSpans>,
    observer: RunObserver
  ) throws -> (Timeline, wall: Seconds) {
    let provenance = try provenance(of: job)
    var created: TimelineFile?
    try observer.opening {
      let file = try TimelineFile.create(at: path, provenance: provenance, title: job.title)
      created = file
      return file.temporaryPath
    }
    guard let file = created else {
      preconditionFailure("an observer never made the file that it was asked to open")
    }
    defer { observer.closed(file.temporaryPath) }
    // Whether or not the file keeps events, its collectives are measured.
    var sink = EventFork(
      first: job.options.record.events ? file : nil, second: watchers)
    let (timeline, wall) = try simulate(
      graph, job, into: &sink, keepsEvents: true, keepsUnits: true, observer: observer)
    watchers = sink.second
    try file.finish(timeline)
    return (timeline, wall)
  }

  private func simulate(
    _ graph: FlowGraph, _ job: Job, into sink: inout some EventSink, keepsEvents: Bool,
    keepsUnits: Bool = false, observer: RunObserver
  ) throws -> (Timeline, wall: Seconds) {
    var record = RecordOptions()
    record.events = keepsEvents
    record.links = job.options.record.links
    record.power = job.options.record.power
    record.meters = job.meters
    // A site is the sum of its components.
    if job.options.record.power, keepsUnits {
      record.unitScopes = MeterScope.allCases.filter { $0 != .site }
    }
    record.unfolds = job.options.record.unfolds
    let name = job.cluster.name
    let began = ContinuousClock.now
    var timeline = try Simulation.run(
      graph, on: job.cluster, transport: job.options.choices.transport, record: record,
      folding: job.options.folding, into: &sink,
      progress: { now, ended, of in
        observer.advanced(
          RunProgress(
            name: name, simulated: .seconds(now.secondsSinceStart), endedOperations: ended,
            operations: of))
      })
    let wall = began.duration(to: .now)
    if !job.hasPowerFigures { timeline.forgetEnergy() }
    return (timeline, .seconds(wall / .seconds(1)))
  }
}

extension Timeline {
  /// Removes energy that is zero only because nobody knows it.
  fileprivate mutating func forgetEnergy() {
    ledger = EnergyLedger()
    unitPower = []
    power = PowerSeries(
      component: [], energy: BinnedSeries(edges: [], amounts: [], rowCount: 0), peak: .zero)
  }
}

extension Job {
  /// `llama3-70b-tp8-dp64 on dgx-h100-pod`
  fileprivate var title: String { "\(name) on \(cluster.name)" }
}
