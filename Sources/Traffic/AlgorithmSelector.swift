// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Workloads

/// Finds the schedule of a collective on a group, by name or by predicted time.
///
/// For `auto`, algorithms are tried in the order of what they would take without contention, and
/// no longer than one could still be better: most schedules are never written down. What a
/// schedule costs on a group is found once, as a line in the bytes.
struct AlgorithmSelector {
  /// What was chosen so far, and the algorithms behind it.
  private(set) var schedules: [Schedule] = []
  private(set) var names: [String] = []
  /// The place in `schedules` of each row of `written`, or -1.
  private var chosen: [Int] = []
  /// Everything that was written down, chosen or not.
  private var written: [Schedule] = []
  private var algorithms: [String] = []
  private var rows: [Key: Int] = [:]
  private var sites: [Site] = []
  private var costs: [CostKey: PredictedCost] = [:]
  private var forecast: TrafficForecast
  private let cluster: Cluster
  private let policy: CollectivePolicy
  private let placement: Placement

  private struct Key: Hashable {
    var kind: CollectiveKind
    var algorithm: String
    var shape: GroupShape
  }

  private struct CostKey: Hashable {
    var row: Int
    var site: Int
  }

  /// Where groups of one size lie.
  private struct Site {
    var members: [GPUID]
    var shape: GroupShape
    var floor: PredictedCost
  }

  init(cluster: Cluster, placement: Placement, policy: CollectivePolicy) {
    self.cluster = cluster
    self.policy = policy
    self.placement = placement
    forecast = TrafficForecast(cluster)
  }

  /// Takes note of the groups of one size in a family and returns their number, for
  /// `schedule(for:bytes:root:site:)`.
  ///
  /// They share schedules, so a shape is theirs only where all have it; times are predicted on
  /// the first.
  mutating func site(of groups: [[Int32]]) throws(LoweringError) -> Int {
    let members = groups.map { group in group.map { placement.acceleratorOfRank[Int($0)] } }
    var shape = GroupShape(of: members[0], on: cluster)
    for other in members.dropFirst()
    where shape.dimensions.count > 1 || shape.reductionOfAll != nil {
      let its = GroupShape(of: other, on: cluster)
      if its.dimensions == shape.dimensions, its.switchesReduce == shape.switchesReduce { continue }
      let together = shape.reductionOfAll == its.reductionOfAll ? shape.reductionOfAll : nil
      shape = GroupShape(memberCount: members[0].count)
      shape.irregularity = "groups of the same name and size lie differently"
      shape.switchesReduce = [together]
    }
    if !policy.usesSwitches { shape.switchesReduce = shape.dimensions.map { _ in nil } }
    let floor = try forecast.floor(for: members[0])
    sites.append(Site(members: members[0], shape: shape, floor: floor))
    return sites.count - 1
  }

  /// Row of `schedules`.
  mutating func schedule(
    for kind: CollectiveKind, bytes: Double, root: Int32, site: Int
  ) throws(LoweringError) -> Int {
    var shape = sites[site].shape
    if kind.hasRoot {
      guard (0..<shape.memberCount).contains(Int(root)) else {
        throw LoweringError(
          "a \(kind.rawValue) has its root at place \(root) of \(shape.memberCount) members")
      }
      shape.root = Int(root)
    }
    let wanted = policy.algorithms[kind] ?? "auto"
    guard wanted == "auto" else {
      let algorithm = try AlgorithmCatalogue.algorithm(named: wanted, for: kind)
      if shape.memberCount > 1, let obstacle = algorithm.obstacle(to: kind, for: shape) {
        throw LoweringError(
          "\(wanted) cannot carry out the \(kind.rawValue) of \(shape.memberCount) members: "
            + obstacle)
      }
      return choose(row(algorithm, kind, shape))
    }
    return choose(try best(kind, bytes: bytes, shape, site))
  }

  private mutating func best(
    _ kind: CollectiveKind, bytes: Double, _ shape: GroupShape, _ site: Int
  ) throws(LoweringError) -> Int {
    let known = AlgorithmCatalogue.algorithms(for: kind)
    guard let first = known.first else {
      // Throws the error that lists what is known.
      return row(try AlgorithmCatalogue.algorithm(named: "auto", for: kind), kind, shape)
    }
    guard shape.memberCount > 1 else { return row(first, kind, shape) }
    let floor = sites[site].floor
    var candidates: [(order: Int, algorithm: any CollectiveAlgorithm, least: Double)] = []
    for (order, algorithm) in known.enumerated()
    where algorithm.obstacle(to: kind, for: shape) == nil {
      let form = algorithm.closedForm(of: kind, for: shape)
      candidates.append(
        (
          order, algorithm,
          Double(form.steps) * floor.latency + form.sent * bytes * floor.secondsPerByte
        ))
    }
    if candidates.count == 1 { return row(candidates[0].algorithm, kind, shape) }
    candidates.sort { ($0.least, $0.order) < ($1.least, $1.order) }
    var best: (row: Int, order: Int, time: Double)?
    for candidate in candidates {
      // From or to a root, steps overlap: a sender does not wait for what it sent to arrive.
      if let best, candidate.least > best.time, !kind.hasRoot { break }
      let row = row(candidate.algorithm, kind, shape)
      let time = try cost(row, site).time(bytes: bytes, chunks: policy.chunks)
      // Equal but for rounding: the order of the catalogue decides.
      let slack = 1e-9 * time
      if let known = best,
        time > known.time - slack, time > known.time + slack || candidate.order > known.order
      {
        continue
      }
      best = (row, candidate.order, time)
    }
    guard let best else {
      throw LoweringError(
        "no algorithm serves a \(kind.rawValue) of \(shape.memberCount) members")
    }
    return best.row
  }

  private mutating func cost(_ row: Int, _ site: Int) throws(LoweringError) -> PredictedCost {
    let key = CostKey(row: row, site: site)
    if let cost = costs[key] { return cost }
    let cost = try forecast.cost(of: written[row], on: sites[site].members)
    costs[key] = cost
    return cost
  }

  private mutating func row(
    _ algorithm: any CollectiveAlgorithm, _ kind: CollectiveKind, _ shape: GroupShape
  ) -> Int {
    let key = Key(kind: kind, algorithm: algorithm.name, shape: shape)
    if let row = rows[key] { return row }
    written.append(
      shape.memberCount > 1
        ? algorithm.schedule(for: kind, group: shape)
        : Schedule(memberCount: shape.memberCount, blockCount: 1, rounds: []))
    algorithms.append(algorithm.name)
    chosen.append(-1)
    rows[key] = written.count - 1
    return written.count - 1
  }

  private mutating func choose(_ row: Int) -> Int {
    if chosen[row] < 0 {
      schedules.append(written[row])
      names.append(algorithms[row])
      chosen[row] = schedules.count - 1
    }
    return chosen[row]
  }
}
