// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import LinkPhysics
import Quantities
import Technologies
import TestSupport
import Testing

@Suite struct `Records of photonic links` {
  private static func records() throws -> [Record] {
    try TechnologyCatalogue(folders: [PackageRoot.path("technologies")]).records
      .filter { $0.shape.folder == RecordShape.photonicLink.folder }
  }

  @Test func `close, and carry their figures' ranges into every part`() throws {
    let records = try Self.records()
    #expect(records.count >= 3)
    for record in records {
      let design = PhotonicDesign(record)
      #expect(try design.budget().isFeasible, "\(record.name)")
      let sum = PathSum(record.name, of: try design.terms())
      for line in sum.lines {
        let energy = line.energy
        #expect(energy.low <= energy.value && energy.value <= energy.high, "\(line.term.figure)")
      }
      #expect(sum.total.low <= sum.total.value && sum.total.value <= sum.total.high)
      #expect(sum.total.low < sum.total.high)
    }
  }

  @Test func `carry the range of a ring's radius, of heaters and of a serialiser`() throws {
    typealias Text = PhotonicText
    let heaters =
      "shift: \(Text.figure("10 GHz/K")), heating: \(Text.figure("10 K/mW", low: "5 K/mW")), "
      + "local_sigma: \(Text.figure("30 GHz")), systematic_sigma: \(Text.figure("40 GHz")), "
      + "sigmas: \(Text.figure("3")), "
      + "temperature_range: \(Text.figure("5 K", low: "0 K", high: "25 K"))"
    let record = try Text().with(
      "rings",
      "{free_spectral_range: \(Text.figure("400 GHz")), per_wavelength: \(Text.figure("2")), "
        + "heaters: {\(heaters)}}"
    ).record()
    let term = try #require(
      try PhotonicDesign(record).terms().first { $0.components == [.ringTuning] })
    let energy = Derived { draw in term.value(&draw) }
    // Eight rings over 40 Gb/s: 200 GHz at 100 GHz/mW; 150 GHz at least; 400 GHz at 50 at most.
    #expect(near(energy.value.rawValue * 1e12, 0.4, within: 1e-12))
    #expect(near(energy.low.rawValue * 1e12, 0.3, within: 1e-12))
    #expect(near(energy.high.rawValue * 1e12, 1.6, within: 1e-12))
  }

  /// Paths of one element, from nothing on, each a little worse than the one before.
  private static let worse: [(String, @Sendable (Int) -> String)] = [
    ("loss", { "element: fibre, each: \(PhotonicText.figure("\(Double($0) * 0.7) dB"))" }),
    (
      "number",
      {
        "element: crossing, times: \(PhotonicText.figure("\($0 + 1)")), "
          + "each: \(PhotonicText.figure("0.03 dB"))"
      }
    ),
    (
      "length",
      {
        "element: waveguide, length: \(PhotonicText.figure("\(Double($0) * 3) mm")), "
          + "by_length: \(PhotonicText.figure("1 dB/cm"))"
      }
    ),
    (
      "loss by length",
      {
        "element: waveguide, length: \(PhotonicText.figure("10 mm")), "
          + "by_length: \(PhotonicText.figure("\(Double($0) * 0.5) dB/cm"))"
      }
    ),
    (
      "ring pass",
      {
        "element: ring-pass, ends: \(PhotonicText.figure("2")), "
          + "each: \(PhotonicText.figure("\(Double($0) * 0.01) dB"))"
      }
    ),
  ]

  @Test(arguments: worse.indices)
  func `ask for more light and energy with every loss, length and ring`(index: Int) throws {
    let (name, element) = Self.worse[index]
    var last: (level: DecibelMilliwatts, energy: JoulesPerBit)?
    for step in 0..<12 {
      let budget = try PhotonicText().with("path", "[{\(element(step))}]").budget()
      let energy = budget.energy.perBit(utilisation: 0.3)
      if let last {
        #expect(budget.requiredPerWavelength > last.level, "\(name) \(step)")
        #expect(energy > last.energy, "\(name) \(step)")
      }
      last = (budget.requiredPerWavelength, energy)
    }
  }

  @Test func `ask each wavelength for more where it passes more rings`() throws {
    let path =
      "[{element: ring-pass, ends: \(PhotonicText.figure("2")), "
      + "each: \(PhotonicText.figure("0.02 dB"))}]"
    // Two ends of 0.02 dB for each more.
    let levels = try (1...8).map { count in
      try PhotonicText().with("path", path).with("wavelengths", PhotonicText.figure("\(count)"))
        .budget().requiredPerWavelength
    }
    for (fewer, more) in zip(levels, levels.dropFirst()) {
      #expect(near((more - fewer).rawValue, 0.04, within: 1e-12))
    }
  }
}
