// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import TestSupport
import Workloads

/// Programs of random shape with streams, work beside communication, and stages that hand on.
struct StreamedProgram {
  private var tiny: TinyProgram
  private var random: SeededGenerator
  private var last: [Int: Int] = [:]
  private var tag: Int32 = 0
  private var slowdown = 1.0

  /// - Parameters:
  ///   - rankCount: ranks.
  ///   - random: decides everything.
  init(rankCount: Int, _ random: inout SeededGenerator) {
    self.random = SeededGenerator(seed: random.next())
    tiny = TinyProgram(rankCount: rankCount, streams: ["main", "side", "wire", Program.hostStream])
    tiny.families = (0..<Int.random(in: 1...2, using: &self.random)).map { number in
      CommunicatorFamily(
        name: "family\(number)", groups: RandomProgram.groups(rankCount, &self.random),
        rankCount: rankCount)
    }
    if Int.random(in: 0..<2, using: &self.random) == 0 { slowdown = 1.19 }
    for _ in 0..<Int.random(in: 2...14, using: &self.random) { addOperation() }
  }

  var program: Program {
    var program = tiny.program
    for graph in program.graphs.indices { program.graphs[graph].overlapSlowdown = slowdown }
    return program
  }

  private mutating func after(_ family: Int?) -> [Int] {
    let count = tiny.graphs[0].count
    var after = (0..<count).filter { count - $0 < 4 && Int.random(in: 0..<3, using: &random) == 0 }
    if let family, let before = last[family], !after.contains(before) { after.append(before) }
    return after
  }

  private mutating func addOperation() {
    switch Int.random(in: 0..<5, using: &random) {
    case 0, 1:
      tiny.add(
        .compute,
        stream: [0, 0, 0, 1, 3].randomElement(using: &random) ?? 0, after: after(nil),
        duration: .nanoseconds(Double(Int.random(in: 1...90_000, using: &random)) * 1.000_37))
    case 2: addMessages()
    default:
      let family = Int.random(in: 0..<tiny.families.count, using: &random)
      last[family] = tiny.add(
        .collective, stream: [0, 2, 2].randomElement(using: &random) ?? 0, after: after(family),
        bytes: .bytes(Double(Int.random(in: 1...3_000_000, using: &random))),
        collective: [.allReduce, .allGather, .reduceScatter, .allToAll].randomElement(
          using: &random) ?? .allReduce, family: Int32(family))
    }
  }

  private mutating func addMessages() {
    let family = Int.random(in: 0..<tiny.families.count, using: &random)
    guard tiny.families[family].groups.allSatisfy({ $0.count > 1 }) else { return }
    let shared = after(nil)
    let distance = Int32(Int.random(in: 1...2, using: &random))
    let size = Double(Int.random(in: 1...2_000_000, using: &random))
    tag += 1
    for kind in [OperationKind.send, .receive] {
      let row = tiny.add(
        kind, stream: kind == .send ? 2 : -1, after: shared, bytes: .bytes(size),
        peer: kind == .send ? distance : -distance, tag: tag)
      tiny.graphs[0][row].operation.family = Int32(family)
    }
  }
}
