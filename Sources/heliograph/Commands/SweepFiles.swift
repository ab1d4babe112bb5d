// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Scenarios

/// The files that `-o` asks a sweep for: `PREFIX.csv` and `PREFIX.svg`, or the one that is named.
struct SweepFiles {
  let table: String?
  let chart: String?
  /// As the person wrote it.
  private let written: String?

  init(_ output: String?) {
    written = output
    switch output {
    case nil: (table, chart) = (nil, nil)
    case let path? where path.hasSuffix(".csv"): (table, chart) = (path, nil)
    case let path? where path.hasSuffix(".svg"): (table, chart) = (nil, path)
    case let prefix?: (table, chart) = (prefix + ".csv", prefix + ".svg")
    }
  }

  var paths: [String] { [table, chart].compactMap { $0 } }

  /// - Throws: `ValidationError` where no file can be made, or another kind of file is named.
  func check() throws {
    guard let written else { return }
    guard !written.hasSuffix(".h5"), !written.hasSuffix("/") else {
      throw ValidationError(
        "--output \"\(written)\": a sweep writes tables and pictures; name a PREFIX, a .csv or "
          + "a .svg file")
    }
    for path in paths { try OutputPath.check(path) }
  }

  func texts(of answer: SweepAnswer, chart measure: SweepChart.Measure) -> [(String, String)] {
    var texts: [(String, String)] = []
    if let table { texts.append((table, answer.commaSeparated)) }
    if let chart { texts.append((chart, SweepChart(answer: answer, measure: measure).svg)) }
    return texts
  }
}
