// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// One operation as a workload file states it, for every rank alike.
struct WorkloadOperation {
  enum Action {
    /// Seconds (NaN where the accelerator must say), floating-point operations, bytes of memory.
    case compute(duration: Double, work: Double, memory: Double)
    /// Bytes as nccl-tests counts them; root is a place in the group, -1 where the kind has none.
    case collective(CollectiveKind, family: Int, bytes: Double, root: Int32)
    /// Distance along the group of a family: 1 is the next member.
    case message(OperationKind, family: Int, distance: Int, wraps: Bool, bytes: Double, tag: Int32)
    /// Only a wait: holds back what follows on its stream.
    case wait
  }

  let action: Action
  let name: String
  /// Row of the file's streams; row 0 is the main one.
  let stream: Int
  /// Names of earlier operations that must have ended.
  let after: [String]
  /// Streams whose operations so far must have ended, with where each was written.
  let waits: [DocumentNode]
}

/// Operations that run one after the other, or phases that do, some number of times.
struct WorkloadPhase {
  indirect enum Content {
    case operations([WorkloadOperation])
    case phases([WorkloadPhase])
  }

  let times: Int
  let content: Content

  /// Operations of all repetitions; nil where there are more than a program may hold.
  var operationCount: Int? {
    var once = 0
    switch content {
    case .operations(let operations): once = operations.count
    case .phases(let phases):
      for phase in phases {
        guard let count = phase.operationCount else { return nil }
        once += count
      }
    }
    let (total, overflow) = once.multipliedReportingOverflow(by: times)
    return overflow || total > Self.mostOperations ? nil : total
  }

  /// More than any graph that fits in memory, and few enough for 32-bit rows.
  static let mostOperations = 1 << 26
}
