// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Scenarios

/// Parts of unequal sizes: the -v forms of the collectives.
struct UnevenOptions: ParsableArguments {
  @Option(
    name: .customLong("sizes"),
    help: ArgumentHelp(
      "One size a member, instead of --bytes: 1MiB,2MiB,...", valueName: "size,size,..."))
  var list: String?
  @Option(
    name: .customLong("sizes-file"),
    help: ArgumentHelp(
      "The same from a file; for an all-to-all a line of sizes for each member.",
      valueName: "csv"))
  var file: String?

  var isAsked: Bool { list != nil || file != nil }

  func validate() throws {
    if list != nil, file != nil {
      throw ValidationError("--sizes and --sizes-file exclude each other")
    }
  }

  /// - Parameters:
  ///   - kind: of the collective, by the name on the command line.
  ///   - ranks: what --ranks says.
  /// - Returns: nil where no sizes were given.
  /// - Throws: `InputError` for sizes that cannot be read, or that do not fit the kind or the ranks.
  func sizes(ofKindNamed kind: String, ranks: Int?) throws -> UnevenSizes? {
    let sizes: UnevenSizes
    if let file {
      sizes = try UnevenSizes(file: file, ofKindNamed: kind)
    } else if let list {
      sizes = try UnevenSizes(list: list, ofKindNamed: kind)
    } else {
      return nil
    }
    guard ranks == nil || ranks == sizes.memberCount else {
      throw InputError("--ranks is \(ranks ?? 0), and there are \(sizes.memberCount) sizes")
    }
    return sizes
  }
}
