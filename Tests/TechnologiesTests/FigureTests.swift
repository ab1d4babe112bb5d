// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies
import TestSupport
import Testing

@Suite struct FigureTests {
  private func figure(_ text: String) throws -> Figure<Watts> {
    try Document(text: text, name: "figure.yaml").root.quantityFigure(of: "lamp", scope: .energy)
  }

  private let whole =
    "{value: 5 W, low: 4 W, high: 7 W, year: 2024, boundary: lamp, includes: [laser], "
    + "kind: datasheet, grade: M, source: a test, notes: none}"

  @Test func `a figure carries its range, boundary, grade and source`() throws {
    let read = try figure(whole)
    #expect(read.value == .watts(5))
    #expect(read.low == .watts(4))
    #expect(read.high == .watts(7))
    #expect(read.includes == [.laser])
    #expect(read.grade == .unverified)
    #expect(read.caution?.contains("(4 W to 7 W) is grade M: a test") == true)
  }

  @Test(arguments: [
    (", source: a test", "", "\"source\" is missing"),
    ("source: a test", "source: \" \"", "is empty"),
    (", grade: M", "", "\"grade\" is missing"),
    ("grade: M", "grade: D", "\"D\" is unknown"),
    ("value: 5 W, ", "", "\"value\" is missing"),
    ("value: 5 W", "value: 5", "has no unit"),
    ("value: 5 W", "value: 5 pJ/bit", "is not a unit of a power"),
    ("low: 4 W", "low: 6 W", "low is above value"),
    ("high: 7 W", "high: 3 W", "high is below value"),
    ("includes: [laser], ", "", "\"includes\" is missing"),
    ("includes: [laser]", "includes: []", "lists no component"),
    ("includes: [laser]", "includes: [lazer]", "did you mean laser?"),
    ("includes: [laser]", "includes: [laser, laser]", "is listed twice"),
    ("boundary: lamp, ", "", "\"boundary\" is missing"),
    ("notes: none", "note: none", "unknown key"),
  ])
  func `a figure that is not whole is refused`(old: String, new: String, problem: String) throws {
    let text = whole.replacing(old, with: new)
    #expect(text != whole)
    let error = #expect(throws: DocumentError.self) { try figure(text) }
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
    #expect(error?.description.hasPrefix("figure.yaml:1") == true)
  }

  @Test func `a component in two figures of one link is refused`() throws {
    let folder = try ScratchFolder()
    let energy = """
      energy:
        - {value: 1 pJ/bit, boundary: b, includes: [serdes, laser], grade: B, source: a test}
      power_per_end:
        - {value: 1 W, boundary: b, includes: [laser], grade: B, source: a test}

      """
    try folder.write("links/wire.yaml", Records.link(energy: energy))
    let error = #expect(throws: DocumentError.self) {
      try TechnologyCatalogue(folders: [folder.path])
    }
    #expect(
      error?.problem
        == "wire.energy[0] and wire.power_per_end[0] both include laser; let one of them cover it")
  }

  @Test func `a record must bear its file's name`() throws {
    let folder = try ScratchFolder()
    try folder.write("links/rope.yaml", Records.link())
    let error = #expect(throws: DocumentError.self) {
      try TechnologyCatalogue(folders: [folder.path])
    }
    #expect(error?.description.contains("\"wire\" is not the file's name \"rope\"") == true)
  }
}
