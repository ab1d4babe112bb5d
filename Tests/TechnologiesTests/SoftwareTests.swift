// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies
import TestSupport
import Testing

@Suite struct SoftwareTests {
  private static func own(_ text: String) throws -> TechnologyCatalogue {
    let folder = try ScratchFolder()
    try folder.write("software/round.yaml", text)
    return try TechnologyCatalogue(folders: [folder.path, PackageRoot.path("technologies")])
  }

  private static func refusal(of text: String) -> String? {
    let error = #expect(throws: DocumentError.self) { try own(text) }
    return error?.description
  }

  @Test func `a record of software is read whole`() throws {
    let software = try #require(
      try Self.own(SoftwareRecord.text()).software.first { $0.name == "round" })
    #expect(software.year == 2025)
    #expect(software.elementwiseFactor.value == 1.5)
    #expect(software.castBytes["fp8"]?.value == 4)
    #expect(software.castBytes["nvfp4"] == nil)
    #expect(software.permutationFactor.value == 2)
    #expect(software.hostTime.layer.value == .milliseconds(1))
    #expect(software.hostTime.expertLayer.value == .milliseconds(4))
    #expect(software.overlapSlowdown.value == 0.25)
    #expect(software.overlapSlowdown.name == "round.overlap_slowdown")
    #expect(software.tiles.map(\.rows) == [256, 64])
    #expect(software.tiles.map(\.columns) == [128, 64])
    #expect(software.tiles.map(\.factor.value) == [1, 0.5])
  }

  @Test func `heads of other sizes take the row of the nearest size`() throws {
    let catalogue = try Self.own(SoftwareRecord.text())
    let software = try #require(catalogue.software.first { $0.name == "round" })
    // Rows of 64 and 128: 96 lies between, and the smaller is taken.
    for (headSize, row) in [(32, 64), (64, 64), (96, 64), (97, 128), (256, 128)] {
      let rate = try software.fusedRate(on: "h100-sxm", headSize: headSize)
      #expect(rate?.headSize == row)
    }
    let rate = try #require(try software.fusedRate(on: "h100-sxm", headSize: 128))
    #expect(rate.forward.value == 0.5)
    #expect(rate.backward.value == 0.4)
    // k / (k + k0) with k0 = 256: half at 256 keys, three quarters at 768, nothing without keys.
    #expect(rate.share(seeing: 256) == 0.5)
    #expect(rate.share(seeing: 768) == 0.75)
    #expect(rate.share(seeing: 0) == 0)
  }

  @Test func `an accelerator without a row is refused with those that have one`() throws {
    let catalogue = try Self.own(SoftwareRecord.text())
    let software = try #require(catalogue.software.first { $0.name == "round" })
    let error = #expect(throws: DocumentError.self) {
      try software.fusedRate(on: "h100", headSize: 128)
    }
    #expect(error?.description.contains("has no rate on \"h100\"") == true)
    #expect(error?.description.contains("h100-sxm") == true)
    #expect(!software.serves("h100"))
    #expect(software.serves("h100-sxm"))
  }

  @Test func `multiples that products may miss are read, the largest first`() throws {
    let catalogue = try Self.own(SoftwareRecord.text())
    let software = try #require(catalogue.software.first { $0.name == "round" })
    #expect(software.misaligned.map(\.multiple) == [64, 8])
    #expect(software.misaligned.map(\.factor.value) == [0.75, 0.625])
  }

  @Test func `unfused attention has bytes for each score and no rates`() throws {
    let text = SoftwareRecord.text(attention: SoftwareRecord.unfused)
    let software = try #require(try Self.own(text).software.first { $0.name == "round" })
    guard case .unfused(let bytes) = software.attention else {
      Issue.record("it is fused")
      return
    }
    #expect(bytes.forward.value == 9)
    #expect(bytes.backward.value == 11)
    #expect(try software.fusedRate(on: "anything", headSize: 64) == nil)
    #expect(software.serves("anything"))
  }

  @Test(arguments: [
    ("accelerator: h100-sxm", "accelerator: h100-smx", "did you mean h100-sxm?"),
    ("head_size: 128", "head_size: 64", "h100-sxm has heads of 64 twice"),
    ("forward: {value: 0.5,", "forward: {value: 0,", "a rate must be above zero"),
    ("factor: {value: 1,", "factor: {value: 0,", "a rate must be above zero"),
    ("rows: 64", "rows: 0", "rows"),
    ("multiple: 8", "multiple: 64", "each multiple divides the one before it"),
    ("multiple: 8", "multiple: 12", "each multiple divides the one before it"),
    ("factor: {value: 0.625,", "factor: {value: 0.9,", "misses 64 too: no faster"),
    ("year: 2025", "year: 25", "year"), ("head_size: 128", "head_size: 128.5", "whole number"),
  ])
  func `what makes no sense is refused where it stands`(
    right: String, wrong: String, problem: String
  ) throws {
    let text = SoftwareRecord.text()
    #expect(text.contains(right))
    let broken = text.replacing(right, with: wrong, maxReplacements: 1)
    let refusal = try #require(Self.refusal(of: broken))
    #expect(refusal.contains("round.yaml"))
    #expect(refusal.contains(problem), "\(refusal)")
  }

  @Test func `attention is either fused or not`() throws {
    let both = SoftwareRecord.text(attention: SoftwareRecord.fused + SoftwareRecord.unfused)
    let text = try #require(Self.refusal(of: both))
    #expect(text.contains("give exactly one of: fused; unfused"))
  }

  @Test func `every generation has rates on accelerators that can be timed alone`() throws {
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    #expect(catalogue.software.count >= 11)
    for software in catalogue.software {
      guard case .fused(let rates) = software.attention else { continue }
      for rate in rates {
        let accelerator = try #require(
          catalogue.accelerators.first { $0.name == rate.accelerator })
        #expect(accelerator.execution != nil, "\(software.name) on \(accelerator.name)")
      }
    }
  }
}
