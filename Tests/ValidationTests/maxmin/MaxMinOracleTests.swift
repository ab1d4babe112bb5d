// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import SimulationEngine
import TestSupport
import Testing

/// Completion times that SimGrid's fluid model gave, with its corrections switched off, on
/// networks with explicit routes; G is worked by hand.
struct MaxMinOracleTests {
  @Test(arguments: ["A_fattree", "C_torus", "E_explicit40", "G_hand"])
  func `every completion agrees to a billionth`(network: String) throws {
    let folder = PackageRoot.path("Tests/ValidationTests/maxmin/data") + "/"
    let capacities = try PackageRoot.lines(of: folder + "\(network).links.csv").dropFirst().map {
      try #require(Double($0.split(separator: ",")[1]))
    }
    var raw = RawFlows(capacities: Array(capacities))
    for line in try PackageRoot.lines(of: folder + "\(network).flows.csv").dropFirst() {
      let fields = line.split(separator: ",")
      raw.flows.append(
        RawFlows.Flow(
          start: try #require(Double(fields[1])), bytes: try #require(Double(fields[2])),
          links: fields[3].split(separator: " ").compactMap { Int32($0) }))
    }
    let expected = try PackageRoot.lines(of: folder + "\(network).completions.csv").dropFirst()
    let completions = raw.completions()
    #expect(expected.count == completions.count)
    var worst = 0.0
    for (ours, line) in zip(completions, expected) {
      let theirs = try #require(Double(line.split(separator: ",")[2]))
      // They print twelve digits.
      #expect((ours - theirs).magnitude <= 1e-9 * theirs, "\(network): \(line)")
      worst = max(worst, (ours / theirs - 1).magnitude)
    }
    print("max-min: \(network), \(completions.count) flows, differs by up to \(worst)")
  }
}
