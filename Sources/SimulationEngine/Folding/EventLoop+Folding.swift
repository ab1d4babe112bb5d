// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Symmetry
import Timelines

// What is different where one rank of each class is simulated.
extension EventLoop {
  mutating func postSend(
    _ operation: RankOperation, task: Int, _ folded: MessageClasses
  ) throws {
    let relation = folded.relationOfTask[task]
    let message = messages.take()
    messages.bytes[message] = tasks.bytes[task]
    messages.sourceLane[message] = -1
    messages.targetLane[message] = -1
    messages.sender[message] = operation
    messages.owner[message] = mailboxes.row(
      Mailboxes.Key(
        from: operation.rank, to: folded.target(of: operation.rank, in: relation),
        tag: tasks.tag[task], relation: relation))
    messages.route[message] = folded.row(of: operation.rank, in: relation)
    try launch(message)
  }

  mutating func mailbox(
    of receive: RankOperation, task: Int, _ folded: MessageClasses
  ) -> Int32 {
    let relation = folded.relationOfTask[task]
    return mailboxes.row(
      Mailboxes.Key(
        from: folded.source(of: receive.rank, in: relation), to: receive.rank,
        tag: tasks.tag[task], relation: relation))
  }

  /// What the members of an instance agree on: the first of several numbers where it stands for
  /// several instances that the timeline is to tell apart.
  mutating func noteInstance(task: Int, group: Int32) -> Int64 {
    guard let unfolding else {
      return collectives.nextSerial(
        task: task, group: folds?.groupOfGroup[Int(group)] ?? group)
    }
    let groups = unfolding.groups(of: group)
    let first = collectives.nextSerial(task: task, group: groups.first ?? -1)
    for other in groups.dropFirst() { _ = collectives.nextSerial(task: task, group: other) }
    return first
  }

  /// Keeps an event: of its class, of every member of it, or of the rank alone.
  mutating func record(_ event: OneEvent, family: Int32) {
    guard let folds else { return recorder.events.append(event) }
    let row = Int(event.rank)
    var event = event
    let members = folds.members(of: row)
    guard let unfolding else {
      event.rank = members.first ?? -1
      event.multiplicity = Int64(members.count)
      event.rankClass = Int32(row)
      return recorder.events.append(event)
    }
    recorder.eventCount += members.count - 1
    let first = event.collective
    for member in members {
      event.rank = member
      if first >= 0 {
        event.collective =
          first
          + Int64(
            unfolding.ordinal(of: member, in: family, isBehindCut: folds.isPart(row)))
      }
      recorder.events.append(event)
    }
  }

  /// The rank that people know.
  mutating func rankNumber(_ rank: Int) -> Int {
    folds?.members(of: rank).first.map(Int.init) ?? rank
  }

  /// What was simulated once for many; nil where everything was.
  var folding: Folding? {
    mutating get {
      guard let folds, !recorder.options.unfolds else { return nil }
      return Folding(
        ranks: RankClasses(memberStart: folds.memberStart, member: folds.member),
        linkClasses: folds.links.first.count, links: folds.links.linkCount)
    }
  }
}

/// An event before it joins the columns.
struct OneEvent {
  var start: Double
  var end: Double
  var rank: Int32
  var kind: EventKind
  var collective: Int64
  var bytes: Int64
  var energy: Double
  var stream: Int32
  var name: Int32
  var multiplicity: Int64 = 1
  var rankClass: Int32 = -1
}

extension EventColumns {
  @inline(__always)
  mutating func append(_ event: OneEvent) {
    start.append(event.start)
    end.append(event.end)
    rank.append(event.rank)
    kind.append(event.kind.rawValue)
    collectiveID.append(event.collective)
    bytes.append(event.bytes)
    energy.append(event.energy)
    stream.append(event.stream)
    nameID.append(event.name)
    multiplicity.append(event.multiplicity)
    rankClass.append(event.rankClass)
  }
}
