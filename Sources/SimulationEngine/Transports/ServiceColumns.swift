// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Timelines

/// When links are free again, and where messages are, for transports that serve them whole.
///
/// Times are whole nanoseconds in doubles, exact up to 2^53.
struct ServiceColumns: ~Copyable {
  // One entry per link.
  let bytesPerNanosecond: Column<Double>
  let latency: Column<Double>
  let linkFree: Column<Double>

  // One entry per route: its links in order, found at first use.
  private var pathStart = Column<Int32>()
  private var pathLength = Column<Int32>()
  private var pathLink = Column<Int32>()

  // One entry per message.
  var hop = Column<Int32>()
  var sender = Column<Int32>()
  var receiver = Column<Int32>()
  var launchedAt = Column<Double>()

  /// What lanes of collectives hold between steps.
  var steps: StepColumns

  init(_ cluster: Cluster, algorithms: [String], isNeeded: Bool) {
    steps = StepColumns(algorithms: algorithms, isNeeded: isNeeded)
    let links = isNeeded ? cluster.links.count : 0
    bytesPerNanosecond = Column(
      cluster.links.rate.prefix(links).map { $0.bytesPerSecond / Self.nanoseconds })
    latency = Column(cluster.links.latency.prefix(links).map { Self.nanoseconds(of: $0.rawValue) })
    linkFree = Column(repeating: 0, count: links)
  }

  /// In a second.
  static var nanoseconds: Double { 1e9 }

  /// Nanoseconds of a time in seconds: whole where only the double's own rounding says otherwise.
  static func nanoseconds(of seconds: Double) -> Double {
    let exact = seconds * nanoseconds
    let whole = exact.rounded()
    return (exact - whole).magnitude <= 8 * exact.ulp ? whole : exact
  }

  mutating func makeRoom(for message: Int32) {
    let count = Int(message) + 1
    guard count > hop.count else { return }
    hop.extend(to: count, with: 0)
    sender.extend(to: count, with: -1)
    receiver.extend(to: count, with: -1)
    launchedAt.extend(to: count, with: 0)
  }

  func hasPath(_ route: Int32) -> Bool {
    route < Int32(pathStart.count) && pathStart[route] >= 0
  }

  mutating func setPath(of route: Int32, to links: [LinkID]) {
    pathStart.extend(to: Int(route) + 1, with: -1)
    pathLength.extend(to: Int(route) + 1, with: 0)
    pathStart[route] = Int32(pathLink.count)
    pathLength[route] = Int32(links.count)
    for link in links { pathLink.append(link.rawValue) }
  }

  func hops(of route: Int32) -> Int32 { pathLength[route] }

  func link(_ hop: Int32, of route: Int32) -> Int32 { pathLink[pathStart[route] + hop] }

  /// Nanoseconds from the first bit's departure to the last one's arrival with nobody in the way.
  func timeAlone(of bytes: Double, over route: Int32) -> Double {
    var total = 0.0
    var slowest = Double.infinity
    for hop in 0..<pathLength[route] {
      let link = link(hop, of: route)
      total += latency[link]
      slowest = min(slowest, bytesPerNanosecond[link])
    }
    return pathLength[route] == 0 ? 0 : (total + bytes / slowest).rounded(.down)
  }
}
