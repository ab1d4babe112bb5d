// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Planning
import Quantities

/// How a search of plans went, for programs that use the library.
public struct SearchedPlans: Sendable {
  /// Of the best plan, by the closed form.
  public let step: Seconds
  /// Plans that are legal, that do not fit into memory, that were left out, and that were evaluated.
  public let legal: Int
  public let tooLarge: Int
  public let pruned: Int
  public let evaluated: Int
}

/// A model and a cluster, read and checked, whose plans can be searched.
public struct PreparedPlans: Sendable {
  private let prepared: PreparedPlanning

  init(_ prepared: PreparedPlanning) { self.prepared = prepared }

  /// Searches from nothing: tables of times are made anew.
  ///
  /// - Parameter prunes: whether plans that cannot win are left out; the best is the same.
  /// - Returns: the best plan's time and what was looked at.
  /// - Throws: an error whose description says what is wrong and what is allowed.
  public func search(prunes: Bool = true) throws -> SearchedPlans {
    let question = prepared.question
    let answer = try prepared.search(
      count: max(question.count, question.replays), prunes: prunes)
    let counts = answer.counts
    return SearchedPlans(
      step: .seconds(answer.best[0].figures.seconds), legal: counts.legal,
      tooLarge: counts.tooLarge, pruned: counts.pruned, evaluated: counts.evaluated)
  }
}

extension Simulations {
  /// Reads a model and a cluster whose plans are to be searched.
  ///
  /// - Parameters:
  ///   - model: its file.
  ///   - cluster: its file.
  ///   - globalBatch: sequences of a step, 1 or more.
  ///   - fix: keys of plans that are not searched, such as `tp=8,pp=16`.
  /// - Returns: what searches.
  /// - Throws: an error whose description names file and key, and says what is allowed.
  public static func plans(
    model: String, cluster: String, globalBatch: Int, fix: String? = nil
  ) throws -> PreparedPlans {
    let workbench = try Workbench(root: try DataRoot.find(near: model))
    let fixed = try FixedPlan(fix, batch: globalBatch, sequence: nil, precision: nil)
    let source = try workbench.training(model: model, plan: fixed)
    return PreparedPlans(
      try PreparedPlanning(
        PlanQuestion(source: source, fixed: fixed.keys, cluster: cluster), workbench))
  }
}
