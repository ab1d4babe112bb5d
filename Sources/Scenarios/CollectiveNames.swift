// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Traffic
import Workloads

/// The collectives and algorithms that people may ask for, by name.
package enum CollectiveNames {
  /// Kinds that at least one algorithm carries out, in the order of the catalogue of kinds.
  package static var kinds: [String] {
    CollectiveKind.allCases.filter { !AlgorithmCatalogue.algorithms(for: $0).isEmpty }
      .map(\.rawValue)
  }

  /// Algorithms of a kind; none for a kind that is unknown.
  package static func algorithms(for kind: String) -> [String] {
    guard let kind = CollectiveKind(rawValue: kind) else { return [] }
    return AlgorithmCatalogue.algorithms(for: kind).map(\.name)
  }

  /// The kind with a name.
  ///
  /// - Throws: `InputError` that lists the kinds.
  package static func kind(named name: String) throws(InputError) -> CollectiveKind {
    if let kind = CollectiveKind(rawValue: name), kinds.contains(name) { return kind }
    throw InputError(
      "\"\(name)\" is no collective that can be carried out"
        + Suggestion.hint(for: name, among: kinds))
  }

  /// An algorithm's own name, or "auto", for a kind.
  ///
  /// - Throws: `InputError` that lists the algorithms of the kind.
  package static func algorithm(
    named name: String, for kind: CollectiveKind
  ) throws(InputError) -> String {
    let known = ["auto"] + algorithms(for: kind.rawValue)
    guard known.contains(name) else {
      throw InputError(
        "\"\(name)\" is no algorithm for \(kind.rawValue)"
          + Suggestion.hint(for: name, among: known))
    }
    return name
  }

  /// The algorithms that a sweep is asked for; "all" stands for every one that the kind has, and
  /// whether each can serve a group turns out later.
  ///
  /// - Parameters:
  ///   - names: "all", or names and "auto".
  ///   - kind: what they carry out.
  /// - Returns: each name once, in the order given.
  /// - Throws: `InputError` for an unknown name, or one given twice.
  package static func algorithms(
    named names: [String], for kind: CollectiveKind
  ) throws(InputError) -> [String] {
    if names == ["all"] { return algorithms(for: kind.rawValue) }
    for (index, name) in names.enumerated() {
      guard name != "all" else {
        throw InputError("\"all\" stands for every algorithm: name it alone")
      }
      _ = try algorithm(named: name, for: kind)
      guard names.firstIndex(of: name) == index else {
        throw InputError("\"\(name)\" is asked for twice")
      }
    }
    return names
  }

  /// Reads `kind=algorithm` pairs of a command line.
  ///
  /// - Throws: `InputError` for a malformed pair, an unknown name or a kind given twice.
  package static func policy(
    _ pairs: [String]
  ) throws(InputError) -> [CollectiveKind: String] {
    var algorithms: [CollectiveKind: String] = [:]
    for pair in pairs {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw InputError("\"\(pair)\": write kind=name, such as all-reduce=ring")
      }
      let kind = try kind(named: String(parts[0]))
      guard algorithms[kind] == nil else {
        throw InputError("\"\(pair)\": \(kind.rawValue) already has an algorithm")
      }
      algorithms[kind] = try algorithm(named: String(parts[1]), for: kind)
    }
    return algorithms
  }
}
