// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

extension Program {
  /// Gives a duration to every compute that states only its work: the longer of the time that
  /// the arithmetic takes at the accelerator's peak and that its traffic takes at the memory's
  /// bandwidth (the roofline of Williams, Waterman and Patterson, 2009).
  ///
  /// Durations that are already known stay as they are.
  ///
  /// - Parameters:
  ///   - peak: what the accelerator computes at best; nil where unknown.
  ///   - memoryBandwidth: what its memory reads and writes together; nil where unknown.
  /// - Throws: `ProgramError` that names an operation which needs a figure that is missing.
  package mutating func resolveCompute(
    peak: OperationsPerSecond?, memoryBandwidth: BitsPerSecond?
  ) throws(ProgramError) {
    for row in graphs.indices { try resolve(row, peak, memoryBandwidth) }
  }

  /// The same where ranks run on accelerators of several kinds: ranks that share a graph and not a
  /// kind have a copy each, where the graph has something to time.
  ///
  /// - Parameters:
  ///   - kinds: peak and memory bandwidth of each; nil where unknown.
  ///   - kindOfRank: a row of `kinds` for every rank.
  /// - Throws: `ProgramError` that names an operation which needs a figure that is missing.
  package mutating func resolveCompute(
    kinds: [(peak: OperationsPerSecond?, memoryBandwidth: BitsPerSecond?)], kindOfRank: [Int32]
  ) throws(ProgramError) {
    let untimed = graphs.map { graph in
      (0..<graph.count).contains { graph.duration[$0].isNaN }
    }
    let given = graphs
    var rows: [[Int32]: Int32] = [:]
    for rank in graphOfRank.indices where untimed[Int(graphOfRank[rank])] {
      let key = [graphOfRank[rank], kindOfRank[rank]]
      if let row = rows[key] {
        graphOfRank[rank] = row
        continue
      }
      // The first kind of a graph keeps its row.
      var row = Int(graphOfRank[rank])
      if rows.keys.contains(where: { $0[0] == key[0] }) {
        row = graphs.count
        graphs.append(given[Int(key[0])])
      }
      rows[key] = Int32(row)
      graphOfRank[rank] = Int32(row)
      let kind = kinds[Int(key[1])]
      try resolve(row, kind.peak, kind.memoryBandwidth)
    }
  }

  private mutating func resolve(
    _ row: Int, _ peak: OperationsPerSecond?, _ memoryBandwidth: BitsPerSecond?
  ) throws(ProgramError) {
    for index in 0..<graphs[row].count where graphs[row].duration[index].isNaN {
      let work = Operations(rawValue: graphs[row].work[index])
      let memory = Bytes(rawValue: graphs[row].memory[index])
      var duration = Seconds.zero
      if work > .zero {
        guard let peak, peak > .zero else { throw missing("peak rate of arithmetic", row, index) }
        duration = work / peak
      }
      if memory > .zero {
        guard let memoryBandwidth, memoryBandwidth > .zero else {
          throw missing("memory bandwidth", row, index)
        }
        duration = max(duration, memory / memoryBandwidth)
      }
      guard work > .zero || memory > .zero else {
        throw ProgramError(
          rank: graphOfRank.firstIndex(of: Int32(row)),
          "compute \(quotedName(row, index)) has neither a duration, nor work, nor memory traffic"
        )
      }
      graphs[row].duration[index] = duration.rawValue
    }
  }

  private func missing(_ figure: String, _ row: Int, _ index: Int) -> ProgramError {
    ProgramError(
      rank: graphOfRank.firstIndex(of: Int32(row)),
      "compute \(quotedName(row, index)) states work but no duration, and the accelerator has no "
        + figure)
  }

  /// The name of an operation, in quotes, for messages.
  func quotedName(_ graph: Int, _ index: Int) -> String {
    "\"\(names[Int(graphs[graph].name[index])])\""
  }
}
