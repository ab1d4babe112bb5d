// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Workloads

/// A way to carry out one or more kinds of collective.
///
/// A conformer is a value without state: it writes down the schedule for a group size.
package protocol CollectiveAlgorithm: Sendable {
  /// The name on the command line and in files.
  var name: String { get }
  var kinds: [CollectiveKind] { get }

  /// The rounds for a group.
  ///
  /// - Parameters:
  ///   - kind: one of `kinds`.
  ///   - memberCount: two or more.
  /// - Returns: a schedule whose block movement is what the kind promises.
  func schedule(for kind: CollectiveKind, memberCount: Int) -> Schedule
}

/// Every algorithm that the product knows. Adding one is a file and a line here.
package enum AlgorithmCatalogue {
  package static let all: [any CollectiveAlgorithm] = [
    Ring(),
    Direct(),
  ]

  /// The algorithms that can carry out a kind, in the order of the catalogue.
  package static func algorithms(for kind: CollectiveKind) -> [any CollectiveAlgorithm] {
    all.filter { $0.kinds.contains(kind) }
  }

  /// - Throws: `LoweringError` that lists what is known for this kind.
  package static func algorithm(
    named name: String, for kind: CollectiveKind
  ) throws(LoweringError) -> any CollectiveAlgorithm {
    let known = algorithms(for: kind)
    guard !known.isEmpty else {
      let served = CollectiveKind.allCases.filter { !algorithms(for: $0).isEmpty }
      throw LoweringError(
        "no algorithm carries out \(kind.rawValue); there are some for: "
          + served.map(\.rawValue).joined(separator: ", "))
    }
    if let match = known.first(where: { $0.name == name }) { return match }
    throw LoweringError(
      "\(kind.rawValue) has no algorithm \"\(name)\"; known: auto, "
        + known.map(\.name).joined(separator: ", "))
  }
}
