// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Technologies
import TestSupport
import Testing

@Suite struct `A photonic link out of the catalogue` {
  private static let name = "wdm-ring-16x25"

  /// The shipped record with one text replaced.
  private func link(replacing old: String = "", with new: String = "") throws -> DeviceLink {
    let path = PackageRoot.path("technologies/photonic-links/\(Self.name).yaml")
    let folder = try ScratchFolder()
    let text = try PackageRoot.lines(of: path).joined(separator: "\n")
    #expect(old.isEmpty || text.contains(old))
    try folder.write(
      "photonic-links/\(Self.name).yaml",
      (old.isEmpty ? text : text.replacing(old, with: new)) + "\n")
    let catalogue = try TechnologyCatalogue(
      folders: [folder.path, PackageRoot.path("technologies")])
    return DeviceLink(
      technology: try #require(catalogue.links.first { $0.name == "nvlink5" }),
      serdes: try #require(catalogue.record(named: "ucie-advanced-phy", in: .serdes)), module: nil,
      photonic: catalogue.record(named: Self.name, in: .photonicLink), line: nil, channels: [])
  }

  @Test func `needs a picojoule for its lasers, as worked out by hand`() throws {
    let link = try link()
    let budget = try PhotonicDesign(try #require(link.photonic)).budget()
    // 3 x 1.5 + 1 + 2 + 30 x 0.02 + 1 + 1 + 0.5.
    let names: Set = [
      "coupler", "fibre", "modulator insertion", "ring pass", "ring drop", "waveguide",
      "polarisation",
    ]
    let lines = budget.lines.filter { names.contains($0.name) }
    let losses = lines.reduce(Decibels.zero) { $0 + $1.total }
    #expect(losses.isClose(to: .decibels(10.6), ulps: 64))
    // -13.1 dBm, 10.6 dB of losses and 6.5 of penalties and margin: 4.0 dBm, in print.
    #expect((budget.requiredPerWavelength.rawValue - 4.0).magnitude < 0.05)
    #expect((budget.opticalTotal.rawValue - 16.0).magnitude < 0.1)
    // 16 x 2.5 mW over 0.1 over 400 Gb/s.
    let laser = budget.laserWallPower / budget.energy.rate
    #expect((laser / .picojoulesPerBit(1) - 1).magnitude < 0.01)
    let sum = try PathSum(of: link)
    #expect(sum.total.value > laser && sum.total.value <= sum.energy(at: 0.5).value)
    #expect(sum.lines.contains { $0.term.components == [.laser] && $0.term.isStatic })
  }

  @Test func `is refused with the reason where its budget does not close`() throws {
    let lossy = try link(replacing: "value: 1 dB/cm", with: "value: 30 dB/cm")
    let error = #expect(throws: DeviceLinkError.self) { try lossy.resolved() }
    #expect(
      error?.description.contains("the laser gives 14 dBm into the path") == true
        && error?.description.contains("the waveguide holds 20 dBm") == true,
      "\(error?.description ?? "")")
  }

  @Test func `sensitivity as a swing takes neither penalty of mean power`() throws {
    let average = try PhotonicDesign(try #require(try link().photonic)).budget()
    let swing = try PhotonicDesign(
      try #require(try link(replacing: "measure: average", with: "measure: oma").photonic)
    ).budget()
    #expect(average.lines.contains { $0.name == "on-off keying" })
    #expect(!swing.lines.contains { $0.name == "on-off keying" || $0.name == "extinction" })
  }
}
