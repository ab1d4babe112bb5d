// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import TestSupport
import Testing

/// Who takes ranks: four servers of two accelerators.
@Suite struct SpareTests {
  private let bench: FaultBench

  init() throws { bench = try FaultBench() }

  @Test func `spares are the last server, and take a failed server's place`() throws {
    #expect(try bench.seats(nil) == Array(0..<8))
    #expect(try bench.seats(nil, "spares: 2\n") == [0, 1, 2, 3, 4, 5])
    #expect(
      try bench.seats("[{accelerator: 1, state: failed}]", "spares: 2\n") == [6, 7, 2, 3, 4, 5])
    // A second server finds no spare.
    #expect(
      try bench.seats(
        "[{accelerator: 1, state: failed}, {accelerator: 4, state: failed}]", "spares: 2\n")
        == [6, 7, 2, 3])
    // A spare that failed itself takes nobody's place.
    #expect(
      try bench.seats(
        "[{accelerator: 1, state: failed}, {accelerator: 7, state: failed}]", "spares: 2\n")
        == [2, 3, 4, 5])
  }

  @Test func `without spares a server leaves as one`() throws {
    #expect(try bench.seats("[{accelerator: 1, state: failed}]") == [2, 3, 4, 5, 6, 7])
    #expect(try bench.seats("[{switch: in.switch2, state: failed}]") == [0, 1, 2, 3, 6, 7])
    #expect(
      try bench.seats("[{accelerator: 1, state: failed}]", "spares: {count: 0, unit: 1}\n")
        == [0, 2, 3, 4, 5, 6, 7])
    #expect(
      try bench.seats("[{accelerator: 1, state: failed}]", "spares: {count: 1, unit: 1}\n")
        == [0, 7, 2, 3, 4, 5, 6])
  }

  @Test func `each group keeps spares of its own`() throws {
    let each = "spares: {count: 1, each: in}\n"
    #expect(try bench.seats(nil, each) == [0, 2, 4, 6])
    #expect(try bench.seats("[{accelerator: 2, state: failed}]", each) == [0, 3, 4, 6])
    #expect(try bench.seats("[{accelerator: 3, state: failed}]", each) == [0, 2, 4, 6])
    #expect(
      try bench.seats(
        "[{accelerator: 2, state: failed}, {accelerator: 3, state: failed}]", each) == [0, 4, 6])
  }

  @Test func `who replaces whom is told`() throws {
    let report = try #require(
      try bench.load(
        FaultBench.servers,
        faults: "[{accelerator: 1, state: failed}, {accelerator: 4, state: failed}]",
        "spares: 2\n"
      ).faults)
    #expect(
      report.seatNotes == [
        "gpu6 to gpu7 in the place of gpu0 to gpu1: gpu1 is out",
        "gpu4 to gpu5 take no ranks: gpu4 is out",
      ])
    #expect(report.seats == 4)
    #expect(report.spares == 2)
    #expect(report.failed == 2)
  }

  @Test(arguments: [
    ("spares: 3\n", "3 of 8 are not whole servers of 2"),
    ("spares: 8\n", "8 is out of range"),
    ("spares: {count: 1, each: inn}\n", "\"inn\" is no domain"),
    ("spares: {count: 2, each: in}\n", "2 is out of range"),
    ("spares: {count: 1, each: in, unit: 1}\n", "each leaves one by one"),
    ("spares: {count: 2, unit: 3}\n", "are not whole servers of 3"),
    ("spares: {each: in}\n", "\"count\" is missing"),
    ("spares: {count: 2, units: 1}\n", "unknown key"),
  ])
  func `what cannot be set aside is refused`(spares: String, problem: String) throws {
    let error = #expect(throws: (any Error).self) {
      try bench.load(FaultBench.servers, faults: nil, spares)
    }
    #expect(error.map { "\($0)".contains(problem) } == true, "\(error.map { "\($0)" } ?? "")")
  }
}
