// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A collective algorithm as data: the rounds of messages that its members exchange.
///
/// Every member performs the same rounds. In a round it sends and receives every exchange of the
/// round at once; the next round begins when its own sends have left and everything that it
/// expects in this round has arrived. The buffer of `blockCount` equal blocks is what the
/// payloads name, so bytes and the movement of data have one source.
package struct Schedule: Sendable, Hashable {
  /// Members of the group, at least one.
  package var memberCount: Int
  /// Equal parts of the buffer that the collective's bytes describe.
  package var blockCount: Int
  package var rounds: [Round]

  package init(memberCount: Int, blockCount: Int, rounds: [Round]) {
    self.memberCount = memberCount
    self.blockCount = blockCount
    self.rounds = rounds
  }

  /// Rounds with their repetitions counted.
  package var stepCount: Int { rounds.reduce(0) { $0 + $1.repeats } }

  /// Messages that all members send together.
  package var messageCount: Int {
    rounds.reduce(0) { $0 + $1.repeats * $1.exchanges.count } * memberCount
  }

  /// Blocks that one member sends in all.
  package var blocksSentByMember: Int {
    rounds.reduce(0) { $0 + $1.repeats * $1.exchanges.reduce(0) { $0 + $1.payload.count } }
  }
}

/// Exchanges that happen together, `repeats` times in a row.
package struct Round: Sendable, Hashable {
  package var repeats: Int
  package var exchanges: [Exchange]

  package init(repeats: Int, exchanges: [Exchange]) {
    self.repeats = repeats
    self.exchanges = exchanges
  }
}

/// One message that every member sends, and the one that it so receives.
package struct Exchange: Sendable, Hashable {
  /// Member `m` sends to `(m + shift) mod p` and receives from `(m - shift) mod p`;
  /// 1 to p - 1, so nobody sends to itself.
  package var shift: Int
  package var payload: Payload
  /// Whether the receiver adds what arrives to what it holds, or takes it as it is.
  package var combines: Bool

  package init(shift: Int, payload: Payload, combines: Bool) {
    self.shift = shift
    self.payload = payload
    self.combines = combines
  }
}

/// Which blocks a message carries.
package enum Payload: Sendable, Hashable {
  /// One block: `(member + offset + stride * repetition) mod blockCount`.
  case rotating(offset: Int, stride: Int)
  /// The block that the sender holds for the receiver alone.
  case personal

  /// Blocks in the message.
  package var count: Int { 1 }

  /// The number of the block that `member` sends.
  ///
  /// - Parameters:
  ///   - member: the sender's place in the group.
  ///   - receiver: the receiver's place in the group.
  ///   - repetition: which repetition of the round, from 0.
  ///   - blockCount: blocks of the buffer.
  package func block(member: Int, receiver: Int, repetition: Int, blockCount: Int) -> Int {
    switch self {
    case .rotating(let offset, let stride):
      let index = (member + offset + stride * repetition) % blockCount
      return index < 0 ? index + blockCount : index
    case .personal:
      return receiver
    }
  }
}
