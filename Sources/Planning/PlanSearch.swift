// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic
import Training

/// A plan that a search found.
package struct FoundPlan: Sendable, Hashable {
  package var frame: PlanFrame
  package var variant: PlanVariant
  package var order: PlanOrder
  package var figures: PlanFigures
}

/// How much a search looked at, in plans with their orders.
package struct PlanCounts: Sendable, Hashable {
  /// Legal ones.
  package var legal = 0
  /// That do not fit into memory, by the sums of their stages.
  package var tooLarge = 0
  /// Left out since their arithmetic alone takes longer than the best found.
  package var pruned = 0
  /// Whose time was evaluated.
  package var evaluated = 0
  /// Of these, above the limit of power.
  package var tooHot = 0
  /// Of the others, above the limit of cost.
  package var tooDear = 0
}

/// The best plans of a space.
package struct PlanAnswer: Sendable {
  /// The fastest first; of equal ones that which the space lists first.
  package var best: [FoundPlan]
  package var counts: PlanCounts
}

/// Looks for the fastest plans of a space that fit into memory and stay within limits.
///
/// Frames are taken in the order of what their arithmetic alone takes. Once that is longer than the
/// slowest plan that is kept, no later frame can hold a better one, and the search ends: the answer
/// is that of evaluating every plan.
package struct PlanSearch {
  package let space: PlanSpace
  package let place: PlanPlace
  package let limits: PlanLimits
  /// Plans that are kept.
  package let count: Int
  /// Whether frames that cannot win are left out.
  package let prunes: Bool

  /// - Parameters:
  ///   - space: of the plans.
  ///   - place: where they would train.
  ///   - limits: of power and cost.
  ///   - count: plans that are kept, 1 or more.
  ///   - prunes: whether frames that cannot win are left out.
  package init(
    _ space: PlanSpace, on place: PlanPlace, limits: PlanLimits = PlanLimits(), count: Int = 32,
    prunes: Bool = true
  ) {
    self.space = space
    self.place = place
    self.limits = limits
    self.count = count
    self.prunes = prunes
  }

  /// A frame that may hold a plan.
  private struct Candidate {
    var place: Int
    var shape: PlanEvaluator.Shape
    var orders: [Int]
    var variants: [PlanVariant]
  }

  /// - Returns: the best plans, and what was looked at.
  /// - Throws: `PlanError` or `LoweringError` where the model or the cluster cannot be evaluated.
  package func run() throws -> PlanAnswer {
    var evaluator = PlanEvaluator(space, on: place)
    var counts = PlanCounts()
    var best = BestPlans(count)
    let candidates = try self.candidates(&evaluator, &counts)
    for (index, candidate) in candidates.enumerated() {
      if prunes, let worst = best.worst, candidate.shape.least > worst {
        for other in candidates[index...] {
          counts.pruned += other.orders.count * other.variants.count
        }
        break
      }
      for (place, order) in candidate.orders.enumerated() {
        var times = try evaluator.times(of: candidate.shape, order: order)
        for (number, variant) in candidate.variants.enumerated() {
          let figures = times.figures(variant)
          counts.evaluated += 1
          if let watts = limits.watts, figures.watts > watts {
            counts.tooHot += 1
            continue
          }
          if let cost = limits.cost, limits.charge.cost(figures) > cost {
            counts.tooDear += 1
            continue
          }
          if let worst = best.worst, figures.seconds > worst { continue }
          best.add(
            FoundPlan(
              frame: candidate.shape.frame, variant: variant, order: space.orders[order],
              figures: figures),
            at: [candidate.place, place, number])
        }
      }
    }
    return PlanAnswer(best: best.plans, counts: counts)
  }

  /// Frames with variants that fit, those of the least arithmetic first.
  private func candidates(
    _ evaluator: inout PlanEvaluator, _ counts: inout PlanCounts
  ) throws -> [Candidate] {
    var candidates: [Candidate] = []
    for (place, frame) in space.frames().enumerated() {
      let orders = space.orders(of: frame).compactMap { space.orders.firstIndex(of: $0) }
      let all = space.variants(frame)
      counts.legal += orders.count * all.count
      let shape = try evaluator.shape(of: frame)
      let fitting = all.filter {
        shape.memory.most($0.sharding, $0.recompute) <= self.place.memory
      }
      counts.tooLarge += orders.count * (all.count - fitting.count)
      guard !fitting.isEmpty else { continue }
      candidates.append(
        Candidate(place: place, shape: shape, orders: orders, variants: fitting))
    }
    return candidates.sorted { ($0.shape.least, $0.place) < ($1.shape.least, $1.place) }
  }
}

/// The fastest plans so far.
struct BestPlans {
  private let count: Int
  private var entries: [(plan: FoundPlan, place: [Int])] = []

  init(_ count: Int) { self.count = count }

  var plans: [FoundPlan] { entries.map(\.plan) }

  /// Seconds that a plan must not exceed; nil while there is room.
  var worst: Double? { entries.count < count ? nil : entries.last?.plan.figures.seconds }

  /// - Parameters:
  ///   - plan: kept where it is among the best.
  ///   - place: of the plan in the space; of plans that take as long the first is better.
  mutating func add(_ plan: FoundPlan, at place: [Int]) {
    let seconds = plan.figures.seconds
    if let worst, seconds > worst { return }
    func isBefore(_ entry: (plan: FoundPlan, place: [Int])) -> Bool {
      let other = entry.plan.figures.seconds
      return other < seconds || (other == seconds && entry.place.lexicographicallyPrecedes(place))
    }
    let index = entries.firstIndex { !isBefore($0) } ?? entries.count
    entries.insert((plan, place), at: index)
    if entries.count > count { entries.removeLast() }
  }
}
