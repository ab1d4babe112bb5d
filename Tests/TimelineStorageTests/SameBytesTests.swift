// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Timelines

@testable import TimelineStorage

@Suite struct SameBytesTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func bytes(
    _ provenance: Provenance, time: String, workers: Int = CompressionCrew.usualWorkers
  ) throws -> [UInt8] {
    let run = SampleRun(ranks: 50, eventsPerRank: 1_500)
    let path = folder.path(of: "run.h5")
    let file = try TimelineFile(
      path: path, provenance: provenance, title: "A sample", time: time, workers: workers)
    try file.append(run.events())
    try file.finish(run.timeline)
    return try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test func `the same run gives the same bytes`() throws {
    let time = "2026-04-03T10:11:12Z"
    let first = try bytes(SampleRun.provenance, time: time)
    let second = try bytes(SampleRun.provenance, time: time)
    #expect(first == second)
  }

  @Test(arguments: [1, 2, 7])
  func `any number of threads writes the same bytes`(workers: Int) throws {
    let time = "2026-04-03T10:11:12Z"
    let alone = try bytes(SampleRun.provenance, time: time, workers: 0)
    let together = try bytes(SampleRun.provenance, time: time, workers: workers)
    #expect(alone == together)
  }

  @Test func `times, command and machine each lie in one place`() throws {
    let a = SampleRun.provenance
    var b = a
    // Texts of the same length in which every character differs: whatever else depended on them
    // would be more bytes that differ.
    b.startTime = shifted(a.startTime)
    b.commandLine = shifted(a.commandLine)
    b.hostPlatform = shifted(a.hostPlatform)
    let time = "2026-04-03T10:11:12Z"
    let first = try bytes(a, time: time)
    let second = try bytes(b, time: shifted(time))
    #expect(first.count == second.count)
    let differing = zip(first, second).count { $0 != $1 }
    #expect(
      differing
        == 2 * time.utf8.count + a.commandLine.utf8.count + a.hostPlatform.utf8.count)
  }

  private func shifted(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 ^ 1 }, as: UTF8.self)
  }
}
