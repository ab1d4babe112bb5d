// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Quantities
import TestSupport
import Testing
import Traffic

@testable import Symmetry

struct EquitabilityCheckTests {
  private static let runsLong =
    ProcessInfo.processInfo.environment["HELIOGRAPH_LONG_TESTS"] != nil
  private static let seeds: Range<UInt64> = 0..<(runsLong ? 150 : 12)

  @Test(arguments: RandomFabric.allCases)
  func `no fault is found where there is none`(shape: RandomFabric) throws {
    var folded = 0
    for seed in Self.seeds {
      // A broken fabric may leave members without a way, which lowering says.
      guard let one = try? RandomCase(shape, seed: seed), let partition = one.partition else {
        continue
      }
      #expect(one.fault(of: partition) == nil, "\(one): its own partition")
      #expect(one.fault(of: one.discrete) == nil, "\(one): every rank its own class")
      var plain = PlainCheck(one, partition)
      #expect(try !plain.findsFault(), "\(one): the definition finds a fault in the partition")
      if partition.rankClassCount < one.graph.rankCount { folded += 1 }
    }
    #expect(folded * 8 >= Self.seeds.count, "\(folded) of \(Self.seeds.count) have classes")
  }

  /// A plant is judged by the definition: many are no faults, such as two alike ranks that a finer
  /// partition keeps apart.
  @Test(arguments: RandomFabric.allCases)
  func `every planted fault is found`(shape: RandomFabric) throws {
    var faults = 0
    for seed in Self.seeds {
      // A broken fabric may leave members without a way, which lowering says.
      guard let one = try? RandomCase(shape, seed: seed), let partition = one.partition else {
        continue
      }
      var random = SeededGenerator(seed: seed &+ 99)
      for _ in 0..<12 {
        let base = Int.random(in: 0..<4, using: &random) == 0 ? one.discrete : partition
        guard let plant = Plant(base, &random) else { continue }
        var plain = PlainCheck(one, plant.partition)
        guard try plain.findsFault() else { continue }
        faults += 1
        #expect(one.fault(of: plant.partition) != nil, "\(one): \(plant.what) is not found")
      }
    }
    #expect(faults >= 2 * Self.seeds.count, "only \(faults) plants are faults")
  }

  @Test func `members that send parts of another size are not of one class`() throws {
    var sketch = FabricSketch(accelerators: 4)
    let hub = sketch.node()
    for rank in 0..<4 { sketch.join(rank, hub, rate: 1, latency: 0) }
    // Member 0 sends twice as much to everyone; all else is alike.
    let one = try RandomCase(
      description: "a star of 4", cluster: sketch.cluster,
      program: TinyProgram.single(.allToAll, ranks: 4, bytes: .megabytes(1)),
      policy: CollectivePolicy(algorithms: [.allToAll: "direct"])
    ) { graph in
      try graph.withBlocks(of: .allToAll) { _ in
        (0..<16).map { $0 / 4 == 0 ? 0.5 : 0.25 }
      }
    }
    var together = one.discrete
    together.rankClass = [0, 0, 0, 0]
    together.rankClassCount = 1
    // Links up, which come first of each pair, and links down.
    together.bundleClass = (0..<8).map { one.fabric.firstLink[$0] % 2 }
    together.bundleClassCount = 2
    var plain = PlainCheck(one, together)
    #expect(try plain.findsFault())
    #expect(one.fault(of: together) != nil)
    #expect(one.fault(of: one.discrete) == nil)
  }
}

/// A partition with something wrong in it, mostly.
private struct Plant {
  var partition: Partition
  var what = ""

  /// - Returns: nil where there is nothing to join or swap.
  init?(_ base: Partition, _ random: inout SeededGenerator) {
    partition = base
    let isOfRanks = Bool.random(using: &random)
    var classes = isOfRanks ? base.rankClass : base.bundleClass
    let count = isOfRanks ? base.rankClassCount : base.bundleClassCount
    guard count > 1 else { return nil }
    let first = Int.random(in: 0..<classes.count, using: &random)
    let others = classes.indices.filter { classes[$0] != classes[first] }
    guard let second = others.randomElement(using: &random) else { return nil }
    let (a, b) = (classes[first], classes[second])
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      what = "joined classes \(a) and \(b)"
      classes = classes.map { $0 == b ? a : $0 }
    case 1:
      what = "moved \(second) from class \(b) to \(a)"
      classes[second] = a
    default:
      what = "swapped \(first) of class \(a) and \(second) of class \(b)"
      classes.swapAt(first, second)
    }
    what += isOfRanks ? " of ranks" : " of bundles"
    // Numbers without gaps, in the order of first members.
    var numbers: [Int32: Int32] = [:]
    for row in classes where numbers[row] == nil { numbers[row] = Int32(numbers.count) }
    classes = classes.map { numbers[$0] ?? -1 }
    if isOfRanks {
      partition.rankClass = classes
      partition.rankClassCount = numbers.count
    } else {
      partition.bundleClass = classes
      partition.bundleClassCount = numbers.count
    }
  }
}
