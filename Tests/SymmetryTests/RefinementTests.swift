// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import TestSupport
import Testing
import Traffic

@testable import Symmetry

struct RefinementTests {
  /// Nothing is listed where every round looks at everything.
  @Test(arguments: RandomFabric.allCases)
  func `change by change the classes are those of rounds that look at everything`(
    shape: RandomFabric
  ) throws {
    var compared = 0
    for seed in 0..<UInt64(60) {
      // A broken fabric may leave members without a way, which lowering says.
      guard let one = try? RandomCase(shape, seed: seed),
        let plain = one.partition(roundsOfAll: .max)
      else { continue }
      let listed = one.partition(roundsOfAll: 1)
      #expect(listed?.rankClass == plain.rankClass, "\(one): ranks")
      #expect(listed?.bundleClass == plain.bundleClass, "\(one): bundles")
      #expect(listed?.rankClassCount == plain.rankClassCount, "\(one)")
      #expect(listed?.bundleClassCount == plain.bundleClassCount, "\(one)")
      compared += 1
    }
    #expect(compared > 0)
  }

  /// Rank k of a ring of p is k places behind the straggler and p - k ahead of it: no two are alike.
  /// It takes p / 2 rounds to tell, which would be 134 million looks if each were at everything.
  @Test func `one straggler in a ring of many sets all its ranks apart`() throws {
    let ranks = 16_384
    var program = TinyProgram.single(.allReduce, ranks: ranks, bytes: .megabytes(1))
    program.slowdownOfRank = (0..<ranks).map { $0 == 5 ? 1.4 : 1 }
    let one = try RandomCase(
      description: "a ring of many",
      cluster: .uniform(
        .packetSwitch, ranks: ranks, rate: .gigabytesPerSecond(1), latency: .zero),
      program: program, policy: CollectivePolicy(algorithms: [.allReduce: "ring"]))
    #expect(one.partition?.rankClass == (0..<Int32(ranks)).map { $0 })
    #expect(one.partition?.bundleClassCount == 2 * ranks)
  }
}

struct SplittingClassesTests {
  /// Elements 0 to 5 in one class, 6 and 7 in another.
  private func classes() -> SplittingClasses {
    SplittingClasses([0, 0, 0, 0, 0, 0, 1, 1], count: 2)
  }

  @Test func `marked members that met the same leave their class together`() {
    var classes = classes()
    for element: Int32 in [4, 1] { classes.mark(element) }
    #expect(classes.split(by: [7, 9, 7, 7, 9, 7, 7, 7]) == 2..<3)
    #expect(classes.classOf == [0, 2, 0, 0, 2, 0, 1, 1])
    #expect(classes.members(of: 2).sorted() == [1, 4])
    #expect(classes.members(of: 0).sorted() == [0, 2, 3, 5])
  }

  /// 1 and 4 met one thing, 0, 2 and 3 another, 5 neither: the three stay class 0.
  @Test func `the largest part keeps the number of its class`() {
    var classes = classes()
    for element: Int32 in 0..<5 { classes.mark(element) }
    #expect(classes.split(by: [8, 9, 8, 8, 9, 7, 7, 7]) == 2..<4)
    #expect(classes.classOf == [0, 3, 0, 0, 3, 2, 1, 1])
    // Marks are forgotten, and members are where their class says.
    #expect(classes.split(by: [8, 9, 8, 8, 9, 7, 7, 7]).isEmpty)
    for row in 0..<classes.count {
      #expect(classes.members(of: row).allSatisfy { classes.classOf[Int($0)] == Int32(row) })
    }
  }

  @Test func `a class of which all met the same new thing stays whole`() {
    var classes = classes()
    for element: Int32 in 6...7 { classes.mark(element) }
    #expect(classes.split(by: [7, 7, 7, 7, 7, 7, 5, 5]).isEmpty)
    #expect(classes.classOf == [0, 0, 0, 0, 0, 0, 1, 1])
  }
}
