// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Kernels
import Measuring

/// Nodes that wait for two others each, as those of a pipeline do: one nearby and one further back.
struct JoinTape {
  let nodeCount: Int
  private let start: [Int32]
  private let source: [Int32]
  private let delay: [Int32]
  private static let delayCount = 64

  init(nodes: Int) {
    nodeCount = nodes
    var random = Shuffle(seed: 5)
    var start: [Int32] = [0, 0]
    var source: [Int32] = []
    var delay: [Int32] = []
    for node in 1..<nodes {
      source.append(Int32(node - 1 - Int.random(in: 0..<min(node, 4), using: &random)))
      source.append(Int32(Int.random(in: max(0, node - 600)..<node, using: &random)))
      for _ in 0..<2 { delay.append(Int32.random(in: 0..<Int32(Self.delayCount), using: &random)) }
      start.append(Int32(source.count))
    }
    self.start = start
    self.source = source
    self.delay = delay
  }

  /// Bytes that a node of one lane is read and written with: two times, two delays and its own, and its
  /// part of three whole numbers of each edge that eight lanes share.
  var bytesOfNode: Double { 5 * 8 + Double(3 * 2 * 4) / Double(laneCount) }

  /// Of these what memory sees where nothing but the nodes just passed is in a cache: its own time, read
  /// and written, and the edges.
  var bytesOfNewNode: Double { 2 * 8 + Double(3 * 2 * 4) / Double(laneCount) }

  /// - Returns: the last node's time in the first lane, so that nothing is left out.
  func inLanes(rounds: Int) -> Double {
    let delays = (0..<Self.delayCount * laneCount).map { Double($0 % 97) * 1e-6 }
    var times = [Double](repeating: 0, count: nodeCount * laneCount)
    let edges = LaneEdges(start: start, source: source, delay: delay)
    for _ in 0..<rounds {
      joinLanes(into: &times, delays: delays, edges, from: 1, to: nodeCount)
    }
    return times[(nodeCount - 1) * laneCount]
  }

  /// The same for one scenario and nothing beside it.
  func alone(rounds: Int) -> Double {
    let delays = (0..<Self.delayCount).map { Double($0 * laneCount % 97) * 1e-6 }
    var times = [Double](repeating: 0, count: nodeCount)
    times.withUnsafeMutableBufferPointer { times in
      for _ in 0..<rounds {
        for node in 1..<nodeCount {
          var latest = -Double.infinity
          for edge in Int(start[node])..<Int(start[node + 1]) {
            let time = times[Int(source[edge])] + delays[Int(delay[edge])]
            latest = time > latest ? time : latest
          }
          times[node] = latest
        }
      }
    }
    return times[nodeCount - 1]
  }
}
