// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Planning
import Quantities
import Training

// The best plan for a model on a cluster.
extension Runner {
  /// Searches plans in closed form and plays the best by the engine, which ranks them.
  ///
  /// - Parameters:
  ///   - question: what is asked.
  ///   - workbench: with the technologies.
  ///   - observer: told how many plans were played.
  /// - Returns: the best plans.
  /// - Throws: `DocumentError` or `InputError` for what cannot be planned, and what `run` throws.
  package func plan(
    _ question: PlanQuestion, _ workbench: Workbench, observer: RunObserver = RunObserver()
  ) throws -> PlanReport {
    let prepared = try PreparedPlanning(question, workbench)
    let answer = try prepared.search(count: max(question.count, question.replays))
    var played: [RankedPlan] = []
    var others: [RankedPlan] = []
    var dropped = 0
    for (row, found) in answer.best.enumerated() {
      let plan = found.variant.plan(found.frame, prepared.space.base)
      func ranked(_ played: PlayedPlan?) -> RankedPlan {
        RankedPlan(
          plan: plan, order: found.order, predictedPlace: row + 1, predicted: found.figures,
          played: played,
          cost: prepared.cost(
            step: played?.step ?? .seconds(found.figures.seconds),
            energy: played.map(\.energy) ?? prepared.energy(found.figures)))
      }
      guard row < question.replays else {
        others.append(ranked(nil))
        continue
      }
      let result = ranked(try play(plan, found.order, of: prepared))
      observer.advanced(
        RunProgress(
          name: prepared.cluster.cluster.name, simulated: nil, endedOperations: row + 1,
          operations: min(question.replays, answer.best.count)))
      if prepared.keeps(result) { played.append(result) } else { dropped += 1 }
    }
    played.sort { ($0.step.rawValue, $0.predictedPlace) < ($1.step.rawValue, $1.predictedPlace) }
    return PlanReport(
      model: prepared.model.name, cluster: prepared.cluster.cluster.name,
      software: prepared.kind.software.name, accelerators: prepared.space.accelerators,
      globalBatch: prepared.space.base.globalBatch, mostPower: question.mostPower,
      mostCost: question.mostCost, ceilings: question.ceilings, tokens: prepared.tokens,
      plans: played + others,
      counts: answer.counts, dropped: dropped, notes: prepared.notes)
  }

  /// The engine's step of a plan.
  ///
  /// - Returns: time and power; accelerators without a rank are switched off.
  /// - Throws: what `run` throws.
  package func play(
    _ plan: Plan, _ order: PlanOrder, of prepared: PreparedPlanning
  ) throws -> PlayedPlan {
    let job = try prepared.job(plan, order)
    let report = try run(job, certifies: false)
    return PlayedPlan(
      step: report.measures.stepTime, power: report.measures.energy?.averagePower,
      energy: report.measures.energyPerStep, responses: report.responses,
      ceilingsHold: report.ceilingsHold)
  }
}

extension PreparedPlanning {
  /// Whether a plan that was played stays within the limits of power and cost, and under ceilings.
  func keeps(_ ranked: RankedPlan) -> Bool {
    guard let played = ranked.played else { return true }
    if let most = question.mostPower, let power = played.power, power > most { return false }
    return played.ceilingsHold && !isTooDear(ranked.cost)
  }

  /// What a reader must know to read the figures right.
  var notes: [String] {
    var notes = kind.notes
    if question.shrinks || space.accelerators < cluster.cluster.accelerators.count {
      notes.append(
        "accelerators without a rank are switched off, with their links, servers and NICs; the "
          + "closed form leaves all but accelerators on")
    }
    if let rates, !rates.missing.isEmpty {
      notes.append(
        "a plan costs no less than is told: no price of \(rates.missing.joined(separator: ", "))")
    }
    if case .graph = cluster.cluster.routing {
      notes.append("\(cluster.cluster.name) is a graph without domains: groups have no structure")
    }
    return notes
  }
}
