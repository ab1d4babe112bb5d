// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Workloads

/// How long the shortest way takes a bit, over links alone.
///
/// Whatever relays a message, its way is one of the fabric's, and one overhead is paid.
struct LatencyBound {
  private let cluster: Cluster
  /// `link[start[n]..<start[n + 1]]` leave node `n`, or, backwards, enter it.
  private let leaving: (start: [Int32], link: [Int32])
  private let entering: (start: [Int32], link: [Int32])

  /// Sources that are tried where every pair counts: any of them gives a bound.
  private static let mostSources = 16

  init(_ cluster: Cluster) {
    self.cluster = cluster
    leaving = Self.rows(cluster.links.from, nodes: cluster.nodes.count)
    entering = Self.rows(cluster.links.to, nodes: cluster.nodes.count)
  }

  /// The time to the farthest member that must hear of another.
  func farthest(
    _ kind: CollectiveKind, _ group: [GPUID], root: Int
  ) throws(LoweringError) -> Seconds {
    let towards = kind == .reduce || kind == .gather
    let step = max(1, group.count / Self.mostSources)
    let sources = kind.hasRoot ? [root] : Array(stride(from: 0, to: group.count, by: step))
    var farthest = Seconds.zero
    for source in sources {
      let times = times(from: group[source], to: group, backwards: towards)
      for member in group where member != group[source] {
        let time = times[Int(member.rawValue)]
        guard time.isFinite else {
          throw LoweringError(
            "accelerators \(group[source].rawValue) and \(member.rawValue) of \(cluster.name) "
              + "have no way to each other")
        }
        farthest = max(farthest, .seconds(time) + overhead(group[source], member))
      }
    }
    return farthest
  }

  /// No message between two members can take less.
  func leastOfAny(_ group: [GPUID]) -> Seconds {
    var least = Seconds.infinity
    for member in group {
      let node = Int(member.rawValue)
      for place in leaving.start[node]..<leaving.start[node + 1] {
        least = min(least, cluster.links.latency[Int(leaving.link[Int(place)])])
      }
    }
    return least + (cluster.messageOverhead.min() ?? .zero)
  }

  /// The least that a message pays which leaves the domains that hold only one of two members.
  private func overhead(_ one: GPUID, _ other: GPUID) -> Seconds {
    let level = cluster.routing.level(one, other) ?? 0
    return cluster.messageOverhead.dropFirst(level).min() ?? .zero
  }

  /// Seconds from a node to the members of a group, or from them to it; infinite where there is no way.
  /// What is farther than all members is not looked at: its entries mean nothing.
  private func times(from source: GPUID, to group: [GPUID], backwards: Bool) -> [Double] {
    let rows = backwards ? entering : leaving
    let links = cluster.links
    let far = backwards ? links.from : links.to
    let latency = links.latency
    var times = [Double](repeating: .infinity, count: cluster.nodes.count)
    var isAwaited = [Bool](repeating: false, count: cluster.nodes.count)
    for member in group { isAwaited[Int(member.rawValue)] = true }
    var awaited = group.count
    var queue = TimeOrder()
    times[Int(source.rawValue)] = 0
    queue.insert(0, Int(source.rawValue))
    while let (time, node) = queue.popFirst() {
      guard time <= times[node] else { continue }
      if isAwaited[node] {
        isAwaited[node] = false
        awaited -= 1
        if awaited == 0 { break }
      }
      for place in rows.start[node]..<rows.start[node + 1] {
        let link = Int(rows.link[Int(place)])
        let next = Int(far[link])
        let reached = time + latency[link].rawValue
        guard reached < times[next] else { continue }
        times[next] = reached
        queue.insert(reached, next)
      }
    }
    return times
  }

  private static func rows(
    _ node: [Int32], nodes: Int
  ) -> (start: [Int32], link: [Int32]) {
    var start = [Int32](repeating: 0, count: nodes + 1)
    for end in node { start[Int(end) + 1] += 1 }
    for index in 0..<nodes { start[index + 1] += start[index] }
    var next = start
    var link = [Int32](repeating: 0, count: node.count)
    for (index, end) in node.enumerated() {
      link[Int(next[Int(end)])] = Int32(index)
      next[Int(end)] += 1
    }
    return (start, link)
  }
}

/// Nodes by time, the earliest first: a binary heap.
private struct TimeOrder {
  private var entries: [(time: Double, node: Int)] = []

  mutating func insert(_ time: Double, _ node: Int) {
    entries.append((time, node))
    var place = entries.count - 1
    while place > 0, entries[place].time < entries[(place - 1) / 2].time {
      entries.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func popFirst() -> (time: Double, node: Int)? {
    guard let first = entries.first else { return nil }
    let last = entries.removeLast()
    guard !entries.isEmpty else { return first }
    entries[0] = last
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < entries.count && entries[child].time < entries[least].time {
        least = child
      }
      guard least != place else { return first }
      entries.swapAt(place, least)
      place = least
    }
  }
}
