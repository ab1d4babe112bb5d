// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

extension Program {
  /// Checks that sends and receives pair up: the n-th send from a rank to another with a tag
  /// belongs to the n-th receive there, and has its size.
  ///
  /// Takes time in proportion to the channels between ranks, not to their messages: ranks with the
  /// same graph repeat the same few lists of messages, and each pair of lists is compared once.
  func checkMessages() throws(ProgramError) {
    let lists = graphs.map(MessageLists.init)
    guard lists.contains(where: { !$0.ends.isEmpty }) else { return }
    let channels = try MessageChannels(self, lists)
    guard let pair = channels.firstMismatch() else { return }
    try compare(channels.messages(pair, .send), channels.messages(pair, .receive))
    preconditionFailure("the messages of \(pair.source) and \(pair.destination) do match")
  }

  private func compare(_ sends: [Message], _ receives: [Message]) throws(ProgramError) {
    var row = 0
    for send in sends {
      guard row < receives.count, receives[row].tag == send.tag else {
        if row < receives.count, receives[row].tag < send.tag { throw unmatched(receives[row]) }
        throw unmatched(send, isSend: true)
      }
      let receive = receives[row]
      guard receive.bytes == send.bytes else {
        throw ProgramError(
          rank: Int(send.source),
          "send \(name(of: send.index, at: send.source)) to rank \(send.destination) (tag "
            + "\(send.tag)) has \(Bytes(rawValue: send.bytes).exactDescription), but its receive "
            + "\(name(of: receive.index, at: receive.destination)) expects "
            + Bytes(rawValue: receive.bytes).exactDescription)
      }
      row += 1
    }
    if row < receives.count { throw unmatched(receives[row]) }
  }

  private func unmatched(_ message: Message, isSend: Bool = false) -> ProgramError {
    let tag = "(tag \(message.tag), \(Bytes(rawValue: message.bytes).exactDescription))"
    return isSend
      ? ProgramError(
        rank: Int(message.source),
        "send \(name(of: message.index, at: message.source)) to rank \(message.destination) \(tag) "
          + "has no receive there")
      : ProgramError(
        rank: Int(message.destination),
        "receive \(name(of: message.index, at: message.destination)) from rank \(message.source) "
          + "\(tag) has no send there")
  }

  private func name(of index: Int32, at rank: Int32) -> String {
    quotedName(Int(graphOfRank[Int(rank)]), Int(index))
  }
}

/// One end of a message between two ranks.
struct Message: Hashable {
  var source: Int32
  var destination: Int32
  var tag: Int32
  /// Of the operation in its rank's graph.
  var index: Int32
  var bytes: Double
}
