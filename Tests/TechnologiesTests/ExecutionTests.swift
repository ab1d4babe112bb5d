// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities
import Technologies
import TestSupport
import Testing

@Suite struct ExecutionTests {
  private static let rest = "year: 2025, boundary: b, kind: measured, grade: A, source: a test}"
  private static let execution = """

    host_bandwidth: {value: 50 GB/s, \(rest)
    execution:
      multiprocessors: {value: 10, \(rest)
      product_efficiency:
        bf16: {value: 0.75, low: 0.5, \(rest)
      half_depth: {value: 128, \(rest)
      streaming_efficiency: {value: 0.8, \(rest)

    """

  private static func board(_ extra: String) throws -> AcceleratorTechnology {
    let folder = try ScratchFolder()
    try folder.write("accelerators/board.yaml", RoundRecords.board(includes: "[core]") + extra)
    let catalogue = try TechnologyCatalogue(
      folders: [folder.path, PackageRoot.path("technologies")])
    return try #require(catalogue.accelerators.first { $0.name == "board" })
  }

  @Test func `an accelerator says what arithmetic reaches on it`() throws {
    let board = try Self.board(Self.execution)
    let execution = try #require(board.execution)
    #expect(execution.multiprocessors.value == 10)
    #expect(execution.productEfficiency(at: "bf16")?.value == 0.75)
    #expect(execution.productEfficiency(at: "fp8") == nil)
    #expect(execution.halfDepth.value == 128)
    #expect(execution.streamingEfficiency.value == 0.8)
    #expect(board.hostBandwidth?.value == .gigabytesPerSecond(50))
  }

  @Test func `an accelerator need not say it`() throws {
    let board = try Self.board("")
    #expect(board.execution == nil)
    #expect(board.hostBandwidth == nil)
  }

  @Test(arguments: [
    ("bf16: {value: 0.75", "fp8: {value: 0.75", "board has no peak at fp8"),
    ("bf16: {value: 0.75", "int8: {value: 0.75", "int8"),
    ("low: 0.5", "low: 0", "must be above zero"),
    ("value: 0.8", "value: 1.2", "0.0 to 1.0"),
    ("half_depth", "halfdepth", "half_depth"),
    ("value: 10,", "value: 0,", "1 to 10000"),
  ])
  func `what cannot be is refused where it stands`(
    right: String, wrong: String, problem: String
  ) throws {
    #expect(Self.execution.contains(right))
    let broken = Self.execution.replacing(right, with: wrong)
    let error = #expect(throws: DocumentError.self) { try Self.board(broken) }
    let text = try #require(error?.description)
    #expect(text.contains("board.yaml"))
    #expect(text.contains(problem), "\(text)")
  }

  @Test func `what is stated is a part of a peak that is stated`() throws {
    let catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
    for accelerator in catalogue.accelerators {
      guard let execution = accelerator.execution else { continue }
      #expect(
        execution.productEfficiency.map(\.precision)
          == accelerator.peaks.map(\.precision), "\(accelerator.name)")
    }
  }
}
