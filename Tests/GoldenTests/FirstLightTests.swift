// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Quantities
import Scenarios
import Testing

/// The first-light comparison against the summaries kept beside this file.
///
/// A summary changes only when predicted numbers change. To write it anew, after saying in the
/// changelog why:
///
///     HELIOGRAPH_REGENERATE_GOLDEN=1 swift test --filter GoldenTests
struct FirstLightTests {
  /// Three layers instead of eighty: every phase runs, in a time that an unoptimised build has.
  private static let short = [
    "workload.program.phases[1].repeat=2", "workload.program.phases[4].repeat=3",
  ]

  @Test func `three layers on both fabrics are as recorded`() throws {
    try Golden("first-light-3-layers").check(try summary(overrides: Self.short))
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["HELIOGRAPH_LONG_TESTS"] != nil,
      "minutes without optimisation: set HELIOGRAPH_LONG_TESTS=1"))
  func `the whole step on both fabrics is as recorded`() throws {
    try Golden("first-light").check(try summary(overrides: []))
  }

  private func summary(overrides: [String]) throws -> String {
    let root = DataRoot(path: Golden.checkout.path)
    let scenario = try ScenarioFile.load(
      path: root.path + "/scenarios/first-light.yaml", overrides: overrides, root: root)
    let runner = Runner(
      root: root, invocation: Invocation(arguments: ["heliograph"], startTime: ""))
    let reports = try Workbench(root: root).jobs(for: scenario).map { try runner.run($0) }
    return reports.map(Self.lines).joined()
  }

  private static func lines(_ report: RunReport) -> String {
    let measures = report.measures
    var lines = [
      "\(report.cluster): \(measures.rankCount) ranks, \(measures.traffic.flows) flows, "
        + report.algorithms.joined(separator: " "),
      "  step time \(digits(measures.stepTime.rawValue)) s",
      "  exposed, mean \(digits(measures.meanExposedPerStep.rawValue)) s",
      "  exposed, worst \(digits(measures.worstExposedPerStep.rawValue)) s",
      "  computing \(digits(measures.shares.computing)), waiting "
        + "\(digits(measures.shares.waiting)), idle \(digits(measures.shares.idle))",
      "  delivered \(digits(measures.traffic.bytesReceived.rawValue)) byte",
    ]
    for line in measures.energy?.lines ?? [] {
      lines.append(
        "  \(line.component): static \(digits(line.staticEnergy.rawValue)) J, dynamic "
          + "\(digits(line.dynamicEnergy.rawValue)) J")
    }
    if let energy = measures.energy {
      lines.append("  total \(digits(energy.total.rawValue)) J")
      lines.append("  peak \(digits(energy.peakPower?.rawValue ?? 0)) W")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Nine significant digits: more than a change of order in a sum can touch.
  private static func digits(_ value: Double) -> String { String(format: "%.9g", value) }
}
