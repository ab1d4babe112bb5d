// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies

/// What a record of real faults says of a moment, on the servers of a cluster.
///
/// The record is that of stepfun-ai/InfiniteHBD-Trace, in its format: a list of events, each with a
/// `node_id`, an `event_time` in days, `fault_start` or `fault_end`, and a `fault_type` of Level,
/// Class and Desc. Source: C. Shou et al., "InfiniteHBD", SIGCOMM 2025, arXiv 2502.03885.
struct FaultReplay {
  let file: String
  let note: String
  let faults: [Fault]

  /// Reads `{file: trace.json, at: 30 d, servers: 400, seed: 1}`.
  ///
  /// - Parameters:
  ///   - node: the mapping.
  ///   - fabric: whose servers stand for those of the record.
  /// - Throws: `DocumentError` for a record in another format, or a cluster without servers.
  init(_ node: DocumentNode, _ fabric: FaultFabric) throws(DocumentError) {
    var reader = try node.mapping()
    let fileNode = try reader.required("file")
    let path = try fileNode.path()
    let at: Seconds = try reader.quantity("at")
    let asked = reader.optional("servers")
    let seed = try reader.optionalInteger("seed", in: 0...Int(Int32.max)) ?? 0
    try reader.finish()
    guard let servers = fabric.serverCount else {
      throw node.error(
        "the record is one of servers, and nobody says what a server of "
          + "\(fabric.cluster.name) is: no server is named, and there is one domain")
    }
    let record = try FaultRecord(try fileNode.document())
    guard at <= record.end else {
      throw node.error("at: the record ends after \(record.days(record.end)) d")
    }
    let recorded = try asked?.integer(in: record.nodes.count...10_000_000) ?? record.nodes.count
    // Which of ours each of theirs is, those without any fault among them.
    var numbers = Array(0..<recorded)
    var random = SplitMix(seed: UInt64(seed))
    numbers.shuffle(using: &random)
    var found: [Fault] = []
    var elsewhere = 0
    let open = record.open(at: at)
    for fault in open {
      let server = numbers[fault.node]
      // Which of a server's accelerators it was, the record does not say.
      let draw = random.next()
      guard server < servers else {
        elsewhere += 1
        continue
      }
      found.append(
        Fault(place: Self.place(fault.category, server, draw, fabric), effect: .failed))
    }
    faults = found
    file = path
    note =
      "faults replayed from \(path) at \(record.days(at)) d: \(open.count) of \(recorded) recorded "
      + "servers' faults are open, \(found.count) on the \(min(servers, recorded)) servers that are "
      + "here" + (servers > recorded ? "; the others of \(servers) have none" : "")
    precondition(elsewhere + found.count == open.count, "every open fault is here or elsewhere")
  }

  /// The device that a class of the record means.
  private static func place(
    _ category: String, _ server: Int, _ draw: UInt64, _ fabric: FaultFabric
  ) -> Fault.Place {
    let members = fabric.members(ofServer: server)
    let member = Int32(members.lowerBound + Int(draw % UInt64(members.count)))
    switch category {
    case "GPU": return .accelerator(member)
    case "NIC", "Parameter Plane Cable":
      // The outermost domain is the network between servers.
      let outermost = Int32(fabric.cluster.domains.count - 1)
      guard let far = fabric.neighbours(of: member, domain: outermost).first else {
        return .server(server)
      }
      let slots = fabric.slots(member, far).count
      let which = Fault.Parallel.number(Int(draw >> 32) % max(slots, 1))
      return category == "NIC"
        ? .nic(member, far, which) : .links(member, far, which, isOneWay: false, .cable)
    default: return .server(server)
    }
  }
}

/// A record of faults, read whole.
private struct FaultRecord {
  struct Event {
    var node: Int
    var time: Seconds
    var category: String
    var isStart: Bool
    var description: String
  }

  /// In the order in which they first appear.
  private(set) var nodes: [String] = []
  private var events: [Event] = []
  var end: Seconds { events.last?.time ?? .zero }

  init(_ document: Document) throws(DocumentError) {
    var numbers: [String: Int] = [:]
    for element in try document.root.sequence() {
      var reader = try element.mapping()
      let name = try reader.string("node_id")
      let days = try reader.required("event_time").number(in: 0...1e6)
      let isStart: Bool = try reader.required("event_type")
        .choice(of: ["fault_start": true, "fault_end": false])
      var type = try reader.required("fault_type").mapping()
      let level = try type.string("Level")
      let category = try type.string("Class")
      let description = try type.string("Desc")
      try type.finish()
      try reader.finish()
      let number = numbers[name] ?? nodes.count
      if number == nodes.count {
        numbers[name] = number
        nodes.append(name)
      }
      let time = Seconds.seconds(days * 86_400)
      if let last = events.last, time < last.time {
        throw element.error("event_time is below that of the event before")
      }
      events.append(
        Event(
          node: number, time: time, category: category, isStart: isStart,
          description: "\(level)/\(category)/\(description)"))
    }
    guard !events.isEmpty else { throw document.root.error("lists no event") }
  }

  func days(_ time: Seconds) -> Double { time.rawValue / 86_400 }

  /// Faults that began by a time and had not ended, in the order in which they began.
  func open(at time: Seconds) -> [Event] {
    var open: [Event] = []
    for event in events where event.time <= time {
      if event.isStart {
        open.append(event)
      } else if let place = open.firstIndex(where: {
        $0.node == event.node && $0.description == event.description
      }) {
        open.remove(at: place)
      }
    }
    return open
  }
}
