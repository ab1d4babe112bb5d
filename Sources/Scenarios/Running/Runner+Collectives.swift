// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Clusters
import Quantities
import Traffic
import Workloads

extension Runner {
  /// Times one collective alone.
  ///
  /// - Parameters:
  ///   - question: the collective and its size.
  ///   - place: a job's cluster and what was read for it.
  ///   - output: where the timeline goes; nil for no file.
  ///   - observer: told of progress and of the unfinished file.
  /// - Returns: the time from the first start to the last end, and what bounds it.
  /// - Throws: `InputError` for more ranks than accelerators, or whatever `run` throws.
  package func answer(
    _ question: CollectiveQuestion, on place: PreparedCluster, output: String? = nil,
    observer: RunObserver = RunObserver()
  ) throws -> CollectiveAnswer {
    try Self.check(ranks: question.ranks, on: place)
    guard question.uneven == nil || !question.choices.transport.isInteger else {
      throw InputError(
        "parts of unequal sizes are for the transport fluid: the others move whole bytes of equal "
          + "blocks")
    }
    let job = Self.job(of: question, on: place)
    let report = try run(job, output: output, certifies: false, observer: observer)
    return CollectiveAnswer(
      question: question, report: report,
      algorithm: report.algorithms.first ?? question.algorithm,
      protocolName: report.protocols.first,
      bandwidth: CollectiveBandwidth(
        kind: question.kind.rawValue, ranks: question.ranks, size: question.bytes,
        time: report.measures.duration),
      certificate: try Self.certificate(of: question, on: place.cluster))
  }

  private static func certificate(
    of question: CollectiveQuestion, on cluster: Cluster
  ) throws -> Certificate {
    if let uneven = question.uneven {
      return try UnevenBound(question.kind, uneven).certificate(on: cluster)
    }
    return Certificate(
      try LowerBound(
        of: question.kind, bytes: question.bytes, group: (0..<question.ranks).map(cluster.seat),
        on: cluster))
  }

  /// - Throws: `InputError` for more ranks than accelerators that take one.
  static func check(ranks: Int, on place: PreparedCluster) throws(InputError) {
    do throws(LoweringError) { try place.cluster.checkSeats(for: ranks) } catch {
      throw InputError(error.description)
    }
  }

  static func job(of question: CollectiveQuestion, on place: PreparedCluster) -> Job {
    Job(
      name: question.name, program: question.program, cluster: place.cluster,
      hasPowerFigures: place.hasPowerFigures,
      options: RunOptions(
        algorithms: [question.kind: question.algorithm], choices: question.choices,
        record: RecordChoice(events: true, links: true, power: true, unfolds: question.unfolds),
        folding: question.folding),
      protocols: place.protocols, notes: [], clusterNotes: place.notes, files: place.files,
      resolved: "collective: \(question.resolved)\ncluster: \(place.resolved)\n",
      uneven: question.uneven)
  }
}
