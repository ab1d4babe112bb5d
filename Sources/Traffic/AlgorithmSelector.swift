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
  /// What messages of choices pay; the first is that without a protocol.
  private(set) var timings = [MessageTiming()]
  /// The place in `schedules` of each row of `written`, or -1.
  private var chosen: [Int] = []
  /// Everything that was written down, chosen or not.
  private var written: [Schedule] = []
  private var algorithms: [String] = []
  private var rows: [Key: Int] = [:]
  private var sites: [Site] = []
  private var costs: [CostKey: PredictedCost] = [:]
  /// Made where algorithms have to be compared.
  private var forecast: TrafficForecast?
  private let cluster: Cluster
  private let policy: CollectivePolicy
  private let placement: Placement
  private let mostMessages: Int

  private struct Key: Hashable {
    var kind: CollectiveKind
    var algorithm: String
    var shape: GroupShape
  }

  private struct CostKey: Hashable {
    var row: Int
    var timing: Int
    var site: Int
  }

  /// Rows of `schedules` and `timings`.
  struct Choice {
    var schedule: Int
    var timing: Int
  }

  /// Where groups of one size lie.
  private struct Site {
    var members: [GPUID]
    var shape: GroupShape
    /// Found where algorithms have to be compared.
    var floor: PredictedCost?
    /// Innermost domains that they touch.
    var nodeCount: Int
  }

  /// - Parameters:
  ///   - cluster: with the links.
  ///   - placement: of the ranks in groups.
  ///   - policy: which algorithms may serve.
  ///   - mostMessages: of one schedule whose routes are looked up where algorithms are compared.
  init(
    cluster: Cluster, placement: Placement, policy: CollectivePolicy,
    mostMessages: Int = TrafficForecast.messagesUnlessSaid
  ) {
    self.mostMessages = mostMessages
    self.cluster = cluster
    self.policy = policy
    self.placement = placement
  }

  /// Takes note of the groups of one size in a family and returns their number, for
  /// `schedule(for:bytes:root:site:)`.
  ///
  /// They share schedules, so a shape is theirs only where all have it; times are predicted on
  /// the first.
  mutating func site(of groups: [[Int32]]) throws(LoweringError) -> Int {
    let members = accelerators(of: groups[0])
    var shape = GroupShape(of: members, on: cluster)
    for other in groups.dropFirst()
    where shape.dimensions.count > 1 || shape.reductionOfAll != nil {
      let its = GroupShape(of: accelerators(of: other), on: cluster)
      if its.dimensions == shape.dimensions, its.switchesReduce == shape.switchesReduce { continue }
      let together = shape.reductionOfAll == its.reductionOfAll ? shape.reductionOfAll : nil
      shape = GroupShape(memberCount: members.count)
      shape.irregularity = "groups of the same name and size lie differently"
      shape.switchesReduce = [together]
    }
    if !policy.usesSwitches { shape.switchesReduce = shape.dimensions.map { _ in nil } }
    sites.append(
      Site(
        members: members, shape: shape, floor: nil,
        nodeCount: cluster.innermostDomains(of: members)))
    return sites.count - 1
  }

  private func accelerators(of group: [Int32]) -> [GPUID] {
    group.map { placement.acceleratorOfRank[Int($0)] }
  }

  /// The schedule and the timing of a collective.
  mutating func choice(
    for kind: CollectiveKind, bytes: Double, root: Int32, site: Int
  ) throws(LoweringError) -> Choice {
    var shape = sites[site].shape
    if kind.hasRoot {
      guard (0..<shape.memberCount).contains(Int(root)) else {
        throw LoweringError(
          "a \(kind.rawValue) has its root at place \(root) of \(shape.memberCount) members")
      }
      shape.root = Int(root)
    }
    let request = try Request(
      kind, bytes: bytes, shape, nodes: sites[site].nodeCount, policy)
    let candidates = try self.candidates(request, site)
    guard shape.memberCount > 1, candidates.count > 1 else {
      let only = candidates[0]
      return choose(row(only.algorithm, kind, shape), only.timing)
    }
    return try best(candidates, request, site)
  }

  /// Seconds of the fastest schedule of a collective without a root, by the prediction that
  /// `auto` chooses by.
  mutating func predictedSeconds(
    for kind: CollectiveKind, bytes: Double, site: Int
  ) throws(LoweringError) -> Double {
    let shape = sites[site].shape
    guard shape.memberCount > 1 else { return 0 }
    let request = try Request(kind, bytes: bytes, shape, nodes: sites[site].nodeCount, policy)
    let candidates = try self.candidates(request, site)
    return try fastest(candidates, request, site).time
  }

  private struct Candidate {
    var order: Int
    var algorithm: any CollectiveAlgorithm
    var timing: Int
    /// Seconds that it cannot beat.
    var least: Double
  }

  /// Every pair of an algorithm and a protocol that can serve, at least one.
  private mutating func candidates(
    _ request: Request, _ site: Int
  ) throws(LoweringError) -> [Candidate] {
    var found: [Candidate] = []
    var reasons: [String] = []
    for (order, algorithm) in request.algorithms.enumerated() {
      if request.shape.memberCount > 1,
        let obstacle = algorithm.obstacle(to: request.kind, for: request.shape)
      {
        reasons.append(request.refusal(of: algorithm, obstacle))
        continue
      }
      let served = timings(of: algorithm, request)
      if served.isEmpty {
        reasons.append(
          "\(algorithm.name): no constants of the protocol \(request.protocolName ?? "") for it")
      }
      // Nothing is compared with the only one that is asked for.
      let isOnly = served.count == 1 && request.algorithms.count == 1
      for timing in served {
        found.append(
          Candidate(
            order: order, algorithm: algorithm, timing: timing,
            least: isOnly ? 0 : try least(algorithm, timing, request, site)))
      }
      if request.takesFirst, !found.isEmpty { break }
    }
    guard !found.isEmpty else {
      throw LoweringError(
        reasons.count == 1
          ? reasons[0]
          : "no algorithm serves a \(request.kind.rawValue) of \(request.shape.memberCount) members: "
            + reasons.joined(separator: "; "))
    }
    return found.sorted { ($0.least, $0.order, $0.timing) < ($1.least, $1.order, $1.timing) }
  }

  /// Rows of `timings`: one for each protocol that the algorithm can take.
  private mutating func timings(
    of algorithm: any CollectiveAlgorithm, _ request: Request
  ) -> [Int] {
    guard let name = request.protocolName, request.shape.memberCount > 1 else { return [0] }
    let usesSwitches =
      algorithm.family == .inNetwork
      || algorithm.schedule(for: request.kind, group: request.shape).usesSwitches
    var rows: [Int] = []
    for candidate in policy.protocols where name == "auto" || candidate.name == name {
      guard
        let timing = candidate.timing(
          for: algorithm.family, usesSwitches: usesSwitches, on: cluster)
      else { continue }
      if let known = timings.firstIndex(of: timing) {
        rows.append(known)
      } else {
        timings.append(timing)
        rows.append(timings.count - 1)
      }
    }
    return rows
  }

  private mutating func floor(of site: Int) throws(LoweringError) -> PredictedCost {
    if let floor = sites[site].floor { return floor }
    var forecast = self.forecast.take() ?? TrafficForecast(cluster, mostMessages: mostMessages)
    defer { self.forecast = forecast }
    let floor = try forecast.floor(for: sites[site].members)
    sites[site].floor = floor
    return floor
  }

  private mutating func least(
    _ algorithm: any CollectiveAlgorithm, _ timing: Int, _ request: Request, _ site: Int
  ) throws(LoweringError) -> Double {
    guard request.shape.memberCount > 1 else { return 0 }
    let form = algorithm.closedForm(of: request.kind, for: request.shape)
    let floor = try floor(of: site)
    // With a protocol, steps may be shorter than the domains' own overhead.
    let steps = (timings[timing].step + timings[timing].aggregationStep).compactMap { $0 }
    let step = steps.min().map { min($0.rawValue, floor.latency) } ?? floor.latency
    return timings[timing].base.rawValue + Double(form.steps) * step
      + form.sent * request.bytes * floor.secondsPerByte
  }

  private mutating func best(
    _ candidates: [Candidate], _ request: Request, _ site: Int
  ) throws(LoweringError) -> Choice {
    let best = try fastest(candidates, request, site)
    return choose(best.row, best.timing)
  }

  private mutating func fastest(
    _ candidates: [Candidate], _ request: Request, _ site: Int
  ) throws(LoweringError) -> (row: Int, timing: Int, order: Int, time: Double) {
    var best: (row: Int, timing: Int, order: Int, time: Double)?
    var obstacle: LoweringError?
    for candidate in candidates {
      // From or to a root, steps overlap: a sender does not wait for what it sent to arrive.
      if let best, candidate.least > best.time, !request.kind.hasRoot { break }
      let row = row(candidate.algorithm, request.kind, request.shape)
      let time: Double
      do {
        time = try cost(row, candidate.timing, site)
          .time(bytes: request.bytes, chunks: policy.chunks)
      } catch {
        // Where no way joins two members that it lets meet, another algorithm may do without.
        obstacle = obstacle ?? error
        continue
      }
      // Equal but for rounding: the order of the catalogue decides.
      let slack = 1e-9 * time
      if let known = best,
        time > known.time - slack, time > known.time + slack || candidate.order > known.order
      {
        continue
      }
      best = (row, candidate.timing, candidate.order, time)
    }
    if let best { return best }
    guard let obstacle else { preconditionFailure("one of the candidates is the best") }
    throw obstacle
  }

  private mutating func cost(
    _ row: Int, _ timing: Int, _ site: Int
  ) throws(LoweringError) -> PredictedCost {
    let key = CostKey(row: row, timing: timing, site: site)
    if let cost = costs[key] { return cost }
    // One that met an obstacle is left half filled, and not used again.
    var forecast = self.forecast.take() ?? TrafficForecast(cluster, mostMessages: mostMessages)
    let cost = try forecast.cost(
      of: written[row], on: sites[site].members, timing: timings[timing])
    self.forecast = forecast
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

  private mutating func choose(_ row: Int, _ timing: Int) -> Choice {
    if chosen[row] < 0 {
      schedules.append(written[row])
      names.append(algorithms[row])
      chosen[row] = schedules.count - 1
    }
    return Choice(schedule: chosen[row], timing: timing)
  }
}
