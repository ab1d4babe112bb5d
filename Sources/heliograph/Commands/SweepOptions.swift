// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Quantities
import Scenarios

/// Many sizes instead of one.
struct SweepOptions: ParsableArguments {
  @Option(
    name: .customLong("sweep-size"),
    help: ArgumentHelp(
      "Sizes from the first to the second, such as 8B..8GiB, instead of --bytes.",
      valueName: "from..to"),
    transform: { try SizeRange(parsing: $0) })
  var range: SizeRange?
  @Option(
    name: .customLong("sweep-factor"),
    help: ArgumentHelp("Each size of a sweep is so many times the one before.", valueName: "n"))
  var factor = 2
  @Option(
    name: .customLong("chart"),
    help: ArgumentHelp("What a sweep's picture shows.", valueName: "busbw|time|gap"))
  var chart = SweepChart.Measure.busBandwidth
  @Flag(help: "Print a sweep as CSV: a line for each size and algorithm.")
  var csv = false

  func validate() throws {
    guard (2...1_048_576).contains(factor) else {
      throw ValidationError("--sweep-factor is \(factor); allowed: 2 to 1048576")
    }
    if range == nil, csv { throw ValidationError("--csv belongs to --sweep-size") }
  }

  /// The sizes of the sweep; nil where none was asked for.
  var sizes: [Bytes]? {
    range.map { CollectiveSweep.sizes(from: $0.smallest, to: $0.largest, factor: factor) }
  }
}

/// `8B..8GiB`
struct SizeRange: Sendable, Hashable {
  let smallest: Bytes
  let largest: Bytes

  /// - Throws: `ValidationError` for a text without `..`, a size that cannot be read, zero, or an
  ///   end below the start.
  init(parsing text: String) throws {
    let halves = text.split(separator: "..", omittingEmptySubsequences: false)
    guard halves.count == 2 else {
      throw ValidationError("\"\(text)\": write FROM..TO, such as 8B..8GiB")
    }
    smallest = try readSize(String(halves[0]))
    largest = try readSize(String(halves[1]))
    guard smallest >= .bytes(1) else {
      throw ValidationError("\"\(text)\" begins at \(smallest); allowed: 1 B or more")
    }
    guard largest >= smallest else {
      throw ValidationError("\"\(text)\" ends before it begins")
    }
  }
}

/// `64MiB`, `1 GB`, or nccl-tests' habit, a bare number of bytes.
func readSize(_ text: String) throws -> Bytes {
  if let count = Int(text), count >= 0 { return .bytes(Double(count)) }
  return try readQuantity(text)
}
