// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Planning
import Scenarios
import TestSupport
import Testing

/// The closed form against the engine on plans that nobody chose.
struct RankingTests {
  struct World: CustomTestStringConvertible {
    var model: String
    var cluster: String
    var batch: Int
    var accelerators: Int
    /// Drawn by `make test`, and by `make test-long`.
    var few: Int
    var many: Int
    /// Spearman's rank correlation of the predicted and the played step.
    var correlation: Double

    var testDescription: String { "\(model), \(accelerators) of \(cluster)" }
  }

  private static let worlds = [
    World(
      model: "llama3-8b", cluster: "dgx-h100-node", batch: 32, accelerators: 8, few: 24, many: 200,
      correlation: 0.98),
    World(
      model: "gpt3-1.3b", cluster: "dgx-h100-pod", batch: 64, accelerators: 16, few: 0, many: 150,
      correlation: 0.98),
    World(
      model: "mixtral-8x7b", cluster: "dgx-h100-pod", batch: 64, accelerators: 32, few: 0,
      many: 150, correlation: 0.95),
  ]

  @Test(arguments: worlds.filter { Prepared.runsLong || $0.few > 0 })
  func `the closed form ranks plans as the engine does`(_ world: World) throws {
    let count = Prepared.runsLong ? world.many : world.few
    let prepared = try Prepared().planning(
      world.model, on: world.cluster, batch: world.batch, accelerators: world.accelerators)
    var evaluator = PlanEvaluator(prepared.space, on: prepared.place)
    let runner = Runner(root: nil, invocation: try .current())
    var predicted: [Double] = []
    var played: [Double] = []
    var seed: UInt64 = 1
    while predicted.count < count {
      for (frame, variant, order) in prepared.space.sample(4 * count, seed: seed)
      where predicted.count < count {
        let figures = try evaluator.figures(frame, variant, order: order)
        guard figures.memory <= prepared.place.memory else { continue }
        let plan = variant.plan(frame, prepared.space.base)
        let step = try runner.play(plan, prepared.space.orders[order], of: prepared).step
        predicted.append(figures.seconds)
        played.append(step.rawValue)
      }
      seed += 1
    }
    let correlation = Self.rankCorrelation(predicted, played)
    let choice = try #require(predicted.indices.min { predicted[$0] < predicted[$1] })
    let best = try #require(played.min())
    let errors = zip(predicted, played).map { abs($0 / $1 - 1) }.sorted()
    print(
      "\(world.testDescription): \(count) plans, rank correlation \(correlation), top choice "
        + "\(played[choice] / best), median error \(errors[count / 2]), "
        + "of nine in ten \(errors[count * 9 / 10]), most \(errors[count - 1])")
    #expect(correlation >= world.correlation)
    #expect(played[choice] <= 1.03 * best)
  }

  /// Spearman's: the correlation of places, of equals their mean place.
  private static func rankCorrelation(_ left: [Double], _ right: [Double]) -> Double {
    let (a, b) = (places(left), places(right))
    let mean = Double(a.count + 1) / 2
    var (product, first, second) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      product += (x - mean) * (y - mean)
      first += (x - mean) * (x - mean)
      second += (y - mean) * (y - mean)
    }
    return product / (first * second).squareRoot()
  }

  private static func places(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var places = [Double](repeating: 0, count: values.count)
    var row = 0
    while row < order.count {
      var end = row + 1
      while end < order.count, values[order[end]] == values[order[row]] { end += 1 }
      for member in order[row..<end] { places[member] = Double(row + 1 + end) / 2 }
      row = end
    }
    return places
  }
}
