// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import Foundation
import Testing
import Timelines

@testable import TimelineStorage

@Suite struct MemoryTests {
  @Test func `ten times the events need no more memory`() async {
    // In a process of its own: other tests move the peak.
    await #expect(processExitsWith: .success) {
      let folder = try Folder()
      let run = SampleRun(ranks: 100, eventsPerRank: 2_000)
      // Two chunks first, so that every buffer has its size.
      let block = run.events(from: 0, count: 65_536)
      let file = try TimelineFile.create(
        at: folder.path(of: "run.h5"), provenance: SampleRun.provenance, title: "A sample")
      for _ in 0..<2 { try file.append(block) }
      let before = try peakMemoryKilobytes()
      for _ in 0..<18 { try file.append(block) }
      try file.finish(run.timeline)
      let after = try peakMemoryKilobytes()
      // 18 chunks more are 91 MB of columns; the ends of the dimensions' indices are kilobytes.
      if after - before > 8_192 {
        print("peak memory grew from \(before) to \(after) kB")
        exit(EXIT_FAILURE)
      }
    }
  }
}

/// The high-water mark of resident memory, in kilobytes.
private func peakMemoryKilobytes() throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
  return try #require(line.flatMap { Int($0.filter(\.isNumber)) })
}
#endif
