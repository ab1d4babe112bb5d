// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Workloads

/// What collectives and messages would take on a cluster by themselves: what `auto` chooses by,
/// without a program and without the engine.
///
/// Every answer is for one group with nothing else on the network.
package struct CollectiveForecast {
  private var selector: AlgorithmSelector
  private var router: Router
  private let links: LinkTable
  private var seconds: [Question: Double] = [:]
  private var groups: [Likeness: Int] = [:]
  private let cluster: Cluster

  private struct Question: Hashable {
    var kind: CollectiveKind
    var bytes: UInt64
    var group: Int
  }

  /// A message as a line in its bytes.
  package struct Message: Sendable, Hashable {
    /// Seconds before its last byte could arrive if it had none.
    package var latency: Double
    package var secondsPerByte: Double

    package init(latency: Double, secondsPerByte: Double) {
      self.latency = latency
      self.secondsPerByte = secondsPerByte
    }
  }

  /// - Parameters:
  ///   - cluster: whose links are asked about.
  ///   - policy: which algorithms may serve.
  package init(_ cluster: Cluster, policy: CollectivePolicy) {
    self.cluster = cluster
    let everyone = (0..<cluster.accelerators.count).map { GPUID($0) }
    selector = AlgorithmSelector(
      cluster: cluster, placement: Placement(acceleratorOfRank: everyone), policy: policy,
      mostMessages: Self.mostMessages)
    router = Router(cluster)
    links = cluster.links
  }

  /// Routes that are looked up for a schedule: many groups are asked about.
  private static let mostMessages = 1 << 10

  /// How a group lies, as far as its times depend on it.
  private struct Likeness: Hashable {
    var count: Int
    /// Members in the first one's domain, by level.
    var together: [Int]
    /// Latency with overhead from the first member to those at distances of powers of two.
    var away: [Seconds]
  }

  /// Takes note of a group. Groups of one size, of which as many members share a domain and those
  /// at distances of powers of two are as far from the first, are one.
  ///
  /// - Parameter members: its accelerators, in the order of the group; two or more.
  /// - Returns: its number, for `seconds(_:bytes:group:)`.
  /// - Throws: `LoweringError` where the group has no shape.
  package mutating func group(_ members: [GPUID]) throws(LoweringError) -> Int {
    let likeness = try likeness(of: members)
    if let known = groups[likeness] { return known }
    let site = try selector.site(of: [members.map(\.rawValue)])
    groups[likeness] = site
    return site
  }

  private mutating func likeness(of members: [GPUID]) throws(LoweringError) -> Likeness {
    var together: [Int] = []
    if case .nested(let blocks, _) = cluster.routing {
      for level in blocks {
        let first = level.block(of: members[0])
        together.append(members.count { level.block(of: $0) == first })
      }
    }
    var away: [Seconds] = []
    var distance = 1
    while distance < members.count {
      do {
        let route = try router.route(from: members[0], to: members[distance])
        away.append(route.latency + route.overhead)
      } catch { throw LoweringError("\(error)") }
      distance *= 2
    }
    return Likeness(count: members.count, together: together, away: away)
  }

  /// - Parameters:
  ///   - kind: which collective, without a root.
  ///   - bytes: as programs state them.
  ///   - group: its number.
  /// - Returns: predicted seconds of the best algorithm.
  /// - Throws: `LoweringError` where no algorithm can serve.
  package mutating func seconds(
    _ kind: CollectiveKind, bytes: Double, group: Int
  ) throws(LoweringError) -> Double {
    let bytes = bytes.rounded()
    guard bytes > 0 else { return 0 }
    let question = Question(kind: kind, bytes: bytes.bitPattern, group: group)
    if let known = seconds[question] { return known }
    let answer = try selector.predictedSeconds(for: kind, bytes: bytes, site: group)
    seconds[question] = answer
    return answer
  }

  /// - Parameters:
  ///   - from: the sender.
  ///   - to: another accelerator.
  /// - Returns: latency with overhead, and the reciprocal of the slowest link's payload rate.
  /// - Throws: `LoweringError` where no way joins the two.
  package mutating func message(
    from: GPUID, to: GPUID
  ) throws(LoweringError) -> Message {
    let route: Route
    do { route = try router.route(from: from, to: to) } catch {
      throw LoweringError("\(error)")
    }
    let slowest = route.hops.reduce(0.0) {
      max($0, $1.share / links.payloadRate(of: Int($1.link.rawValue)).bytesPerSecond)
    }
    return Message(
      latency: route.latency.rawValue + route.overhead.rawValue, secondsPerByte: slowest)
  }
}
