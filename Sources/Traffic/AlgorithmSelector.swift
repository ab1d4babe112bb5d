// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Workloads

/// Finds the schedule of a collective on a group, by name or by predicted time.
///
/// The prediction for `auto` is alpha-beta over the group's own routes: for each step the slowest
/// route's latency and overhead, and the step's bytes over the narrowest share of a link. It only
/// ranks algorithms; the answer always comes from the engine.
struct AlgorithmSelector {
  private(set) var schedules: [Schedule] = []
  private(set) var names: [String] = []
  private var rows: [Key: Int] = [:]
  private let cluster: Cluster
  private let placement: Placement
  private let policy: CollectivePolicy
  private var router: Router

  private struct Key: Hashable {
    var kind: CollectiveKind
    var algorithm: String
    var memberCount: Int
  }

  init(cluster: Cluster, placement: Placement, policy: CollectivePolicy) {
    self.cluster = cluster
    self.placement = placement
    self.policy = policy
    router = Router(cluster)
  }

  /// Row of `schedules`.
  mutating func schedule(
    for kind: CollectiveKind, bytes: Double, group: [Int32]
  ) throws(LoweringError) -> Int {
    let wanted = policy.algorithms[kind] ?? "auto"
    guard wanted == "auto" else {
      let algorithm = try AlgorithmCatalogue.algorithm(named: wanted, for: kind)
      return row(algorithm, kind, group.count)
    }
    let candidates = AlgorithmCatalogue.algorithms(for: kind)
    guard let first = candidates.first else {
      // Throws the error that lists what is known.
      return row(
        try AlgorithmCatalogue.algorithm(named: wanted, for: kind), kind, group.count)
    }
    guard candidates.count > 1, group.count > 1 else { return row(first, kind, group.count) }
    var best = first
    var bestTime = Double.infinity
    for candidate in candidates {
      let schedule = schedules[row(candidate, kind, group.count)]
      let time = try predictedTime(schedule, bytes: bytes, group: group)
      if time < bestTime {
        best = candidate
        bestTime = time
      }
    }
    return row(best, kind, group.count)
  }

  private mutating func row(
    _ algorithm: any CollectiveAlgorithm, _ kind: CollectiveKind, _ memberCount: Int
  ) -> Int {
    let key = Key(kind: kind, algorithm: algorithm.name, memberCount: memberCount)
    if let row = rows[key] { return row }
    schedules.append(
      memberCount > 1
        ? algorithm.schedule(for: kind, memberCount: memberCount)
        : Schedule(memberCount: memberCount, blockCount: 1, rounds: []))
    names.append(algorithm.name)
    rows[key] = schedules.count - 1
    return schedules.count - 1
  }

  /// Seconds of a schedule if each link served the first member's messages and their rotations
  /// alike.
  private mutating func predictedTime(
    _ schedule: Schedule, bytes: Double, group: [Int32]
  ) throws(LoweringError) -> Double {
    let block = bytes / Double(schedule.blockCount)
    var time = 0.0
    for round in schedule.rounds {
      var latency = 0.0
      var load: [LinkID: Double] = [:]
      for exchange in round.exchanges {
        guard let target = exchange.partners.target(of: 0, among: group.count) else { continue }
        let route = try route(group, from: 0, to: target)
        latency = max(latency, route.latency.rawValue + route.overhead.rawValue)
        for hop in route.hops {
          load[hop.link, default: 0] += hop.share * block * Double(exchange.payload.count(from: 0))
        }
      }
      // The order of a dictionary does not matter to a maximum.
      let slowest = load.map { $1 / cluster.links.rate[Int($0.rawValue)].bytesPerSecond }.max()
      time += Double(round.repeats) * (latency + (slowest ?? 0))
    }
    return time
  }

  private mutating func route(
    _ group: [Int32], from: Int, to: Int
  ) throws(LoweringError) -> Route {
    let ends = (
      placement.acceleratorOfRank[Int(group[from])], placement.acceleratorOfRank[Int(group[to])]
    )
    do { return try router.route(from: ends.0, to: ends.1) } catch {
      throw LoweringError("\(error)")
    }
  }
}
