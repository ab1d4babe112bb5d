// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import Quantities
import Technologies
import TestSupport
import Testing

@Suite struct `A cluster whose links are given by devices` {
  private func load(_ overrides: [String]) throws(DocumentError) -> LoadedCluster {
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    return try ClusterFile.load(
      path: PackageRoot.path("topologies/gb200-nvl72.yaml"), overrides: overrides,
      catalogue: catalogue)
  }

  private static let light =
    "domains[0].link.devices={serdes: serdes-224g-vsr, module: 800g-2xdr4-module}"
  private static let copper =
    "domains[0].link.devices={serdes: serdes-224g-lr, line: twinax-26awg, "
    + "channels: [nvl72-backplane-ends]}"

  @Test func `pays for modules, and for SerDes only where no device has them`() throws {
    let loaded = try load([Self.light])
    let power = try #require(loaded.linkPower.first)
    // 144 directed links of 7.2 Tb/s; 20 pJ/bit of modules; 23.5 with SerDes, which board and switch
    // have in their own power.
    #expect(power.delivered.isClose(to: .terabitsPerSecond(1036.8), ulps: 256))
    #expect(power.counted.isClose(to: .watts(20736), ulps: 256))
    #expect(power.wholePath.value.isClose(to: .watts(24364.8), ulps: 256))
    #expect(loaded.cluster.links.technologies.first?.isOptical == true)
    #expect(loaded.files.contains { $0.hasSuffix("modules/800g-2xdr4-module.yaml") })
  }

  @Test func `keeps the ports, the rate and the switch of the technology`() throws {
    let plain = try load([]).cluster
    let light = try load([Self.light]).cluster
    #expect(light.links.rate == plain.links.rate)
    #expect(light.devices.map(\.count) == plain.devices.map(\.count))
    #expect(light.messageOverhead == plain.messageOverhead)
    // A signal processor at each end: 60 ns twice.
    let more = light.links.latency[0] - plain.links.latency[0]
    #expect(more.isClose(to: .nanoseconds(120), ulps: 1 << 20))
  }

  @Test func `is told what a bit pays in switches and in NICs`() throws {
    let loaded = try ClusterFile.load(
      path: PackageRoot.path("topologies/dgx-h100-pod.yaml"),
      catalogue: try TechnologyCatalogue(folders: [PackageRoot.path("technologies")]))
    let scaleOut = try #require(loaded.linkPower.last)
    #expect(scaleOut.devices.map(\.name) == ["connectx-7", "quantum-2"])
    // 25 W over 400 Gb/s, and 747 W of a box over 25.6 Tb/s.
    #expect(scaleOut.devices[0].energy.value.isClose(to: .picojoulesPerBit(62.5), ulps: 4))
    #expect(
      (scaleOut.devices[1].energy.value / .picojoulesPerBit(29.18) - 1).magnitude < 1e-3)
  }

  @Test func `is refused where its run is longer than the budget reaches`() throws {
    #expect(throws: Never.self) { try load([Self.copper, "domains[0].length=2 m"]) }
    let error = #expect(throws: DocumentError.self) {
      try load([Self.copper, "domains[0].length=2.5 m"])
    }
    #expect(error?.problem.contains("reaches 2 m") == true, "\(error?.problem ?? "")")
  }

  @Test func `is told how many accelerators the floor has within reach`() throws {
    let floor = "floor={rack_pitch: 1.2 m, accelerators_per_rack: 36, run_in_rack: 1 m}"
    let error = #expect(throws: DocumentError.self) {
      try load([Self.copper, "domains[0].length=null", floor])
    }
    // Two racks are 2.4 m apart from end to end; one is within 2 m.
    #expect(
      error?.problem.contains("which joins 36 accelerators here, and the run is 2.4 m") == true,
      "\(error?.problem ?? "")")
  }

  @Test(arguments: [
    ("{serdes: serdes-224g-vsr, module: 800g-2xdr4-modul}", "did you mean 800g-2xdr4-module?"),
    ("{module: 800g-2xdr4-module}", "\"serdes\" is missing"),
    ("{serdes: serdes-224g-vsr, modul: 800g-2xdr4-module}", "unknown key"),
    ("{serdes: serdes-224g-vsr, line: megtron-7, channels: [nvl72-backplane-ends]}", "reaches 0 m"),
    ("{serdes: serdes-224g-lr, line: fr4}", "known at 5 GHz alone"),
  ])
  func `wrong devices are refused with what is wrong`(devices: String, problem: String) throws {
    let error = #expect(throws: DocumentError.self) {
      try load(["domains[0].link.devices=\(devices)"])
    }
    #expect(error?.problem.contains(problem) == true, "\(error?.description ?? "")")
  }
}
