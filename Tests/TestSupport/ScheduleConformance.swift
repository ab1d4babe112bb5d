// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic
import Workloads

/// Follows the blocks of a schedule from hand to hand and says what is wrong with it.
///
/// Every member's copy of a block is the set of members whose contribution is in it. All messages
/// of a round carry what their senders held when the round began.
package struct ScheduleConformance {
  package let kind: CollectiveKind
  package let schedule: Schedule

  package init(_ kind: CollectiveKind, _ schedule: Schedule) {
    self.kind = kind
    self.schedule = schedule
  }

  /// One sentence a fault; empty for a schedule that does what its kind promises.
  package func faults() -> [String] {
    var faults: [String] = []
    let p = schedule.memberCount
    var held = start()
    for round in schedule.rounds {
      for repetition in 0..<round.repeats {
        let before = held
        for exchange in round.exchanges {
          for member in 0..<p {
            guard let receiver = exchange.partners.target(of: member, among: p) else { continue }
            guard receiver != member, (0..<p).contains(receiver) else {
              return ["member \(member) sends to \(receiver)"]
            }
            for block in exchange.payload.blocks(
              member: member, receiver: receiver, repetition: repetition,
              blockCount: schedule.blockCount)
            {
              deliver(
                block, of: before, from: member, to: receiver, combining: exchange.combines,
                into: &held, faults: &faults)
            }
          }
        }
      }
    }
    faults += ending(held)
    for member in 0..<p where schedule.blocksSent(by: member) != blocksPromised {
      faults.append(
        "member \(member) sends \(schedule.blocksSent(by: member)) blocks, not \(blocksPromised)")
    }
    return faults
  }

  /// Blocks that a bandwidth-optimal algorithm sends per member: (p - 1) / p of the buffer, twice
  /// for an all-reduce.
  private var blocksPromised: Int {
    (kind == .allReduce ? 2 : 1) * (schedule.memberCount - 1)
  }

  /// `[member][block]`: whose contributions are in this copy.
  private func start() -> [[Set<Int>]] {
    (0..<schedule.memberCount).map { member in
      (0..<schedule.blockCount).map { block in
        switch kind {
        case .allGather: block == member ? [member] : []
        case .allToAll: block == member ? [member] : []
        default: [member]
        }
      }
    }
  }

  private func deliver(
    _ block: Int, of before: [[Set<Int>]], from member: Int, to receiver: Int, combining: Bool,
    into held: inout [[Set<Int>]], faults: inout [String]
  ) {
    if kind == .allToAll {
      // The receiver files what is for it under the sender's number.
      if block != receiver { faults.append("\(member) sends \(receiver) the block of \(block)") }
      held[receiver][member].insert(member)
      return
    }
    let parts = before[member][block]
    if parts.isEmpty { faults.append("\(member) sends block \(block), which it does not have") }
    if combining {
      if !held[receiver][block].isDisjoint(with: parts) {
        faults.append("\(receiver) adds the same contribution to block \(block) twice")
      }
      held[receiver][block].formUnion(parts)
    } else {
      held[receiver][block] = parts
    }
  }

  private func ending(_ held: [[Set<Int>]]) -> [String] {
    let everyone = Set(0..<schedule.memberCount)
    var faults: [String] = []
    for member in 0..<schedule.memberCount {
      for block in 0..<schedule.blockCount {
        let wanted: Set<Int>? =
          switch kind {
          case .allReduce: everyone
          case .reduceScatter: block == member ? everyone : nil
          default: [block]
          }
        if let wanted, held[member][block] != wanted {
          faults.append("member \(member) ends with \(held[member][block].sorted()) in \(block)")
        }
      }
    }
    return faults
  }
}
