// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Clusters
import Quantities
import SimulationEngine

// Fewer accelerators.
extension CeilingTrial {
  /// Switches accelerators off until a ceiling holds: of a training as few replicas as need be, with
  /// the same batch; of anything else those without a rank.
  mutating func shrink(under ceiling: Ceiling) throws -> CeilingResponse.Kind {
    guard let training = job.training else { return try powerRanks(under: ceiling) }
    let plan = training.step.plan
    let fewer = (1...plan.data).filter { training.isPossible(data: $0, on: job.cluster) }
    var found: CeilingTrial?
    var (low, high) = (0, fewer.count)
    // Power rises with the replicas: the most that hold are found by halving.
    while low < high {
      let middle = (low + high) / 2
      let trial = try with(
        job.cluster.powering(first: plan.ranks / plan.data * fewer[middle]), data: fewer[middle])
      count(trial)
      if trial.verdict(on: ceiling).holds {
        found = trial
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard let found, let data = found.job.training?.step.plan.data else {
      return .failed(
        reason: "none of the \(fewer.count) numbers of replicas that are possible holds")
    }
    take(found)
    let ranks = job.program.rankCount
    note(isShrunk: true, "shrunk: {accelerators: \(ranks), dp: \(data)}\n")
    return .shrunk(accelerators: ranks, data: data)
  }

  private mutating func powerRanks(under ceiling: Ceiling) throws -> CeilingResponse.Kind {
    let ranks = job.program.rankCount
    guard ranks < job.cluster.seatCount else {
      return .failed(reason: "all accelerators have a rank, and the program has as many as it has")
    }
    let trial = try with(job.cluster.powering(first: ranks))
    count(trial)
    guard trial.verdict(on: ceiling).holds else {
      return .failed(
        reason: "the \(ranks) accelerators that have a rank would still draw "
          + "\(trial.verdict(on: ceiling).highest) alone; all stay on")
    }
    take(trial)
    note(isShrunk: true, "shrunk: {accelerators: \(ranks)}\n")
    return .shrunk(accelerators: ranks, data: nil)
  }
}
