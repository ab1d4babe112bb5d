// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Workloads

/// What every rank does, for programs that use the library: it may be run on many clusters.
public struct BuiltProgram: Sendable {
  let program: Program

  public var name: String { program.name }
  public var rankCount: Int { program.rankCount }

  /// One collective of all ranks, with nothing else going on.
  ///
  /// - Parameters:
  ///   - kind: such as "all-reduce".
  ///   - ranks: that take part.
  ///   - bytes: nccl-tests' size.
  /// - Returns: a program of one operation a rank.
  /// - Throws: an error that lists the kinds.
  public static func collective(
    _ kind: String, ranks: Int, bytes: Bytes
  ) throws -> BuiltProgram {
    let kind = try CollectiveNames.kind(named: kind)
    return BuiltProgram(
      program: CollectiveQuestion.program(kind, ranks: ranks, sizes: [bytes]))
  }

  /// A training step of a transformer with experts: 16 stages of 2 layers, 32 microbatches in the
  /// order of one forward, one backward; tensors and experts over 8 ranks each, and the rest copies
  /// of the model, whose gradients are summed at the end.
  ///
  /// - Parameter ranks: a multiple of 1,024.
  /// - Returns: a program of one graph a stage.
  /// - Throws: an error for another number of ranks.
  public static func pipelinedTraining(ranks: Int) throws -> BuiltProgram {
    let ranksOfCopy = PipelinedTraining(copies: 1).rankCount
    guard ranks > 0, ranks.isMultiple(of: ranksOfCopy) else {
      throw InputError("\(ranks) ranks; allowed: a multiple of \(ranksOfCopy)")
    }
    return BuiltProgram(program: PipelinedTraining(copies: ranks / ranksOfCopy).program)
  }

  /// A training step of a model under a plan, timed for the accelerators of a cluster.
  ///
  /// - Parameters:
  ///   - model: of its file; technologies lie in the same checkout.
  ///   - plan: `tp=8,pp=16,...`, as `heliograph train` takes it.
  ///   - software: a generation; nil for the newest that knows the accelerator.
  ///   - cluster: whose accelerators compute.
  /// - Returns: a program of one graph a stage.
  /// - Throws: an error whose description says what is wrong in the model or the plan, or does not
  ///   fit.
  public static func training(
    model: String, plan: String, software: String? = nil, on cluster: BuiltCluster
  ) throws -> BuiltProgram {
    let workbench = try Workbench(root: try DataRoot.find(near: model))
    let source = try workbench.training(
      model: model, overrides: [], plan: plan, software: software, jitter: nil)
    return BuiltProgram(
      program: try TrainingJob(
        try LoadedTraining(source, steps: 1), on: cluster.cluster, catalogue: workbench.catalogue
      ).program(on: cluster.cluster, placement: .byRank).program)
  }

  /// The same program with some ranks that compute slower.
  ///
  /// - Parameters:
  ///   - ranks: the slow ones.
  ///   - slowdown: how many times as long as their program says they take, above 0.
  /// - Returns: a program that differs in nothing else.
  /// - Throws: an error for a rank that is not there.
  public func withStragglers(_ ranks: [Int], slowdown: Double) throws -> BuiltProgram {
    var slow = program
    slow.slowdownOfRank = [Double](repeating: 1, count: program.rankCount)
    for rank in ranks {
      guard slow.slowdownOfRank.indices.contains(rank) else {
        throw InputError("rank \(rank); \(program.name) has ranks 0 to \(program.rankCount - 1)")
      }
      slow.slowdownOfRank[rank] = slowdown
    }
    return BuiltProgram(program: slow)
  }
}
