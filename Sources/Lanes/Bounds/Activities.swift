// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Symmetry
import Traffic

/// What each rank does side by side, and what of that may overlap.
struct Activities {
  /// Operations of a rank that follow each other, by row of the rehearsal.
  struct Sequence {
    var rank: Int32
    /// -1 for one operation that never queues.
    var stream: Int32
    var operations: [Int32]
  }

  /// Where an operation is, and what of the other sequences of its rank it may overlap: for each, places
  /// of its operations; nil where nobody looked.
  struct Place {
    var sequence: Int32
    var position: Int32
    var meets: [(sequence: Int32, range: Range<Int32>)]?
  }

  private(set) var sequences: [Sequence] = []
  /// By rank, its sequences.
  private(set) var ofRank: [Range<Int>] = []
  private(set) var places: [Place]
  private(set) var kind: [TaskKind]

  /// Edges that are looked at.
  private static let mostEffort = 400_000_000

  /// - Parameters:
  ///   - rehearsal: the play.
  ///   - anchors: of messages that nobody waits for.
  ///   - precedence: of its moments.
  ///   - spacing: what is taken to be apart; gets what each lane is asked for it.
  init(
    _ rehearsal: borrowing Rehearsal, _ anchors: Anchors, _ precedence: inout Precedence,
    _ spacing: inout Spacing
  ) {
    let count = rehearsal.endsAt.count
    places = [Place](
      repeating: Place(sequence: -1, position: 0, meets: []), count: count)
    kind = [TaskKind](repeating: .compute, count: count)
    let streams = rehearsal.graph.streamNames.count
    for rank in 0..<rehearsal.graph.rankCount {
      let first = sequences.count
      let start = rehearsal.operationStart[rank]
      for stream in 0..<streams {
        let served = rehearsal.order[rank * streams + stream]
        guard !served.isEmpty else { continue }
        append(
          Sequence(
            rank: Int32(rank), stream: Int32(stream), operations: served.map { Int32(start) + $0 }))
      }
      let graph = rehearsal.graph
      let task = Int(graph.tasks.graphStart[Int(graph.graphOfRank[rank])])
      for index in 0..<rehearsal.operationStart[rank + 1] - start {
        kind[start + index] = graph.tasks.kind[task + index]
        guard graph.tasks.stream[task + index] < 0 else { continue }
        let number = anchors.sequence[start + index]
        let its = number < 0 ? [Int32(start + index)] : anchors.sequences[Int(number)]
        // Those that follow each other once, with the first.
        guard its[0] == Int32(start + index) else { continue }
        append(Sequence(rank: Int32(rank), stream: -1, operations: its))
      }
      ofRank.append(first..<sequences.count)
    }
    findMeetings(rehearsal, anchors, &precedence, &spacing)
  }

  private mutating func append(_ sequence: Sequence) {
    for (position, operation) in sequence.operations.enumerated() {
      places[Int(operation)] = Place(
        sequence: Int32(sequences.count), position: Int32(position), meets: [])
    }
    sequences.append(sequence)
  }

  private mutating func findMeetings(
    _ rehearsal: borrowing Rehearsal, _ anchors: Anchors, _ precedence: inout Precedence,
    _ spacing: inout Spacing
  ) {
    let passes = ofRank.reduce(0) { $0 + ($1.count > 1 ? $1.count : 0) }
    guard passes * precedence.effort <= Self.mostEffort else {
      for its in ofRank where its.count > 1 {
        for sequence in its {
          for operation in sequences[sequence].operations { places[Int(operation)].meets = nil }
        }
      }
      return
    }
    for its in ofRank where its.count > 1 {
      let operations = its.flatMap { sequences[$0].operations }
      let starts = operations.map { rehearsal.startsAt[Int($0)] }
      var rowOf: [Int32: Int] = [:]
      for (row, operation) in operations.enumerated() { rowOf[operation] = row }
      let before = its.map { sequence in
        precedence.lastEnd(
          before: starts, of: sequences[sequence].operations.map { rehearsal.endsAt[Int($0)] })
      }
      for (row, operation) in operations.enumerated() {
        let place = places[Int(operation)]
        let own = before[Int(place.sequence) - its.lowerBound]
        var meets: [(sequence: Int32, range: Range<Int32>)] = []
        for other in its where other != Int(place.sequence) {
          let list = sequences[other].operations
          let low = Int(before[other - its.lowerBound][row]) + 1
          let first = (low..<list.count).partition {
            own[rowOf[list[$0]] ?? 0] >= place.position
          }
          guard low < first else { continue }
          let near = spacing.narrow(
            anchors.narrow(low..<first, operation) { list[$0] },
            chains: (place.sequence, Int32(other)), position: place.position,
            start: starts[row], end: rehearsal.endsAt[Int(operation)],
            starts: { rehearsal.startsAt[Int(list[$0])] }, ends: { rehearsal.endsAt[Int(list[$0])] }
          )
          if !near.isEmpty {
            meets.append((Int32(other), Int32(near.lowerBound)..<Int32(near.upperBound)))
          }
        }
        places[Int(operation)].meets = meets
      }
    }
  }

  /// Operations of one of some kinds that an operation may overlap; nil where nobody looked.
  func meetings(of operation: Int32, _ wanted: (TaskKind) -> Bool) -> [(
    sequence: Int32, operations: [Int32]
  )]? {
    guard let meets = places[Int(operation)].meets else { return nil }
    var found: [(sequence: Int32, operations: [Int32])] = []
    for (sequence, range) in meets {
      let its = sequences[Int(sequence)].operations[Int(range.lowerBound)..<Int(range.upperBound)]
        .filter { wanted(kind[Int($0)]) }
      if !its.isEmpty { found.append((sequence, Array(its))) }
    }
    return found
  }
}

extension TaskKind {
  var isCommunication: Bool { self != .compute && self != .host }
}
