// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import TestSupport
import Traffic
import Workloads

@testable import Symmetry

/// Whether a partition is equitable, by the definition and link by link: every message of every round
/// is routed and written down as its class sees it, and members of a class must have the same list.
///
/// Shares no code with the check that is tested but the reading of groups: ways are the router's, and
/// nothing is bundled, summed up over trees or taken from a first member.
struct PlainCheck {
  private let one: RandomCase
  private let partition: Partition
  private let linkClass: [Int32]
  /// What each rank and each link meets, as text.
  private var ofRank: [[String]]
  private var ofLink: [[String]]
  private var router: Router

  init(_ one: RandomCase, _ partition: Partition) {
    self.one = one
    self.partition = partition
    linkClass = one.fabric.bundleOfLink.map { partition.bundleClass[Int($0)] }
    ofRank = [[String]](repeating: [], count: one.graph.rankCount)
    ofLink = [[String]](repeating: [], count: one.cluster.links.count)
    router = Router(one.cluster)
  }

  /// Whether members of some class differ.
  mutating func findsFault() throws -> Bool {
    describeMembers()
    try describeTraffic()
    return Self.differ(ofRank, by: partition.rankClass) || Self.differ(ofLink, by: linkClass)
  }

  private static func differ(_ lists: [[String]], by classes: [Int32]) -> Bool {
    var models: [Int32: [String]] = [:]
    for (index, list) in lists.enumerated() {
      let sorted = list.sorted()
      if let model = models[classes[index]] {
        if model != sorted { return true }
      } else {
        models[classes[index]] = sorted
      }
    }
    return false
  }

  private mutating func describeMembers() {
    let links = one.cluster.links
    for rank in ofRank.indices {
      let slowdown = one.graph.slowdownOfRank.isEmpty ? 1 : one.graph.slowdownOfRank[rank]
      ofRank[rank].append("graph \(one.graph.graphOfRank[rank]) \(slowdown)")
    }
    for link in ofLink.indices {
      ofLink[link].append(
        "\(links.rate[link].rawValue) \(links.latency[link].rawValue) "
          + "\(links.dynamicEnergy[link].rawValue) \(links.technology[link]) "
          + "\(links.domain[link])")
    }
    for family in Set(one.relations.map(\.family)) {
      for rank in ofRank.indices {
        let group = one.ranks.group(of: Int32(rank), in: family)
        let classes =
          group < 0
          ? [] : one.ranks.members(of: group).map { partition.rankClass[Int($0)] }.sorted()
        ofRank[rank].append("group \(family) \(classes)")
      }
    }
  }

  private mutating func describeTraffic() throws {
    let tasks = one.graph.tasks
    var done: Set<String> = []
    for rank in 0..<Int32(one.graph.rankCount) {
      let row = one.graph.graphOfRank[Int(rank)]
      let first = tasks.graphStart[Int(row)]
      for task in first..<tasks.graphStart[Int(row) + 1] {
        let family = tasks.family[Int(task)]
        switch tasks.kind[Int(task)] {
        case .compute, .host, .receive: continue
        case .send:
          let members = Array(one.ranks.members(of: one.ranks.group(of: rank, in: family)))
          let place = Int(one.ranks.place(of: rank, in: family))
          let ahead = (place + Int(tasks.peer[Int(task)])) % members.count
          try describe(
            "send \(tasks.tag[Int(task)])", from: rank,
            to: members[ahead < 0 ? ahead + members.count : ahead])
        case .collective:
          let group = one.ranks.group(of: rank, in: family)
          guard group >= 0 else { continue }
          let members = Array(one.ranks.members(of: group))
          let (schedule, _) = one.graph.choice(
            graph: row, operation: task - first, memberCount: members.count)
          // Members with other graphs come to the same collective.
          if done.insert("\(group) \(tasks.ordinal[Int(task)])").inserted {
            try describe(
              "\(family) \(tasks.ordinal[Int(task)])", one.graph.schedules[schedule], members)
          }
        }
      }
    }
  }

  private mutating func describe(
    _ name: String, _ schedule: Schedule, _ members: [Int32]
  ) throws {
    for (number, round) in schedule.rounds.enumerated() {
      for exchange in round.exchanges {
        for place in members.indices {
          guard let target = exchange.partners.target(of: place, among: members.count) else {
            continue
          }
          let size = exchange.payload.count(from: place)
          try describe(
            "\(name) round \(number) size \(size)", from: members[place], to: members[target])
        }
      }
      for (index, aggregation) in round.aggregations.enumerated() {
        for line in 0..<aggregation.lineCount {
          let its = (0..<aggregation.lineLength).map {
            members[aggregation.member(at: $0, of: line)]
          }
          try describe("\(name) round \(number) lines \(index)", aggregation, its)
        }
      }
    }
  }

  /// A share without what rounding may add to it.
  private static func text(_ share: Double) -> String { "\((share * 1e9).rounded())" }

  private func seen(_ hops: [Route.Hop]) -> String {
    hops.map { "\(linkClass[Int($0.link.rawValue)])*\(Self.text($0.share))" }.sorted()
      .joined(separator: " ")
  }

  private mutating func describe(_ name: String, from: Int32, to: Int32) throws {
    let route = try router.route(
      from: GPUID(Int(one.ranks.accelerator[Int(from)])),
      to: GPUID(Int(one.ranks.accelerator[Int(to)])))
    let own = partition.rankClass[Int(from)]
    let other = partition.rankClass[Int(to)]
    let flow =
      "\(name): \(own) to \(other) over \(seen(route.hops)) in "
      + "\((route.latency.rawValue * 1e15).rounded()) \(route.overhead.rawValue)"
    ofRank[Int(from)].append("sends " + flow)
    ofRank[Int(to)].append("receives " + flow)
    for hop in route.hops {
      ofLink[Int(hop.link.rawValue)].append("\(Self.text(hop.share)) of \(flow)")
    }
  }

  private mutating func describe(
    _ name: String, _ aggregation: Aggregation, _ line: [Int32]
  ) throws {
    let tree = try router.aggregationTree(
      of: line.map { GPUID(Int(one.ranks.accelerator[Int($0)])) })
    let hops = aggregation.hops(over: tree)
    let parts = line.indices.map {
      "\(partition.rankClass[Int(line[$0])]) \(aggregation.sent(by: $0)) "
        + "\(aggregation.received(by: $0))"
    }
    let flow =
      "\(name): \(parts.sorted()) over \(seen(hops)) in "
      + "\((tree.latency.rawValue * 1e15).rounded())"
    for (place, rank) in line.enumerated() {
      ofRank[Int(rank)].append(
        "\(aggregation.sent(by: place)) \(aggregation.received(by: place)) of " + flow)
    }
    for hop in hops {
      ofLink[Int(hop.link.rawValue)].append("\(Self.text(hop.share)) of \(flow)")
    }
  }
}
