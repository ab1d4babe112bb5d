// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Messages that nothing on their rank waits for, measured by the work that a stream does meanwhile.
///
/// A send that begins when an operation of a stream ends is over before that stream has done as much
/// work as the send takes at most. Nobody waits for it, so that nothing else says so; each lane is
/// asked whether it is true there.
struct Anchors {
  /// A place on a stream of a rank.
  struct Place {
    var slot: Int32
    var position: Int32
  }

  /// By operation: the place whose end it follows, or follows last; nil where that is no stream's.
  private var places: [Place?]
  /// By operation: its own place; nil of what has no stream.
  private let own: [Place?]
  /// By operation: sends without a stream that are over when a later place of their stream ends.
  private(set) var over: [Int32]
  /// Sends of a rank that follow each other in this way, by operation; -1 for others.
  private(set) var sequence: [Int32]
  private(set) var sequences: [[Int32]] = []
  /// What has to hold: a send takes no longer than the work of a form.
  private(set) var claims: [Claim] = []

  struct Claim {
    var operation: Int32
    var work: Int32
  }

  static let never = Int32.max
  /// How many times as long as a send alone takes the work does: what it meets holds it up.
  private static let distance = 4.0
  /// Operations of a stream that are looked at for one send.
  private static let mostSteps = 64

  init(_ rehearsal: inout Rehearsal, isEager: Bool) {
    let count = rehearsal.endsAt.count
    let streams = rehearsal.graph.streamNames.count
    var placeOf = [Place?](repeating: nil, count: count)
    for (slot, served) in rehearsal.order.enumerated() {
      let start = rehearsal.operationStart[slot / streams]
      for (position, index) in served.enumerated() {
        placeOf[start + Int(index)] = Place(slot: Int32(slot), position: Int32(position))
      }
    }
    own = placeOf
    places = [Place?](repeating: nil, count: count)
    over = [Int32](repeating: Self.never, count: count)
    sequence = [Int32](repeating: -1, count: count)
    for rank in 0..<rehearsal.graph.rankCount {
      var sends: [Int32] = []
      let task = Int(
        rehearsal.graph.tasks.graphStart[Int(rehearsal.graph.graphOfRank[rank])])
      let start = rehearsal.operationStart[rank]
      for row in start..<rehearsal.operationStart[rank + 1] {
        let inputs = rehearsal.inputs(of: row)
        places[row] = inputs.compactMap { placeOf[Int($0)] }.max { $0.position < $1.position }
        guard isEager, inputs.count == 1, places[row] != nil,
          rehearsal.graph.tasks.kind[task + row - start] == .send,
          rehearsal.graph.tasks.stream[task + row - start] < 0
        else { continue }
        sends.append(Int32(row))
      }
      sends.sort { rehearsal.startsAt[Int($0)] < rehearsal.startsAt[Int($1)] }
      for row in sends { measure(row, &rehearsal) }
      join(sends)
    }
  }

  /// Finds the place by whose end a send is over.
  private mutating func measure(_ row: Int32, _ rehearsal: inout Rehearsal) {
    guard let place = places[Int(row)] else { return }
    let streams = rehearsal.graph.streamNames.count
    let start = rehearsal.operationStart[Int(place.slot) / streams]
    let served = rehearsal.order[Int(place.slot)]
    let alone =
      rehearsal.moments.base[Int(rehearsal.endsAt[Int(row)])]
      - rehearsal.moments.base[Int(rehearsal.startsAt[Int(row)])]
    var work: Int32 = 0
    let end = min(served.count, Int(place.position) + 1 + Self.mostSteps)
    for position in Int(place.position) + 1..<max(end, Int(place.position) + 1) {
      let form = rehearsal.workForm[start + Int(served[position])]
      if form > 0 { work = rehearsal.forms.sum(work, form) }
      guard rehearsal.forms.base[Int(work)] >= alone * Self.distance else { continue }
      over[Int(row)] = Int32(position)
      claims.append(Claim(operation: row, work: work))
      return
    }
  }

  /// Puts sends that follow each other into as few sequences as come of taking the first that fits.
  private mutating func join(_ sends: [Int32]) {
    var open: [(sequence: Int, slot: Int32, over: Int32)] = []
    for row in sends {
      guard let place = places[Int(row)], over[Int(row)] != Self.never else { continue }
      let fits = open.firstIndex { $0.slot == place.slot && $0.over <= place.position }
      let number = fits.map { open[$0].sequence } ?? sequences.count
      let entry = (number, place.slot, over[Int(row)])
      if let fits {
        open[fits] = entry
        sequences[number].append(row)
      } else {
        open.append(entry)
        sequences.append([row])
      }
      sequence[Int(row)] = Int32(number)
    }
  }

  /// Whether a send is over, by the work of its stream, before something else begins.
  func isOver(_ send: Int32, before other: Int32) -> Bool {
    let end = over[Int(send)]
    guard end != Self.never, let stream = places[Int(send)] else { return false }
    if let its = own[Int(other)], its.slot == stream.slot { return its.position > end }
    guard let its = places[Int(other)] else { return false }
    return its.slot == stream.slot && its.position >= end
  }

  /// Of what an operation may meet in a sequence, what is not over before it or begins behind it.
  ///
  /// - Parameters:
  ///   - range: places of the other sequence.
  ///   - operation: what may meet.
  ///   - other: the operation at each place.
  /// - Returns: a part of the range.
  func narrow(_ range: Range<Int>, _ operation: Int32, _ other: (Int) -> Int32) -> Range<Int> {
    guard !claims.isEmpty, !range.isEmpty else { return range }
    // What holds for one place holds for those before it, or behind it: they follow each other.
    var low = range.partition { !isOver(other($0), before: operation) }
    if low > range.lowerBound, !isOver(other(low - 1), before: operation) { low = range.lowerBound }
    var high = (low..<range.upperBound).partition { isOver(operation, before: other($0)) }
    if high < range.upperBound, !isOver(operation, before: other(high)) { high = range.upperBound }
    return low..<high
  }

  /// Puts the batches of sends that follow each other into chains of their own.
  func chain(_ rehearsal: inout Rehearsal) {
    for number in rehearsal.batches.indices {
      let operation = Int(rehearsal.batches[number].operation)
      guard sequence[operation] >= 0, let place = places[operation] else { continue }
      let streams = Int32(rehearsal.graph.streamNames.count)
      let key = ChainKey(
        rank: place.slot / streams, stream: -1 - sequence[operation], slot: 0)
      let chain = rehearsal.chains[key] ?? Int32(rehearsal.chains.count)
      rehearsal.chains[key] = chain
      rehearsal.batches[number].chain = chain
    }
  }

  /// What has to hold as pairs of forms, each once: what a send takes at most, and the work meanwhile.
  ///
  /// - Parameter rehearsal: with the bounds of its flows.
  /// - Returns: in an order that is always the same.
  func pairs(_ rehearsal: borrowing Rehearsal) -> [(send: Int32, work: Int32)] {
    var workOfSend: [Int32: Int32] = [:]
    for claim in claims { workOfSend[claim.operation] = claim.work }
    var found: Set<UInt64> = []
    for batch in rehearsal.batches {
      guard let work = workOfSend[batch.operation] else { continue }
      for flow in batch.flows {
        let send = rehearsal.moments.upper[Int(flow.edge)]
        found.insert(UInt64(UInt32(bitPattern: send)) << 32 | UInt64(UInt32(bitPattern: work)))
      }
    }
    return found.sorted().map {
      (Int32(truncatingIfNeeded: $0 >> 32), Int32(truncatingIfNeeded: $0))
    }
  }
}
