// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TimelineStorage
import Timelines

/// Files for the tests of other people's readers, `Tests/Readers`, which name the folder.
private let readersFolder = ProcessInfo.processInfo.environment["HELIOGRAPH_TEST_FILES"]

@Suite(.enabled(if: readersFolder != nil, "HELIOGRAPH_TEST_FILES names no folder"))
struct FilesForReaders {
  @Test(arguments: [("sample", 4, 10), ("many-events", 50, 3_000), ("one-event", 1, 1)])
  func `a run is written for the readers`(name: String, ranks: Int, eventsPerRank: Int) throws {
    let folder = try #require(readersFolder)
    try write(
      SampleRun(ranks: ranks, eventsPerRank: eventsPerRank), to: "\(folder)/\(name).h5")
  }

  @Test func `a folded run is written for the readers`() throws {
    let folder = try #require(readersFolder)
    try FoldedRun(ranks: 8, eventsPerRank: 10).write(to: "\(folder)/folded.h5")
  }

  @Test func `a run in which nothing happened is written for the readers`() throws {
    let folder = try #require(readersFolder)
    var provenance = SampleRun.provenance
    provenance.inputs = []
    let file = try TimelineFile.create(
      at: "\(folder)/nothing.h5", provenance: provenance, title: "Nothing")
    try file.finish(SampleRun.nothing)
  }
}
