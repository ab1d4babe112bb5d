// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic
import Workloads

/// Follows the blocks of a schedule from hand to hand and says what is wrong with it.
///
/// Every member's copy of a block is the set of members whose contribution is in it. All messages
/// of a round carry what their senders held when the round began. Parcels of an all-to-all and
/// the news of a barrier are followed by `ParcelConformance`.
package struct ScheduleConformance {
  package let kind: CollectiveKind
  package let schedule: Schedule
  /// What the algorithm's formula says, where the formula is to be held against the schedule.
  package let form: ClosedForm?
  package let root: Int

  package init(
    _ kind: CollectiveKind, _ schedule: Schedule, form: ClosedForm? = nil, root: Int = 0
  ) {
    self.kind = kind
    self.schedule = schedule
    self.form = form
    self.root = root
  }

  /// Checks an algorithm for a group that it serves.
  package init(
    _ algorithm: any CollectiveAlgorithm, _ kind: CollectiveKind, _ group: GroupShape
  ) {
    self.init(
      kind, algorithm.schedule(for: kind, group: group),
      form: algorithm.closedForm(of: kind, for: group), root: group.root)
  }

  /// One sentence a fault; empty for a schedule that does what its kind promises.
  package func faults() -> [String] {
    let moved =
      switch kind {
      case .allToAll, .barrier: ParcelConformance(kind, schedule).faults()
      default: faultsOfBlocks()
      }
    return moved + faultsOfBytes()
  }

  private var p: Int { schedule.memberCount }

  private func faultsOfBlocks() -> [String] {
    var faults: [String] = []
    var held = start()
    var round = -1
    for message in schedule.messages() + [nil] {
      // Between the messages of two rounds come the aggregations of those that have no messages.
      while round < message?.round ?? schedule.rounds.count - 1 {
        round += 1
        held.before = held.now
        for aggregation in schedule.rounds[round].aggregations {
          aggregation.carryOut(on: &held.now, &faults)
        }
      }
      guard let message else { break }
      if message.beginsRound, message.repetition > 0 { held.before = held.now }
      guard message.receiver != message.sender, (0..<p).contains(message.receiver) else {
        return ["member \(message.sender) sends to \(message.receiver)"]
      }
      let blocks = message.exchange.payload.blocks(
        member: message.sender, receiver: message.receiver, repetition: message.repetition,
        blockCount: schedule.blockCount)
      if Set(blocks).count != blocks.count {
        faults.append("\(message.sender) sends a block twice in one message")
      }
      if schedule.blockWeights == nil,
        Double(blocks.count) != message.exchange.payload.count(from: message.sender)
      {
        faults.append("\(message.sender) sends \(blocks.count) blocks and counts others")
      }
      for block in blocks { deliver(block, message, &held, &faults) }
    }
    return faults + ending(held.now)
  }

  private struct Hands {
    /// `[member][block]`: whose contributions are in this copy.
    var before: [[Set<Int>]]
    var now: [[Set<Int>]]
  }

  private func start() -> Hands {
    let held = (0..<p).map { member in
      (0..<schedule.blockCount).map { block -> Set<Int> in
        switch kind {
        case .allGather, .gather: block % p == member ? [member] : []
        case .broadcast, .scatter: member == root ? [root] : []
        default: [member]
        }
      }
    }
    return Hands(before: held, now: held)
  }

  private func deliver(
    _ block: Int, _ message: Schedule.Message, _ held: inout Hands, _ faults: inout [String]
  ) {
    guard (0..<schedule.blockCount).contains(block) else {
      faults.append("\(message.sender) sends block \(block), which does not exist")
      return
    }
    let receiver = message.receiver
    let parts = held.before[message.sender][block]
    if parts.isEmpty {
      faults.append("\(message.sender) sends block \(block), which it does not have")
    }
    if message.exchange.combines {
      if !held.now[receiver][block].isDisjoint(with: parts) {
        faults.append("\(receiver) adds the same contribution to block \(block) twice")
      }
      held.now[receiver][block].formUnion(parts)
    } else {
      held.now[receiver][block] = parts
    }
  }

  private func ending(_ held: [[Set<Int>]]) -> [String] {
    let everyone = Set(0..<p)
    var faults: [String] = []
    for member in 0..<p {
      for block in 0..<schedule.blockCount {
        let owner = block % p
        let wanted: Set<Int>? =
          switch kind {
          case .allReduce: everyone
          case .reduceScatter: owner == member ? everyone : nil
          case .reduce: member == root ? everyone : nil
          case .gather: member == root ? [owner] : nil
          case .broadcast: [root]
          case .scatter: owner == member ? [root] : nil
          default: [owner]
          }
        if let wanted, held[member][block] != wanted {
          faults.append("member \(member) ends with \(held[member][block].sorted()) in \(block)")
        }
      }
    }
    return faults
  }

  private func faultsOfBytes() -> [String] {
    guard let form else { return [] }
    var faults: [String] = []
    let sent = (0..<p).map { schedule.blocksSent(by: $0) / Double(schedule.blockCount) }
    // Sums of a few fractions with the denominators of the dimensions.
    if let most = sent.max(), abs(most - form.sent) > 1e-12 * max(1, form.sent) {
      faults.append("the busiest member sends \(most) of the bytes, not \(form.sent)")
    }
    if schedule.stepCount != form.steps {
      faults.append("there are \(schedule.stepCount) steps, not \(form.steps)")
    }
    return faults
  }
}

extension Schedule {
  package struct Message {
    package var sender: Int
    package var receiver: Int
    package var exchange: Exchange
    package var round: Int
    package var repetition: Int
    package var beginsRound: Bool
  }

  /// Every message, round by round.
  package func messages() -> [Message] {
    var messages: [Message] = []
    for (index, round) in rounds.enumerated() {
      for repetition in 0..<round.repeats {
        var isFirst = true
        for exchange in round.exchanges {
          for member in 0..<memberCount {
            guard let receiver = exchange.partners.target(of: member, among: memberCount) else {
              continue
            }
            messages.append(
              Message(
                sender: member, receiver: receiver, exchange: exchange, round: index,
                repetition: repetition, beginsRound: isFirst))
            isFirst = false
          }
        }
      }
    }
    return messages
  }
}
