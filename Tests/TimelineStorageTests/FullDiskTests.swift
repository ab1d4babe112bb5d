// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Timelines

@testable import TimelineStorage

// In processes of their own, whose files may not grow beyond a limit: to HDF5 the same as a disk
// with no room. Each must also end in peace, although HDF5 could not write what it still holds.
@Suite struct FullDiskTests {
  @Test func `a disk that is full while events come ends the file at once`() async {
    await #expect(processExitsWith: .success) {
      // A chunk of these columns is 2 MB, so the first does not fit. It is written when the second
      // is complete, so the call that brings the second says so.
      let (blocks, error) = try blocksBeforeError(limit: 1 << 20)
      #expect(blocks == 1)
      #expect(error.operation == "write dataset")
      // `start` and `end` take 0.46 MB each, so `energy`, the next that is noise, no longer fits.
      #expect(error.path.hasSuffix("/timeline/events/energy"))
      #expect(error.cause == "File too large")
    }
  }

  // In every group of the file: some as HDF5 creates it, some as it closes it.
  @Test(arguments: Array(stride(from: 2_000, to: 170_000, by: 12_000)))
  func `a disk that is full at the end leaves the older file`(limit: Int) async {
    await #expect(processExitsWith: .success) { [limit] in
      let (_, error) = try blocksBeforeError(limit: limit, ranks: 2, eventsPerRank: 2, blocks: 1)
      #expect(error.cause == "File too large")
    }
  }
}

/// Writes blocks of events until an error comes or a number of them are written, and finishes. No
/// file of this process may have more bytes than the limit.
///
/// Gives how many blocks were taken, and the error. Checks that nothing but the older file of that
/// name is left.
private func blocksBeforeError(
  limit: Int, ranks: Int = 64, eventsPerRank: Int = 1_024, blocks: Int = 20
) throws -> (Int, HDF5Error) {
  let folder = try Folder()
  let path = folder.path(of: "run.h5")
  try write(SampleRun(ranks: 2, eventsPerRank: 2), to: path)
  signal(SIGXFSZ, SIG_IGN)
  var size = rlimit(rlim_cur: rlim_t(limit), rlim_max: rlim_t(limit))
  try #require(setrlimit(fileSizeLimit, &size) == 0)

  let run = SampleRun(ranks: ranks, eventsPerRank: eventsPerRank)
  let events = noisy(run.events())
  var taken = 0
  let error = try #require(throws: HDF5Error.self) {
    let file = try TimelineFile.create(
      at: path, provenance: SampleRun.provenance, title: "A sample")
    while taken < blocks {
      try file.append(events)
      taken += 1
    }
    try file.finish(run.timeline)
  }
  #expect(try folder.names() == ["run.h5"])
  #expect(try StoredTimeline.read(at: path).eventCount == 4)
  return (taken, error)
}

#if canImport(Glibc)
private let fileSizeLimit = __rlimit_resource_t(1)  // RLIMIT_FSIZE, which Swift does not see
#else
private let fileSizeLimit = RLIMIT_FSIZE
#endif

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
