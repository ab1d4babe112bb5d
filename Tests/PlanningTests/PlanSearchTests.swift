// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Planning
import Scenarios
import TestSupport
import Testing
import Training

struct PlanSearchTests {
  @Test(arguments: ["llama3-8b", "gpt3-1.3b", "gpt-oss-20b"])
  func `what cannot win may be left out`(_ model: String) throws {
    let prepared = try Prepared().planning(
      model, on: "dgx-h100-node", batch: 32, sequence: 2048)
    let all = try prepared.search(count: 8, prunes: false)
    let best = try prepared.search(count: 8)
    #expect(all.best == best.best)
    #expect(best.counts.pruned > 0)
    #expect(all.counts.evaluated == best.counts.evaluated + best.counts.pruned)
    #expect(all.counts.legal == all.counts.evaluated + all.counts.tooLarge)
  }

  @Test func `the best plan is that of evaluating each by itself`() throws {
    let prepared = try Prepared().planning(
      "gpt3-1.3b", on: "dgx-h100-node", batch: 16, sequence: 2048)
    let space = prepared.space
    var evaluator = PlanEvaluator(space, on: prepared.place)
    var least = Double.infinity
    for frame in space.frames() {
      for order in space.orders(of: frame) {
        let row = try #require(space.orders.firstIndex(of: order))
        for variant in space.variants(frame) {
          let figures = try evaluator.figures(frame, variant, order: row)
          guard figures.memory <= prepared.place.memory else { continue }
          least = min(least, figures.seconds)
        }
      }
    }
    #expect(try prepared.search(count: 1).best.first?.figures.seconds == least)
  }

  @Test func `a limit of power leaves out what is above it`() throws {
    let free = try Prepared().planning(
      "gpt3-1.3b", on: "dgx-h100-node", batch: 16, sequence: 2048, shrinks: true)
    let fastest = try #require(try free.search(count: 1).best.first)
    let limit = fastest.figures.watts * 0.7
    let search = PlanSearch(free.space, on: free.place, limits: PlanLimits(watts: limit), count: 4)
    let answer = try search.run()
    let best = try #require(answer.best.first)
    #expect(best.figures.watts <= limit)
    #expect(best.figures.seconds > fastest.figures.seconds)
    #expect(answer.counts.tooHot > 0)
  }
}
