// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

extension Program {
  /// Checks that sends and receives pair up: the n-th send from a rank to another with a tag
  /// belongs to the n-th receive there, and has its size.
  func checkMessages() throws(ProgramError) {
    var sends: [Message] = []
    var receives: [Message] = []
    let messages = graphs.map { graph in
      graph.kind.indices.filter { graph.kind[$0] == .send || graph.kind[$0] == .receive }
    }
    let places = families.map { $0.placeInGroup }
    for rank in 0..<rankCount {
      let row = Int(graphOfRank[rank])
      let graph = graphs[row]
      for index in messages[row] {
        let peer = try self.peer(of: index, in: row, at: rank, places)
        let isSend = graph.kind[index] == .send
        let message = Message(
          source: isSend ? Int32(rank) : peer, destination: isSend ? peer : Int32(rank),
          tag: graph.tag[index], index: Int32(index), bytes: graph.bytes[index])
        if isSend { sends.append(message) } else { receives.append(message) }
      }
    }
    sends.sort()
    receives.sort()
    try pair(sends, receives)
  }

  /// The rank at the other end of a send or receive.
  ///
  /// - Throws: `ProgramError` for a peer that is not there, or is the rank itself.
  private func peer(
    of index: Int, in row: Int, at rank: Int, _ places: [[Int32]]
  ) throws(ProgramError) -> Int32 {
    let graph = graphs[row]
    var peer = graph.peer[index]
    if graph.family[index] >= 0 {
      let family = families[Int(graph.family[index])]
      let group = family.groupOfRank[rank]
      guard group >= 0 else {
        throw ProgramError(
          rank: rank,
          "\(graph.kind[index].noun) \(quotedName(row, index)) goes along \(family.name), of which "
            + "the rank is no member")
      }
      let members = family.groups[Int(group)]
      let place = places[Int(graph.family[index])][rank]
      let target = (Int(place) + Int(peer)) % members.count
      peer = members[target < 0 ? target + members.count : target]
    }
    guard (0..<rankCount).contains(Int(peer)) else {
      throw ProgramError(
        rank: rank,
        "\(graph.kind[index].noun) \(quotedName(row, index)) names rank \(peer); the program has "
          + "ranks 0 to \(rankCount - 1)")
    }
    guard Int(peer) != rank else {
      throw ProgramError(
        rank: rank, "\(graph.kind[index].noun) \(quotedName(row, index)) names its own rank")
    }
    return peer
  }

  private func pair(_ sends: [Message], _ receives: [Message]) throws(ProgramError) {
    var row = 0
    for send in sends {
      guard row < receives.count, receives[row].hasEnds(of: send) else {
        if row < receives.count, receives[row].isBefore(send) { throw unmatched(receives[row]) }
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

extension OperationKind {
  fileprivate var noun: String { self == .send ? "send" : "receive" }
}

/// One end of a message, ordered by its two ranks and tag and then by its place in the graph.
private struct Message: Comparable {
  var source: Int32
  var destination: Int32
  var tag: Int32
  var index: Int32
  var bytes: Double

  func hasEnds(of other: Message) -> Bool {
    (source, destination, tag) == (other.source, other.destination, other.tag)
  }

  func isBefore(_ other: Message) -> Bool {
    (source, destination, tag) < (other.source, other.destination, other.tag)
  }

  static func < (a: Message, b: Message) -> Bool {
    (a.source, a.destination, a.tag, a.index) < (b.source, b.destination, b.tag, b.index)
  }
}
