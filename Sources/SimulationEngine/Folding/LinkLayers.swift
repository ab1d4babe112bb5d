// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Symmetry

/// What is under way on links whose class splits within the run.
///
/// Flows of ranks before the cut load a class, those behind it the finer classes that it splits into.
/// As long as the two never meet, each is exact; where they would, the partition does not hold.
struct LinkLayers: ~Copyable {
  /// Of a class behind the cut, the class that it is a part of; -1 where it is whole.
  private let whole: Column<Int32>
  // One entry per class: flows on it, and on its parts.
  private let flows: Column<Int32>
  private let flowsOnParts: Column<Int32>

  init(_ folded: FoldedGraph?) {
    whole = Column(folded?.wholeOfLink ?? [])
    flows = Column(repeating: 0, count: whole.count)
    flowsOnParts = Column(repeating: 0, count: whole.count)
  }

  var isNeeded: Bool { whole.count > 0 }

  mutating func add(_ change: Int32, to link: Int32) {
    flows[link] += change
    if whole[link] >= 0 { flowsOnParts[whole[link]] += change }
  }

  /// Whether a class and its parts carry flows at once.
  func isBroken(at link: Int32) -> Bool {
    whole[link] >= 0
      ? flows[link] > 0 && flows[whole[link]] > 0
      : flows[link] > 0 && flowsOnParts[link] > 0
  }
}

/// Flows before and behind a cut met on a link, so that the classes of the run do not hold.
struct BrokenSymmetry: Error {}

extension EventLoop {
  /// Flows that begin now come to their links.
  mutating func enterLayers() throws {
    for index in 0..<network.begun.count { move(network.begun[index], by: 1) }
    for index in 0..<network.begun.count {
      let span = network.flows[network.begun[index]].span
      for hop in Int(span.first)..<Int(span.first) + span.count
      where layers.isBroken(at: network.hops.link[hop]) {
        throw BrokenSymmetry()
      }
    }
  }

  /// Flows that ended leave their links.
  mutating func leaveLayers() {
    for index in 0..<drained.count { move(drained[index], by: -1) }
  }

  private mutating func move(_ flow: Int32, by change: Int32) {
    let span = network.flows[flow].span
    for hop in Int(span.first)..<Int(span.first) + span.count {
      layers.add(change, to: network.hops.link[hop])
    }
  }
}
