// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// From which rank to which messages go, and by which lists, as both ends state it.
struct MessageChannels {
  /// A rank that sends and one that receives.
  struct Pair: Hashable, Comparable {
    var source: Int32
    var destination: Int32

    static func < (a: Pair, b: Pair) -> Bool {
      (a.source, a.destination) < (b.source, b.destination)
    }
  }

  private let program: Program
  private let lists: [MessageLists]
  private var sends = ChannelTable()
  private var receives = ChannelTable()

  /// - Throws: `ProgramError` for a peer that is not there, or is the rank itself.
  init(_ program: Program, _ lists: [MessageLists]) throws(ProgramError) {
    self.program = program
    self.lists = lists
    let used = Set(lists.flatMap { $0.ends.map(\.family) })
    // By family; empty where no message goes along it.
    let places = program.families.indices.map { family in
      used.contains(Int32(family)) ? program.families[family].placeInGroup : []
    }
    for rank in 0..<program.rankCount {
      let its = lists[Int(program.graphOfRank[rank])]
      for list in its.ends.indices {
        let channel = ChannelTable.Channel(
          peer: try peer(of: list, at: rank, places), list: Int32(list))
        if its.ends[list].kind == .send {
          sends.append(channel)
        } else {
          receives.append(channel)
        }
      }
      sends.closeRow()
      receives.closeRow()
    }
  }

  /// The rank at the other end of a list's messages.
  private func peer(
    of list: Int, at rank: Int, _ places: [[Int32]]
  ) throws(ProgramError) -> Int32 {
    let row = Int(program.graphOfRank[rank])
    let end = lists[row].ends[list]
    var peer = end.peer
    if end.family >= 0 {
      let group = program.families[Int(end.family)].groupOfRank[rank]
      guard group >= 0 else {
        throw ProgramError(
          rank: rank,
          "\(what(row, list)) goes along \(program.families[Int(end.family)].name), of which the "
            + "rank is no member")
      }
      let size = program.families[Int(end.family)].groups[Int(group)].count
      let target = (Int(places[Int(end.family)][rank]) + Int(peer)) % size
      peer =
        program.families[Int(end.family)].groups[Int(group)][target < 0 ? target + size : target]
    }
    guard (0..<program.rankCount).contains(Int(peer)) else {
      throw ProgramError(
        rank: rank,
        "\(what(row, list)) names rank \(peer); the program has ranks 0 to "
          + "\(program.rankCount - 1)")
    }
    guard Int(peer) != rank else {
      throw ProgramError(rank: rank, "\(what(row, list)) names its own rank")
    }
    return peer
  }

  /// `send "activations"`, after the first message of a list.
  private func what(_ row: Int, _ list: Int) -> String {
    let first = lists[row].operations[list].min() ?? 0
    let noun = lists[row].ends[list].kind == .send ? "send" : "receive"
    return "\(noun) \(program.quotedName(row, Int(first)))"
  }

  /// The first pair of ranks, in the order of sources and then of destinations, of which one end
  /// states other messages than the other.
  func firstMismatch() -> Pair? {
    var first: Pair?
    var agreed = AgreedLists(lists)
    search: for source in 0..<Int32(program.rankCount) {
      for channels in sends.rows(of: source) {
        let pair = Pair(source: source, destination: sends.channels[channels.lowerBound].peer)
        if isMatched(pair, channels, &agreed) { continue }
        first = pair
        break search
      }
    }
    // Receives that wait for a rank which sends nothing.
    for destination in 0..<Int32(program.rankCount) {
      for channels in receives.rows(of: destination) {
        let pair = Pair(
          source: receives.channels[channels.lowerBound].peer, destination: destination)
        if let known = first, known < pair { continue }
        if sends.channels(of: pair.source, with: destination).isEmpty { first = pair }
      }
    }
    return first
  }

  private func isMatched(_ pair: Pair, _ sending: Range<Int>, _ agreed: inout AgreedLists) -> Bool {
    let receiving = receives.channels(of: pair.destination, with: pair.source)
    guard sending.count == 1, receiving.count == 1 else {
      let ends = (messages(pair, .send), messages(pair, .receive))
      return ends.0.elementsEqual(ends.1) { $0.tag == $1.tag && $0.bytes == $1.bytes }
    }
    return agreed.agree(
      program,
      program.graphOfRank[Int(pair.source)], sends.channels[sending.lowerBound].list,
      program.graphOfRank[Int(pair.destination)], receives.channels[receiving.lowerBound].list)
  }

  /// The messages of a pair as one end states them, by tag and then in the order of its graph.
  func messages(_ pair: Pair, _ kind: OperationKind) -> [Message] {
    let rank = kind == .send ? pair.source : pair.destination
    let peer = kind == .send ? pair.destination : pair.source
    let table = kind == .send ? sends : receives
    let row = Int(program.graphOfRank[Int(rank)])
    let graph = program.graphs[row]
    let indices = table.channels(of: rank, with: peer).flatMap {
      lists[row].operations[Int(table.channels[$0].list)]
    }
    return indices.map {
      Message(
        source: pair.source, destination: pair.destination, tag: graph.tag[Int($0)], index: $0,
        bytes: graph.bytes[Int($0)])
    }.sorted { ($0.tag, $0.index) < ($1.tag, $1.index) }
  }
}
