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
    case .loggops(let parameters):
      nameEnds(of: message)
      try send(message, parameters)
    }
  }

  /// Whose hosts a message keeps busy.
  private mutating func nameEnds(of message: Int32) {
    guard messages.sourceLane[message] >= 0 else {
      service.sender[message] = messages.sender[message].rank
      return
    }
    let group = collectives.group[messages.owner[message]]
    service.sender[message] = groups.rank(
      at: collectives.laneMember[messages.sourceLane[message]], of: group)
    service.receiver[message] = groups.rank(
      at: collectives.laneMember[messages.targetLane[message]], of: group)
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

  /// The host works, then its NIC; both are busy for a while after.
  private mutating func send(_ message: Int32, _ parameters: LogGOPS) throws {
    let bytes = messages.bytes[message]
    guard bytes <= Double(parameters.eagerLimit) else {
      throw SimulationError(
        "a message of \(Int(bytes)) bytes is larger than S = \(parameters.eagerLimit), and "
          + "rendezvous is not modelled: raise S")
    }
    let rank = service.sender[message]
    let further = max(bytes - 1, 0)
    let work = Double(parameters.overhead) + (further * parameters.overheadPerByte).rounded(.down)
    let wire = (further * parameters.gapPerByte).rounded(.down)
    let start = max(now, max(service.hostFree[rank], service.sendGapEnd[rank]))
    service.hostFree[rank] = start + work
    service.sendGapEnd[rank] = start + Double(parameters.gap) + wire
    queue.push(.messageDrains, message, at: start + work)
    // When the first byte reaches the receiver's NIC; the others follow while it takes them.
    let reaches = start + Double(parameters.overhead) + Double(parameters.latency)
    queue.push(.messageAtHop, message, at: reaches)
  }

  /// A message is whole at the far end of a link, or at the receiver's NIC.
  mutating func reachHop(_ message: Int32) throws {
    guard case .loggops = transport else { return crossNextLink(message) }
    // A send of the program waits for its receive; a collective's member is always there.
    let waits = messages.targetLane[message] < 0
    if waits { return try arrive(message) }
    let done = receive(bytes: messages.bytes[message], at: service.receiver[message])
    queue.push(.messageArrives, message, at: done)
  }

  /// What taking a message costs the receiver's host and NIC; the instant at which it is taken.
  mutating func receive(bytes: Double, at rank: Int32) -> Double {
    guard case .loggops(let parameters) = transport else { return now }
    let further = max(bytes - 1, 0)
    let work = Double(parameters.overhead) + (further * parameters.overheadPerByte).rounded(.down)
    let wire = (further * parameters.gapPerByte).rounded(.down)
    let start = max(now, max(service.hostFree[rank], service.receiveGapEnd[rank]))
    service.hostFree[rank] = start + work
    service.receiveGapEnd[rank] = start + Double(parameters.gap) + wire
    return start + max(work, Double(parameters.overhead) + wire)
  }

  /// When work that begins now ends: in whole nanoseconds, and not before a LogGOPS host is free.
  mutating func endOfWork(seconds: Double, of rank: Int32) -> Double {
    guard transport.isInteger else { return now + seconds }
    let work = ServiceColumns.nanoseconds(of: seconds).rounded()
    guard case .loggops = transport else { return now + work }
    let end = max(now, service.hostFree[rank]) + work
    service.hostFree[rank] = end
    return end
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
