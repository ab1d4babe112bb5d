// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Lanes
import Quantities
import SimulationEngine
import Traffic

extension Runner {
  /// Answers one job by lanes.
  ///
  /// - Parameter job: what to run.
  /// - Returns: its figures, each between two ends.
  /// - Throws: `InputError` or `LoweringError` for a job that cannot be run or that lanes cannot
  ///   answer, `SimulationError` for one that comes to a halt.
  package func lanes(_ job: Job) throws -> LaneRun {
    do { return try answer(job) } catch let obstacle as LaneObstacle {
      if case .halted = obstacle { throw SimulationError("\(obstacle)") }
      throw InputError(
        "\(job.name) on \(job.cluster.name): lanes cannot answer: \(obstacle); use --engine fluid")
    }
  }

  /// The same, with the obstacle itself where there is one.
  ///
  /// - Parameter job: what to run.
  /// - Returns: its figures.
  /// - Throws: `LaneObstacle`, and what `check` throws.
  func answer(_ job: Job) throws -> LaneRun {
    let graph = try Self.check(job)
    let groups = LaneGroups(of: job)
    let began = ContinuousClock.now
    let program = try LaneProgram(
      graph, on: job.cluster, transport: job.options.choices.transport,
      folds: job.options.folding == .auto, groups: groups.names, groupOfName: groups.ofName)
    let compiled = ContinuousClock.now
    let answers = try program.answers([LaneParameters(of: job.cluster)])
    let answered = ContinuousClock.now
    let duration = answers.duration(0)
    // Nothing is exposed for longer than the run lasts.
    func part(_ seconds: Interval<Seconds>) -> Interval<Seconds> {
      seconds.held(from: .zero, to: duration.upper)
    }
    let measures = BoundedMeasures(
      steps: job.options.steps, rankCount: job.program.rankCount, duration: duration,
      meanExposed: part(answers.exposed(0)), worstExposed: part(answers.worstExposed(0)),
      energy: job.hasPowerFigures ? BoundedEnergy(answers, of: job) : nil)
    let follows = answers.followsThePlay[0]
    return LaneRun(
      name: job.name, cluster: job.cluster.name,
      acceleratorCount: job.cluster.accelerators.count, algorithms: graph.algorithmsInUse,
      protocols: graph.protocolsInUse, measures: measures,
      exposures: answers.groups.indices.map {
        LaneRun.Exposure(
          group: answers.groups[$0], mean: part(answers.exposed(group: $0, 0)))
      }.filter { $0.mean.upper > .zero },
      training: job.training.map { LaneTraining($0, job, measures) }, followsThePlay: follows,
      notes: job.notes + job.ownNotes + (follows ? [] : [Self.departure(job.cluster.name)]),
      clusterNotes: job.clusterNotes,
      compileTime: .seconds(began.duration(to: compiled) / .seconds(1)),
      answerTime: .seconds(compiled.duration(to: answered) / .seconds(1)))
  }

  private static func departure(_ cluster: String) -> String {
    "\(cluster): streams serve in another order than lanes play, so that the ends of its figures "
      + "lie far apart; --engine fluid tells more"
  }
}

extension BoundedEnergy {
  /// - Parameters:
  ///   - answers: of one lane.
  ///   - job: whose cluster has the ledger's lines.
  fileprivate init(_ answers: LaneAnswers, of job: Job) {
    let lines = EnergyRates(job.cluster).lines
    let total = answers.energy(0)
    // No line is below zero, or above all of them.
    func part(_ joules: Interval<Joules>) -> Interval<Joules> {
      joules.held(from: .zero, to: total.upper)
    }
    self.init(
      lines: lines.indices.map { line in
        Line(
          component: lines[line].component, includes: lines[line].includes,
          staticEnergy: part(answers.staticEnergy(line: line, 0)),
          dynamicEnergy: part(answers.dynamicEnergy(line: line, 0)))
      },
      powerUsageEffectiveness: job.cluster.powerUsageEffectiveness,
      total: total, averagePower: answers.averagePower(0), peakPower: answers.peakPower(0))
  }
}
