// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Clusters
import Quantities
import SimulationEngine
import Symmetry
import TestSupport
import Timelines
import Traffic
import Workloads

@testable import Lanes

/// A program on a cluster, and what parameters make of both: what the event loop says of it is what
/// lanes must contain.
struct LanePair {
  var cluster: Cluster
  var program: Program
  var policy = CollectivePolicy()
  var transport = Transport.fluid()

  func lowered() throws -> FlowGraph {
    try FlowGraph(
      program: program, cluster: cluster, placement: .identity(rankCount: program.rankCount),
      policy: policy)
  }

  /// Names of operations are their own groups: each operation's exposure is told.
  var groups: [String] { program.families.map(\.name) + ["messages"] }

  var groupOfName: [Int32] {
    var rows = [Int32](repeating: -1, count: program.names.count)
    for graph in program.graphs {
      for operation in 0..<graph.count where graph.kind[operation] != .compute {
        rows[Int(graph.name[operation])] =
          graph.kind[operation] == .collective
          ? graph.family[operation] : Int32(program.families.count)
      }
    }
    return rows
  }

  /// The event loop's answer for one set of parameters: the same rounds on a cluster with other
  /// figures, computed at another pace.
  func fluid(_ set: LaneParameters) throws -> Said {
    var slower = program
    // Several kinds of accelerators are not drawn: one pace is everybody's.
    for graph in slower.graphs.indices {
      for operation in 0..<slower.graphs[graph].count
      where slower.graphs[graph].kind[operation] == .compute
        && slower.graphs[graph].stream[operation] != slower.hostStreamRow
      {
        slower.graphs[graph].duration[operation] /= set.computeRate[0]
      }
    }
    let graph = try FlowGraph(
      program: slower, cluster: cluster, placement: .identity(rankCount: program.rankCount),
      policy: policy)
    var exposure = GroupExposure(groups: groups, groupOfName: groupOfName)
    let timeline = try Simulation.run(
      graph, on: scaled(set), transport: transport, folding: .off, into: &exposure)
    let shares = exposure.shares(ranks: program.rankCount) ?? []
    return (
      timeline,
      groups.map { name in shares.first { $0.group == name }?.mean.rawValue ?? 0 }
    )
  }

  private func scaled(_ set: LaneParameters) -> Cluster {
    var scaled = cluster
    for link in 0..<scaled.links.count {
      let technology = Int(scaled.links.technology[link])
      scaled.links.rate[link] = scaled.links.rate[link] * set.bandwidth[technology]
      scaled.links.latency[link] = scaled.links.latency[link] * set.latency[technology]
      scaled.links.dynamicEnergy[link] =
        scaled.links.dynamicEnergy[link] * set.energyPerBit[technology]
    }
    scaled.messageOverhead = scaled.messageOverhead.map { $0 * set.messageOverhead }
    scaled.powerUsageEffectiveness = set.powerUsageEffectiveness
    guard var power = scaled.accelerators.groups[0].power else { return scaled }
    power.computing = power.computing * set.power[0]
    power.communicating = power.communicating * set.power[1]
    power.waiting = power.waiting * set.power[2]
    power.idle = power.idle * set.power[3]
    var group = scaled.accelerators.groups[0]
    group.power = power
    scaled.accelerators = Accelerators(group)
    return scaled
  }

  /// Factors that are drawn; the first lanes are plain.
  func parameters(_ count: Int, _ random: inout SeededGenerator) -> [LaneParameters] {
    (0..<count).map { lane in
      var set = LaneParameters(of: cluster)
      guard lane > 0 else { return set }
      func factor(_ range: ClosedRange<Double>) -> Double {
        Double.random(in: range, using: &random)
      }
      set.bandwidth = set.bandwidth.map { _ in factor(0.2...4) }
      set.latency = set.latency.map { _ in factor(0...5) }
      set.energyPerBit = set.energyPerBit.map { _ in factor(0...3) }
      set.computeRate = set.computeRate.map { _ in factor(0.2...5) }
      set.messageOverhead = factor(0...4)
      set.powerUsageEffectiveness = factor(1...2)
      if cluster.accelerators.groups[0].power != nil {
        for state in 0..<4 { set.power[state] = factor(0.3...2) }
      }
      return set
    }
  }
}

/// How the answers of lanes compare with those of the event loop.
struct LaneReport: CustomStringConvertible {
  var pairs = 0
  var exact = 0
  var departed = 0
  var widths: [Double] = []
  var violations: [String] = []

  mutating func add(_ other: LaneReport) {
    pairs += other.pairs
    exact += other.exact
    departed += other.departed
    widths += other.widths
    violations += other.violations
  }

  private func quantile(_ part: Double) -> Double {
    let sorted = widths.sorted()
    return sorted.isEmpty ? 0 : sorted[Int(part * Double(sorted.count - 1))]
  }

  var description: String {
    "\(pairs) pairs: \(exact) exact, \(departed) not as played, else width median "
      + "\(quantile(0.5)), 90th percentile \(quantile(0.9)); "
      + violations.prefix(5).joined(separator: "; ")
  }
}

extension LanePair {
  /// What the event loop says of some sets of parameters; nil of one under which the program halts.
  typealias Said = (timeline: Timeline, exposures: [Double])

  /// Holds lanes, classes played for ranks and every rank played, against the event loop.
  ///
  /// - Parameter sets: one a lane.
  /// - Returns: what was seen of either; nothing where the program comes to a halt.
  /// - Throws: what neither lanes nor the event loop should.
  func reports(_ sets: [LaneParameters]) throws -> (folded: LaneReport, whole: LaneReport) {
    let fluids = try sets.map { set -> Said? in
      do { return try fluid(set) } catch is SimulationError { return nil }
    }
    return (try report(sets, fluids, folds: true), try report(sets, fluids, folds: false))
  }

  private func report(
    _ sets: [LaneParameters], _ fluids: [Said?], folds: Bool
  ) throws -> LaneReport {
    var report = LaneReport()
    let lanes: LaneProgram
    do {
      lanes = try LaneProgram(
        try lowered(), on: cluster, transport: transport, folds: folds, groups: groups,
        groupOfName: groupOfName)
    } catch LaneObstacle.halted {
      return report
    }
    let answers = try lanes.answers(sets)
    let areOrdered = zip(answers.lower, answers.upper).allSatisfy {
      $0 <= $1 + Interval<Double>.rounding * abs($1) + 1e-12
    }
    if !areOrdered { report.violations.append("a lower end lies above its upper one") }
    for (lane, fluid) in fluids.enumerated() {
      guard let fluid else { continue }
      report.pairs += 1
      if answers.isExact(lane) {
        report.exact += 1
      } else if answers.followsThePlay[lane] {
        report.widths.append(answers.duration(lane).width)
      } else {
        report.departed += 1
      }
      report.violations += differences(answers, lane, fluid).map { "lane \(lane): \($0)" }
    }
    return report
  }

  private func differences(
    _ answers: LaneAnswers, _ lane: Int, _ fluid: Said
  ) -> [String] {
    var found: [String] = []
    let timeline = fluid.timeline
    let span = timeline.duration.rawValue
    func hold<Value>(
      _ name: String, _ value: Double, _ interval: Interval<Value>, scale: Double
    ) {
      let range = (lower: interval.lower.number, upper: interval.upper.number)
      let slack = 1e-9 * max(abs(value), scale)
      if value < range.lower - slack || value > range.upper + slack {
        found.append("\(name) is \(value), not \(range.lower) to \(range.upper)")
      }
    }
    hold("duration", span, answers.duration(lane), scale: span)
    let ranks = Double(timeline.ranks.communicating.count)
    hold(
      "exposed", timeline.ranks.communicating.reduce(0, +) / ranks, answers.exposed(lane),
      scale: span)
    hold(
      "worst exposed", timeline.ranks.communicating.max() ?? 0, answers.worstExposed(lane),
      scale: span)
    for (group, seconds) in fluid.exposures.enumerated() {
      hold(groups[group], seconds, answers.exposed(group: group, lane), scale: span)
    }
    let ledger = timeline.ledger
    let energy = ledger.total.rawValue
    hold("energy", energy, answers.energy(lane), scale: energy)
    for (line, name) in answers.lines.enumerated() {
      guard let entry = ledger.entries.first(where: { $0.component == name }) else {
        found.append("no line \(name)")
        continue
      }
      hold(name, entry.staticEnergy.rawValue, answers.staticEnergy(line: line, lane), scale: energy)
      hold(
        name + " bits", entry.dynamicEnergy.rawValue, answers.dynamicEnergy(line: line, lane),
        scale: energy)
    }
    if span > 0 {
      hold("average power", energy / span, answers.averagePower(lane), scale: energy / span)
      hold(
        "peak power", timeline.power.peak.rawValue, answers.peakPower(lane),
        scale: timeline.power.peak.rawValue)
    }
    return found
  }
}
