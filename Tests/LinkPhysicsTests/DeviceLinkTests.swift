// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import LinkPhysics
import Quantities
import Technologies
import TestSupport
import Testing

@Suite struct `A link over other devices` {
  private func link(module: String, static share: Double? = nil) throws -> DeviceLink {
    let folder = try ScratchFolder()
    let facts = "year: 2025, boundary: a test, kind: a test, grade: B, source: a test"
    try folder.write(
      "links/wire.yaml",
      """
      name: wire
      title: a wire
      medium: copper
      rate: {value: 400 Gb/s, \(facts)}
      propagation: {value: 4.5 ns/m, \(facts)}
      energy:
        - {value: 9 pJ/bit, includes: [serdes], \(facts)}
      message_overhead: {value: 0 s, \(facts)}

      """)
    try folder.write(
      "serdes/host.yaml",
      """
      name: host
      title: a SerDes
      lane_rate: {value: 100 Gb/s, \(facts)}
      energy:
        - {value: 3.5 pJ/bit, low: 2.5 pJ/bit, high: 5 pJ/bit, includes: [serdes], \(facts)}

      """)
    try folder.write(
      "modules/light.yaml",
      """
      name: light
      title: a module
      form: pluggable
      medium: fibre
      rate: {value: 800 Gb/s, \(facts)}
      \(module.replacing("FACTS", with: facts))
      \(share.map { "static_share: {value: \($0), low: 0.5, high: 1, \(facts)}" } ?? "")

      """)
    let catalogue = try TechnologyCatalogue(folders: [folder.path])
    func record(_ name: String) throws -> Record {
      try #require(catalogue.records.first { $0.name == name })
    }
    return DeviceLink(
      technology: try #require(catalogue.links.first), serdes: try record("host"),
      module: try record("light"), line: nil, channels: [])
  }

  @Test func `pays its own SerDes and its share of a module, and nothing of the wire`() throws {
    // 16 W over 800 Gb/s is 20 pJ/bit; with 3.5 (2.5 to 5) for the SerDes 23.5 (22.5 to 25).
    let link = try link(
      module: "power_per_end:\n  - {value: 16 W, includes: [laser, dsp], FACTS}")
    let sum = try PathSum(of: link)
    #expect(sum.total.value.isClose(to: .picojoulesPerBit(23.5), ulps: 4))
    #expect(sum.total.low.isClose(to: .picojoulesPerBit(22.5), ulps: 4))
    #expect(sum.total.high.isClose(to: .picojoulesPerBit(25), ulps: 4))
    // Half idle, the module's 20 are 40.
    #expect(sum.energy(at: 0.5).value.isClose(to: .picojoulesPerBit(43.5), ulps: 4))
    // Half of the module serves 400 Gb/s.
    #expect(try link.resolved().powerPerEnd.map(\.value) == [.watts(8)])
    #expect(try link.resolved().medium == .fibre)
  }

  @Test func `a share of a maker's joules is drawn whether or not bits move`() throws {
    let link = try link(
      module: "energy:\n  - {value: 3 pJ/bit, includes: [laser], FACTS}", static: 0.8)
    let sum = try PathSum(of: link)
    // At full rate the share does not matter: 3 + 3.5.
    #expect(sum.total.value.isClose(to: .picojoulesPerBit(6.5), ulps: 4))
    #expect(sum.total.low.isClose(to: .picojoulesPerBit(5.5), ulps: 4))
    // At a tenth: 0.2 x 3 + 0.8 x 3 x 10 + 3.5 = 28.1.
    #expect(sum.energy(at: 0.1).value.isClose(to: .picojoulesPerBit(28.1), ulps: 8))
    // 0.8 x 3 pJ/bit x 400 Gb/s = 0.96 W an end.
    let power = try #require(try link.resolved().powerPerEnd.first)
    #expect(power.value.isClose(to: .watts(0.96), ulps: 4))
    #expect(power.low.map { $0.isClose(to: .watts(0.6), ulps: 4) } == true)
  }

  @Test func `two devices that count one component are found`() throws {
    let link = try link(
      module: "power_per_end:\n  - {value: 16 W, includes: [laser, serdes], FACTS}")
    #expect(link.overlap?.contains("host and light both include serdes") == true)
  }
}
