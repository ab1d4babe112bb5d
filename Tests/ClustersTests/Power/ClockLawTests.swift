// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import TestSupport
import Testing

@testable import Clusters

struct ClockLawTests {
  private let law = ClockLaw(
    full: .gigahertz(2), lowest: 0.25, voltageSlope: 0.5, lowestVoltage: 0.7)
  private let power = AcceleratorPower(
    computing: .watts(700), communicating: .watts(300), waiting: .watts(200), idle: .watts(100),
    includes: ["core"])

  @Test func `power above idle falls with the clock and the square of the voltage`() {
    // 0.8 of the clock at 0.9 of the voltage: 0.648 of 600 W, 200 W and 100 W.
    let slow = law.power(power, at: 0.8)
    #expect(abs(slow.computing.rawValue - 488.8) < 1e-9)
    #expect(abs(slow.communicating.rawValue - 229.6) < 1e-9)
    #expect(abs(slow.waiting.rawValue - 164.8) < 1e-9)
    #expect(slow.idle == .watts(100))
    #expect(law.power(power, at: 1) == power)
  }

  @Test func `the voltage has a floor`() {
    #expect(law.voltage(0.5) == 0.75)
    #expect(law.voltage(0.3) == 0.7)
  }

  private func cluster() -> Cluster {
    var tiny = TinyCluster(accelerators: 4)
    tiny.power = power
    var cluster = tiny.build()
    var group = cluster.accelerators.groups[0]
    group.clocks = law
    group.memoryBandwidth = .gigabytesPerSecond(100)
    cluster.accelerators = Accelerators(group)
    return cluster
  }

  @Test func `all accelerators of a kind stay one kind at a lower clock`() throws {
    let slow = try cluster().clocked(0.8, [0..<4])
    #expect(slow.accelerators.groups.count == 1)
    #expect(slow.accelerators.groups[0].clock == 0.8)
    #expect(slow.accelerators.groups[0].memoryBandwidth == .gigabytesPerSecond(125))
    #expect(slow.speedOfAccelerator == [0.8, 0.8, 0.8, 0.8])
  }

  @Test func `some of them become a kind of their own`() throws {
    let slow = try cluster().clocked(0.5, [1..<2, 3..<4])
    #expect(slow.accelerators.groups.map(\.count) == [2, 2])
    #expect(slow.accelerators.groupOf == [0, 1, 0, 1])
    #expect(slow.accelerators.groups[1].record == slow.accelerators.groups[0].record)
    #expect(slow.accelerators.groups[0].power == power)
    #expect(slow.speedOfAccelerator == [1, 0.5, 1, 0.5])
  }

  @Test func `a kind without clocks cannot be slowed`() throws {
    var tiny = TinyCluster(accelerators: 1)
    tiny.power = power
    let cluster = tiny.build()
    #expect(throws: Cluster.ClockError(record: "accelerator")) {
      try cluster.clocked(0.5, [0..<1])
    }
  }

  @Test func `what is switched off draws nothing, servers and links with it`() {
    var cluster = cluster()
    cluster.devices = [
      DeviceGroup(name: "s", count: 2, power: .watts(5), includes: [], place: .servers(of: 2)),
      DeviceGroup(name: "n", count: 4, power: .watts(5), includes: [], place: .ends(domain: 0)),
      DeviceGroup(name: "w", count: 3, power: .watts(5), includes: []),
    ]
    let less = cluster.powering(first: 2)
    #expect(less.accelerators.failed == [2, 3])
    #expect(less.devices.map(\.count) == [1, 2, 3])
    #expect(cluster.powering(first: 4).accelerators.failed.isEmpty)
  }
}
