// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import TestSupport
import Testing
import Traffic
import Workloads

@testable import SimulationEngine

/// Steps as training has them: stages that hand on to each other, tensor groups that exchange within a
/// stage, data groups that exchange at the end.
struct PipelineFoldingTests {
  @Test(arguments: RandomFabric.allCases)
  func `a pipeline of stages is the same folded and not`(fabric: RandomFabric) throws {
    var count = FoldingCount()
    for seed in 0..<UInt64(RandomFoldingTests.runsLong ? 100 : 6) {
      guard let one = try FoldingCase(pipelineOn: fabric, seed: seed) else { continue }
      let report = try one.report()
      #expect(report.differences.isEmpty, "\(one): \(report.differences.joined(separator: "\n"))")
      count.add(report)
    }
    #expect(count.folded >= 1, "\(count)")
  }
}

/// How many ranks stand side by side in each way.
private struct Grid {
  var tensor: Int
  var data: Int
  var stages: Int
  /// Which of the three counts fastest, and which slowest.
  var order: [Int]

  var count: Int { tensor * data * stages }

  func rank(_ place: [Int]) -> Int32 {
    let sizes = [tensor, data, stages]
    var rank = 0
    for axis in order.reversed() { rank = rank * sizes[axis] + place[axis] }
    return Int32(rank)
  }

  /// Groups along an axis: all ranks whose other coordinates are the same.
  func groups(along axis: Int) -> [[Int32]] {
    let sizes = [tensor, data, stages]
    let others = [0, 1, 2].filter { $0 != axis }
    return (0..<sizes[others[0]] * sizes[others[1]]).map { number in
      (0..<sizes[axis]).map { along in
        var place = [0, 0, 0]
        place[axis] = along
        place[others[0]] = number % sizes[others[0]]
        place[others[1]] = number / sizes[others[0]]
        return rank(place)
      }
    }
  }
}

extension FoldingCase {
  /// Draws a pipelined step for all accelerators of a fabric; nil where there are too few.
  ///
  /// - Parameters:
  ///   - fabric: its shape.
  ///   - seed: decides the rest.
  /// - Throws: `ClusterError`, which what is drawn should never meet.
  fileprivate init?(pipelineOn fabric: RandomFabric, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &* 53 &+ 11)
    let cluster = try fabric.cluster(&random, breaks: false)
    let count = cluster.accelerators.count
    let stages = [2, 3, 4].filter { count.isMultiple(of: $0) }.randomElement(using: &random)
    guard let stages else { return nil }
    let rest = count / stages
    let tensor = (1...rest).filter { rest.isMultiple(of: $0) }.randomElement(using: &random) ?? 1
    let grid = Grid(
      tensor: tensor, data: rest / tensor, stages: stages,
      order: [0, 1, 2].shuffled(using: &random))
    self.init(
      description: "FoldingCase(pipelineOn: .\(fabric), seed: \(seed)), \(grid)",
      cluster: cluster, program: Self.pipeline(grid, &random))
    policy.chunks = Int.random(in: 1...2, using: &random)
  }

  private static func pipeline(_ grid: Grid, _ random: inout SeededGenerator) -> Program {
    var tiny = TinyProgram(rankCount: grid.count, streams: ["main"])
    tiny.families = ["tensor", "data", "stages"].enumerated().map { axis, name in
      CommunicatorFamily(name: name, groups: grid.groups(along: axis), rankCount: grid.count)
    }
    tiny.graphs = Array(repeating: [], count: grid.stages)
    for stage in 0..<grid.stages {
      for tensor in 0..<grid.tensor {
        for data in 0..<grid.data {
          tiny.graphOfRank[Int(grid.rank([tensor, data, stage]))] = Int32(stage)
        }
      }
    }
    let batches = Int.random(in: 1...3, using: &random)
    let sizes = (0..<3).map { _ in Double(Int.random(in: 1...900_000, using: &random)) }
    let work = Double(Int.random(in: 5...60, using: &random)) * 1.013
    for stage in 0..<grid.stages {
      var last: Int?
      // Forth through the stages, and back.
      for batch in 0..<2 * batches {
        let isBack = batch >= batches
        let next: Int32 = isBack ? -1 : 1
        let isFirst = stage == (isBack ? grid.stages - 1 : 0)
        let isLast = stage == (isBack ? 0 : grid.stages - 1)
        func message(_ kind: OperationKind, _ distance: Int32, after: [Int]) -> Int {
          let row = tiny.add(
            kind, to: stage, stream: -1, after: after, bytes: .bytes(sizes[0]), peer: distance,
            tag: isBack ? 1 : 0)
          tiny.graphs[stage][row].operation.family = 2
          return row
        }
        var before = last.map { [$0] } ?? []
        if !isFirst { before.append(message(.receive, -next, after: before)) }
        let compute = tiny.add(
          .compute, to: stage, stream: 0, after: before,
          duration: .microseconds(work * (stage == 0 ? 1.4 : 1)))
        let reduced = tiny.add(
          .collective, to: stage, stream: -1, after: [compute], bytes: .bytes(sizes[1]),
          collective: .allReduce, family: 0)
        if !isLast { _ = message(.send, next, after: [reduced]) }
        last = reduced
      }
      tiny.add(
        .collective, to: stage, stream: -1, after: last.map { [$0] } ?? [],
        bytes: .bytes(sizes[2]), collective: .allReduce, family: 1)
    }
    return tiny.program
  }
}
