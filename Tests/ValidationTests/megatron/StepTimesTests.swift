// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import TestSupport
import Testing

@testable import Scenarios

/// Steps that Megatron-LM took on A100, from the records of the accelerator, the software and the
/// machine.
struct StepTimesTests {
  /// Much of what is predicted rests on figures with ranges of 10 % and more, such as the part of
  /// the peak that products reach.
  private static let tolerance = 0.1
  /// Steps of so many stages and microbatches that they take minutes without optimisation.
  private static let long: Set<String> = ["megatron-310b", "megatron-530b", "megatron-1t"]

  private func check(_ table: PublishedStep.Table) throws {
    let workbench = try Workbench(root: DataRoot(path: PackageRoot.url.path))
    var errors: [Double] = []
    for row in try PublishedStep.rows(table)
    where CollectiveTimesTests.runsLong || !Self.long.contains(row.model) {
      let predicted = try row.predicted(workbench)
      let range = row.seconds
      let allowed =
        range.lowerBound * (1 - Self.tolerance)...range.upperBound * (1 + Self.tolerance)
      #expect(allowed.contains(predicted), "\(row): \(predicted) s, published \(range) s")
      errors.append(predicted / row.published - 1)
    }
    let sorted = errors.map(\.magnitude).sorted()
    print(
      "\(table.rawValue): \(sorted.count) rows, median \(sorted[sorted.count / 2]), signed "
        + "\(errors)")
  }

  // Whole TFLOP/s: half of one is 0.3 to 0.4 %.
  @Test func `steps of SC21's table 1 take as long as published, within 10 %`() throws {
    try check(.sc21)
  }

  @Test func `steps of Korthikanti's table 5 take as long as published, within 10 %`() throws {
    try check(.korthikanti)
  }
}
