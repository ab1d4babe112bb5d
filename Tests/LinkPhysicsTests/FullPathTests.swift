// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Technologies
import TestSupport
import Testing

/// Sums from die edge to die edge out of the catalogue, held to sums done by hand from the makers'
/// figures.
@Suite struct `Full paths out of the catalogue` {
  struct Row: Sendable, CustomTestStringConvertible {
    let devices: [String]
    /// Module at full rate, then the SerDes of the hosts.
    let module: Double
    let host: Double
    var testDescription: String { devices.joined(separator: " + ") }
  }

  static let rows = [
    // 224G long reach over passive copper: nothing but the SerDes.
    Row(
      devices: ["serdes-224g-lr", "twinax-26awg", "nvl72-backplane-ends"], module: 0, host: 5),
    // 1.5 W over 0.8 Tb/s.
    Row(devices: ["serdes-224g-lr", "800g-lacc-module"], module: 1.875, host: 5),
    // 16 W over 0.8 Tb/s.
    Row(devices: ["serdes-224g-vsr", "800g-2xdr4-module"], module: 20, host: 3.5),
    // 30 W over 1.6 Tb/s.
    Row(devices: ["serdes-224g-vsr", "1600g-dsp-module"], module: 18.75, host: 3.5),
    // 8.5 W over 0.8 Tb/s; the host equalises the whole way.
    Row(devices: ["serdes-224g-lpo", "800g-lpo-module"], module: 10.625, host: 5),
    // 5.5 W over 0.8 Tb/s.
    Row(devices: ["serdes-200g-cpo", "broadcom-bailly-module"], module: 6.875, host: 1.5),
    // 9 W over 1.6 Tb/s.
    Row(devices: ["serdes-200g-cpo", "nvidia-cpo-module"], module: 5.625, host: 1.5),
    // Makers' claims in pJ/bit: 2.4 + 0.7, and 3.0.
    Row(devices: ["serdes-200g-cpo", "celestial-pf-module"], module: 3.1, host: 1.5),
    Row(devices: ["ucie-advanced-phy", "passage-l20-module"], module: 3.0, host: 0.25),
  ]

  static func catalogue() throws -> TechnologyCatalogue {
    try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
  }

  static func link(_ devices: [String]) throws -> DeviceLink {
    let catalogue = try catalogue()
    func first(_ shape: RecordShape) -> Record? {
      catalogue.records.first { $0.shape.folder == shape.folder && devices.contains($0.name) }
    }
    return DeviceLink(
      technology: try #require(catalogue.links.first { $0.name == "nvlink5" }),
      serdes: try #require(first(.serdes)), module: first(.module), line: first(.line),
      channels: catalogue.records.filter {
        $0.shape.folder == RecordShape.channel.folder && devices.contains($0.name)
      })
  }

  @Test(arguments: rows) func `a path is its module and its hosts' SerDes`(row: Row) throws {
    let sum = try PathSum(of: try Self.link(row.devices))
    #expect(
      sum.total.value.isClose(to: .picojoulesPerBit(row.module + row.host), ulps: 16),
      "\(sum.total.value)")
    #expect(sum.total.low <= sum.total.value && sum.total.value <= sum.total.high)
    let serdes = sum.lines.filter {
      !Set($0.term.components).isDisjoint(with: [.serdes, .dieToDie])
    }
    #expect(
      serdes.map(\.energy.value).reduce(.zero, +)
        .isClose(to: .picojoulesPerBit(row.host), ulps: 4))
  }

  /// 72 GPUs of 7.2 Tb/s each way, both directions.
  static let rack = BitsPerSecond.terabitsPerSecond(72 * 7.2 * 2)

  @Test func `a rack of 72 over pluggables draws 20.7 kW in modules and 24.4 kW in all`() throws {
    let sum = try PathSum(of: try Self.link(["serdes-224g-vsr", "800g-2xdr4-module"]))
    // 1036.8 Tb/s x 20 pJ/bit and x 23.5 pJ/bit.
    #expect(sum.power(delivering: Self.rack).value.isClose(to: .watts(24364.8), ulps: 32))
    let modules = sum.lines.filter(\.term.isStatic).map(\.energy.value).reduce(.zero, +)
    #expect((modules * Self.rack).isClose(to: .watts(20736), ulps: 32))
  }

  @Test func `over copper it draws 5.2 kW`() throws {
    let catalogue = try Self.catalogue()
    let copper = PathSum(of: try #require(catalogue.links.first { $0.name == "nvlink5" }))
    // 1036.8 Tb/s x 5 (3 to 8) pJ/bit.
    let power = copper.power(delivering: Self.rack)
    #expect(power.value.isClose(to: .watts(5184), ulps: 32))
    #expect(power.low.isClose(to: .watts(3110.4), ulps: 32))
    #expect(power.high.isClose(to: .watts(8294.4), ulps: 32))
  }

  @Test func `26 AWG reaches two metres at 200 Gb/s a lane, and no budget of a module does`()
    throws
  {
    let copper = try Self.link(["serdes-224g-lr", "twinax-26awg", "nvl72-backplane-ends"])
    // (40 - 22) dB over 9 dB/m.
    let reach = try #require(try copper.channelReach())
    #expect(reach.value.isClose(to: .metres(2), ulps: 64))
    // (28 - 22) over 10 and (40 - 22) over 8.
    #expect(reach.low.isClose(to: .metres(0.6), ulps: 64))
    #expect(reach.high.isClose(to: .metres(2.25), ulps: 64))
    let short = try Self.link(["serdes-200g-cpo", "twinax-26awg", "nvl72-backplane-ends"])
    #expect(throws: DeviceLinkError.self) { try short.resolved() }
  }

  @Test func `every record keeps what the catalogue promises`() throws {
    let records = try Self.catalogue().records
    #expect(records.count > 60)
    #expect(Set(records.map(\.shape.folder)).count == RecordShape.all.count)
    for record in records {
      #expect(!record.figures.isEmpty, "\(record.name) has no figure")
      #expect(record.gaps.isEmpty, "\(record.gaps)")
    }
  }
}
