// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension Plan {
  /// Checks a plan of a model that every replica works on whole.
  ///
  /// - Parameters:
  ///   - what: the model's family, for messages.
  ///   - recomputes: what its blocks can compute again.
  ///   - keepsScores: whether it has attention, which may keep its scores.
  /// - Throws: `PlanError` with the reason, and what is allowed.
  func checkReplicas(
    of what: String, recomputes: [Recompute], keepsScores: Bool = false
  ) throws(PlanError) {
    let ways: [(key: String, isUsed: Bool)] = [
      ("tp", tensor > 1), ("cp", context > 1), ("pp", pipeline > 1), ("ep", expert > 1),
      ("etp", expertTensor != nil), ("ep_node", expertNode != nil),
    ]
    for way in ways where way.isUsed {
      throw PlanError(way.key, "\(what) is shared by its replicas alone; allowed: dp")
    }
    let options: [(key: String, isUsed: Bool)] = [
      ("overlap.tp", overlap.tensor > 1), ("overlap.ep", overlap.expert > 1),
      ("count_ends", countsEnds), ("stage_layers", stageLayers != nil),
      ("imbalance", expertImbalance != 1),
    ]
    for option in options where option.isUsed {
      throw PlanError(option.key, "\(what) is shared by its replicas alone, without such parts")
    }
    guard sequence == nil else {
      throw PlanError("sequence", "\(what) has none; its file says how large a sample is")
    }
    guard !dropout else { throw PlanError("dropout", "\(what) has none") }
    guard !frozen else { throw PlanError("frozen", "\(what) is trained whole") }
    guard keepsScores || !self.keepsScores else {
      throw PlanError("software", "keeps scores of attention, and \(what) has none")
    }
    guard recomputes.contains(recompute) else {
      let allowed = recomputes.map(\.rawValue).joined(separator: ", ")
      throw PlanError("recompute", "\(recompute.rawValue) is not for \(what); allowed: \(allowed)")
    }
    guard recomputedLayers == nil || recompute == .full else {
      throw PlanError("recompute_layers", "goes with recompute: full")
    }
    guard schedule == .oneForwardOneBackward else {
      throw PlanError("schedule", "\(what) has no pipeline")
    }
    try checkBatch()
    try checkPipeline()
    try checkSharding()
  }
}
