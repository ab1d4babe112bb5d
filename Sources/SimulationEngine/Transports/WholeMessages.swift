// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Timelines

// Messages that are served whole, in integer nanoseconds.
extension EventLoop {
  /// Hands a message to its transport.
  mutating func launchWhole(_ message: Int32) throws {
    service.makeRoom(for: message)
    service.hop[message] = 0
    service.launchedAt[message] = now
    switch transport {
    case .fluid:
      preconditionFailure("a fluid message is not served whole")
    case .astraSim(let parameters):
      try findPath(of: message)
      // Sends do not wait: what a member waits for is what arrives.
      queue.push(.messageDrains, message, at: now)
      if parameters.isCongestionAware {
        crossNextLink(message)
      } else {
        let route = messages.route[message]
        let time = service.timeAlone(of: messages.bytes[message], over: route)
        queue.push(.messageArrives, message, at: now + time)
        noteUse(of: message, until: now + time)
      }
    case .loggops:
      offerToHost(message)
    }
  }

  /// The next link takes the message when it has served those that came before it, and passes it
  /// on when it is there as a whole.
  mutating func crossNextLink(_ message: Int32) {
    let route = messages.route[message]
    let hop = service.hop[message]
    guard hop < service.hops(of: route) else {
      noteUse(of: message, until: now)
      queue.push(.messageArrives, message, at: now)
      return
    }
    let link = service.link(hop, of: route)
    let wire = messages.bytes[message] / service.bytesPerNanosecond[link]
    let start = max(now, service.linkFree[link])
    service.linkFree[link] = start + wire.rounded(.down)
    service.hop[message] = hop + 1
    queue.push(
      .messageAtHop, message, at: start + (wire + service.latency[link]).rounded(.down))
  }

  /// A message is whole at the far end of a link, or its first byte is at the receiver's NIC.
  mutating func reachHop(_ message: Int32) {
    if transport.hasHosts { offerToReceiver(message) } else { crossNextLink(message) }
  }

  /// The path is looked up once for each pair of accelerators.
  private mutating func findPath(of message: Int32) throws {
    let route = messages.route[message]
    guard !service.hasPath(route) else { return }
    let ends = routes.ends(of: route)
    service.setPath(of: route, to: try routes.path(from: ends.from, to: ends.to))
  }

  /// Keeps which links carried the message and when, as one stretch at an even rate.
  private mutating func noteUse(of message: Int32, until end: Double) {
    network.keepSegment(
      route: messages.route[message], bytes: messages.bytes[message],
      from: service.launchedAt[message] / transport.ticksPerSecond,
      until: end / transport.ticksPerSecond)
  }
}
