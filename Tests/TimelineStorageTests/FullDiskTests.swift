// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Timelines

@testable import TimelineStorage

@Suite struct FullDiskTests {
  @Test func `a disk that is full ends the file at once and leaves the older one`() async {
    // In a process of its own, whose files may not grow beyond 1 MB: to HDF5 the same as a disk
    // with no room. The process must also end, although HDF5 cannot write what it still holds.
    await #expect(processExitsWith: .success) {
      signal(SIGXFSZ, SIG_IGN)
      let folder = try Folder()
      let path = folder.path(of: "run.h5")
      try write(SampleRun(ranks: 2, eventsPerRank: 2), to: path)
      var limit = rlimit(rlim_cur: 1 << 20, rlim_max: 1 << 20)
      try #require(setrlimit(__rlimit_resource_t(1), &limit) == 0)

      let run = SampleRun(ranks: 64, eventsPerRank: 1_024)
      let file = try TimelineFile.create(
        at: path, provenance: SampleRun.provenance, title: "A sample")
      let noise = noisy(run.events())
      var blocks = 0
      let error = try #require(throws: HDF5Error.self) {
        while blocks < 20 {
          try file.append(noise)
          blocks += 1
        }
      }
      // A chunk of these columns is over 1 MB, so the first does not fit.
      guard blocks == 0, error.cause == "File too large" else {
        print("after \(blocks) blocks: \(error)")
        exit(1)
      }
      guard try folder.names() == ["run.h5"], try StoredTimeline.read(at: path).eventCount == 4
      else {
        print(try folder.names())
        exit(2)
      }
    }
  }
}

/// Events whose times do not compress.
func noisy(_ events: EventColumns) -> EventColumns {
  var events = events
  var state: UInt64 = 1
  for row in 0..<events.count {
    // Knuth's linear congruential generator.
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    events.start[row] = Double(state >> 11)
    events.energy[row] = 1 / events.start[row]
    events.end[row] = events.start[row] + events.energy[row]
  }
  return events
}
