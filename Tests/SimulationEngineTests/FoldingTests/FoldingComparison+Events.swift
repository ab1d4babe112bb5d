// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Timelines

@testable import SimulationEngine

/// One event, as two runs are compared.
private struct SeenEvent {
  var rank: Int32
  var name: Int32
  var kind: Int8
  var start: Double
  var end: Double
  var bytes: Int64
  var energy: Double
  var stream: Int32
  /// Group of its collective, and the first event of the collective, by rank and name; -1 for none.
  var group: Int32
  var first: Int64
}

extension EventColumns {
  /// Events by rank, name and start, but for stalls that last no longer than instants are exact.
  fileprivate func seen(_ timeline: Timeline, leastStall: Double) -> [SeenEvent] {
    let stall = EventKind.stall.rawValue
    var firsts: [Int64: Int64] = [:]
    for row in 0..<count where collectiveID[row] >= 0 {
      let key = Int64(rank[row]) << 32 | Int64(nameID[row])
      firsts[collectiveID[row]] = min(firsts[collectiveID[row]] ?? .max, key)
    }
    return (0..<count).filter { kind[$0] != stall || end[$0] - start[$0] > leastStall }
      .map { row in
        let id = Int(collectiveID[row])
        return SeenEvent(
          rank: rank[row], name: nameID[row], kind: kind[row], start: start[row], end: end[row],
          bytes: bytes[row], energy: energy[row], stream: stream[row],
          group: id < 0 ? -1 : timeline.collectives.group[id], first: firsts[Int64(id)] ?? -1)
      }
      .sorted { ($0.rank, $0.name, $0.start) < ($1.rank, $1.name, $1.start) }
  }
}

extension DifferenceSheet {
  /// Every event of two runs.
  mutating func compare(
    _ plain: Timeline, _ events: EventColumns, _ folded: Timeline, _ written: EventColumns
  ) {
    let least = 4 * Self.rounding * duration
    let a = events.seen(plain, leastStall: least)
    let b = written.seen(folded, leastStall: least)
    check(a.count == b.count, "\(a.count) events, folded \(b.count)")
    check(folded.traffic.events == written.count, "events counted: \(folded.traffic.events)")
    check(written.multiplicity.allSatisfy { $0 == 1 }, "a written event stands for several")
    let joules = max(plain.ledger.total.rawValue, events.energy.max() ?? 0)
    for (x, y) in zip(a, b) {
      func place() -> String { "rank \(x.rank) \(plain.eventNames[Int(x.name)])" }
      check(
        x.rank == y.rank && x.name == y.name && x.kind == y.kind && x.stream == y.stream
          && x.first == y.first && x.group == y.group, "\(x), folded \(y)")
      compare("\(place()) start", x.start, y.start, scale: duration)
      compare("\(place()) end", x.end, y.end, scale: duration)
      // A half may be rounded either way.
      check((x.bytes - y.bytes).magnitude <= 1, "\(place()) bytes: \(x.bytes), folded \(y.bytes)")
      compare("\(place()) energy", x.energy, y.energy, scale: joules)
    }
  }

  /// A folded run that stays folded: what it stands for is what all ranks did.
  mutating func compareFolded(
    _ plain: Timeline, _ events: EventColumns, _ folded: Timeline, _ kept: EventColumns
  ) {
    compare("folded duration", duration, folded.duration.rawValue, scale: duration)
    check(folded.traffic.flows == plain.traffic.flows, "flows of a folded run")
    check(folded.traffic.flowClasses <= folded.traffic.flows, "more classes than flows")
    guard let classes = folded.folding?.ranks else {
      return check(kept.count == events.count, "events of a run that was not folded")
    }
    compareCoverage(plain, events, classes, kept)
    let links = folded.links
    let bytes = links.link.indices.reduce(0) {
      $0 + Double(links.multiplicity[$1]) * links.bytes.row($1).reduce(0, +)
    }
    compare("bytes of link classes", plain.traffic.linkBytes.rawValue, bytes, scale: bytes * 16)
    check(
      links.multiplicity.reduce(0, +) == Int64(plain.links.link.count)
        || classes.member.count > plain.ranks.idle.count,
      "links that the rows stand for: \(links.multiplicity.reduce(0, +))")
  }

  /// For every operation, the members of its events' classes are the ranks that have it, once each.
  private mutating func compareCoverage(
    _ plain: Timeline, _ events: EventColumns, _ classes: RankClasses, _ kept: EventColumns
  ) {
    let stall = EventKind.stall.rawValue
    let rankCount = plain.ranks.idle.count
    // Where classes split within the run, a rank is in one before and in another behind.
    check(Set(classes.member) == Set(0..<Int32(rankCount)), "members of classes")
    var covered: [Int32: [Int32]] = [:]
    for row in 0..<kept.count {
      let its = Int(kept.rankClass[row])
      guard its >= 0 else { return check(false, "an event of no class") }
      let members = classes.members(of: its)
      check(kept.multiplicity[row] == Int64(members.count), "multiplicity of event \(row)")
      check(kept.rank[row] == members.first, "rank of event \(row)")
      if kept.kind[row] != stall { covered[kept.nameID[row], default: []] += members }
    }
    var expected: [Int32: [Int32]] = [:]
    for row in 0..<events.count where events.kind[row] != stall {
      expected[events.nameID[row], default: []].append(events.rank[row])
    }
    check(
      covered.mapValues { $0.sorted() } == expected.mapValues { $0.sorted() },
      "the members of the events of an operation are not its ranks, once each")
  }
}
