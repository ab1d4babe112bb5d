// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import Technologies
import TestSupport
import Testing

@testable import Scenarios

/// What servers draw in training: accelerators by what they do in a simulated step, and the server's
/// own power, from records that no such meter went into.
struct MeteredPowerTests {
  private static func power(
    _ shares: RankShares, _ accelerator: AcceleratorTechnology, in server: ServerTechnology
  ) -> Watts {
    let each =
      accelerator.computing.value * shares.computing
      + accelerator.communicating.value * shares.communicating
      + accelerator.waiting.value * shares.waiting + accelerator.idle.value * shares.idle
    return server.power.value + each * Double(server.accelerators.value)
  }

  // The errors are those of docs/validation.md, to half of their last digit.
  @Test func `metered servers draw what the documents say that they are off by`() throws {
    let workbench = try Workbench(root: DataRoot(path: PackageRoot.url.path))
    var steps: [String: (shares: RankShares, accelerator: AcceleratorTechnology)] = [:]
    for row in try MeteredNode.rows() {
      let step = try #require(MeteredStep(rawValue: row.step))
      let simulated = try steps[row.step] ?? step.simulated(workbench)
      steps[row.step] = simulated
      let server = try #require(workbench.catalogue.servers.first { $0.name == row.server })
      let predicted = Self.power(simulated.shares, simulated.accelerator, in: server)
      let error = predicted / row.power - 1
      print(
        "\(row): measured \(row.power), predicted \(predicted), error \(error), computing "
          + "\(simulated.shares.computing)")
      #expect((error - row.documentedError).magnitude <= 0.0005, "\(row): \(error)")
      guard let time = row.time, let energy = row.energy else { continue }
      // Means over the runs were rounded: seconds, kilowatt-hours and watts agree to 0.2 %.
      let ofPower = (predicted * time * row.nodes) / energy - 1
      #expect((ofPower - error).magnitude <= 0.002 * (1 + error), "\(row): \(ofPower)")
    }
  }
}
