// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A collective algorithm as data: the rounds of messages that its members exchange.
///
/// In a round a member sends and receives every exchange that concerns it at once; its next round
/// begins when its own sends have left and everything that it expects has arrived. A round that
/// does not concern a member it passes at once: rounds are an order for each member, not a
/// barrier. The buffer of `blockCount` equal blocks is what the payloads name, so bytes and the
/// movement of data have one source. Where members end with parts of their own (reduce-scatter) or
/// begin with them (all-gather, gather, scatter), block `b` is member `b mod memberCount`'s.
package struct Schedule: Sendable, Hashable {
  /// Members of the group, at least one.
  package var memberCount: Int
  /// Equal parts of the buffer that the collective's bytes describe.
  package var blockCount: Int
  package var rounds: [Round]
  /// Fractions of the bytes in each block, or nil where all blocks are equal; see `weighted(by:)`.
  package internal(set) var blockWeights: [Double]?

  package init(memberCount: Int, blockCount: Int, rounds: [Round]) {
    self.memberCount = memberCount
    self.blockCount = blockCount
    self.rounds = rounds
  }

  /// Rounds with their repetitions counted.
  package var stepCount: Int { rounds.reduce(0) { $0 + $1.repeats } }

  /// Messages that all members send together; an aggregation of a line is one.
  package var messageCount: Int {
    rounds.reduce(0) { total, round in
      total
        + round.repeats
        * (round.exchanges.reduce(0) { $0 + $1.partners.senderCount(of: memberCount) }
          + round.aggregations.reduce(0) { $0 + $1.lineCount })
    }
  }

  /// Whether some round leaves reduction or copying to the network's switches.
  package var usesSwitches: Bool { rounds.contains { !$0.aggregations.isEmpty } }

  /// Blocks that a member sends in all; a whole number unless the schedule was weighted.
  package func blocksSent(by member: Int) -> Double {
    rounds.reduce(0) { total, round in
      total
        + Double(round.repeats)
        * (round.exchanges.reduce(0) {
          $0
            + ($1.partners.target(of: member, among: memberCount) == nil
              ? 0 : $1.payload.count(from: member))
        }
          + round.aggregations.reduce(0) { $0 + $1.blocksSent(by: member) })
    }
  }
}

/// Exchanges and aggregations that happen together, `repeats` times in a row.
package struct Round: Sendable, Hashable {
  package var repeats: Int
  package var exchanges: [Exchange]
  /// What the network's switches do in the round.
  package var aggregations: [Aggregation]

  package init(
    repeats: Int = 1, exchanges: [Exchange] = [], aggregations: [Aggregation] = []
  ) {
    self.repeats = repeats
    self.exchanges = exchanges
    self.aggregations = aggregations
  }
}

/// One message from every member that sends in it.
package struct Exchange: Sendable, Hashable {
  package var partners: Partners
  package var payload: Payload
  /// Whether the receiver adds what arrives to what it holds, or takes it as it is.
  package var combines: Bool

  package init(to partners: Partners, payload: Payload, combines: Bool) {
    self.partners = partners
    self.payload = payload
    self.combines = combines
  }
}

/// Who sends to whom.
package enum Partners: Sendable, Hashable {
  /// Member `m` sends to `(m + shift) mod p`; 1 to p - 1, so nobody sends to itself.
  case shift(Int)
  /// Members `m` and `m xor mask` send to each other; the group's size is a multiple of twice the
  /// mask's highest bit.
  case exclusiveOr(Int)
  /// One member sends to another, and nobody else sends.
  case single(from: Int, to: Int)
  /// The receiver of each member, or -1 for a member that does not send.
  case table([Int32])

  /// Whom a member sends to, or nil.
  package func target(of member: Int, among memberCount: Int) -> Int? {
    switch self {
    case .shift(let shift): (member + shift) % memberCount
    case .exclusiveOr(let mask): member ^ mask
    case .single(let sender, let receiver): member == sender ? receiver : nil
    case .table(let targets): targets[member] < 0 ? nil : Int(targets[member])
    }
  }

  package func senderCount(of memberCount: Int) -> Int {
    switch self {
    case .shift, .exclusiveOr: memberCount
    case .single: 1
    case .table(let targets): targets.count { $0 >= 0 }
    }
  }
}
