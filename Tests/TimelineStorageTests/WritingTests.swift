// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Timelines

@testable import TimelineStorage

@Suite struct WritingTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test func `what was written is read back`() throws {
    let run = SampleRun(ranks: 3, eventsPerRank: 8)
    let path = folder.path(of: "run.h5")
    try write(run, to: path)
    let stored = try StoredTimeline.read(at: path)
    #expect(stored.title == "A sample")
    #expect(stored.provenance == SampleRun.provenance)
    #expect(stored.eventCount == 24)
    let (read, written) = (stored.timeline, run.timeline)
    #expect(read.duration == written.duration)
    #expect(read.ledger == written.ledger)
    #expect(read.traffic == written.traffic)
    #expect(read.ranks.computing == written.ranks.computing)
    #expect(read.ranks.communicating == written.ranks.communicating)
    #expect(read.links.link == written.links.link)
    #expect(read.links.name == written.links.name)
    #expect(read.links.capacity == written.links.capacity)
    #expect(read.links.bytes.edges == written.links.bytes.edges)
    #expect(read.power.component == written.power.component)
    #expect(read.power.peak == written.power.peak)
    #expect(read.eventNames == written.eventNames)
    #expect(read.streamNames == written.streamNames)
    for (a, b) in zip(read.links.bytes.amounts, written.links.bytes.amounts) {
      #expect(abs(a - b) <= 1e-6 * b)  // utilisation is stored in single precision: 6e-8
    }
    for (a, b) in zip(read.power.energy.amounts, written.power.energy.amounts) {
      #expect(abs(a - b) <= 4 * b.ulp)  // one division, one multiplication
    }
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 140_000])
  func `events come back in order whatever blocks they came in`(count: Int) throws {
    let run = SampleRun(ranks: 7, eventsPerRank: count / 7 + 1)
    let path = folder.path(of: "run.h5")
    let file = try TimelineFile.create(
      at: path, provenance: SampleRun.provenance, title: "A sample")
    for first in stride(from: 0, to: count, by: 9_999) {
      try file.append(run.events(from: first, count: min(9_999, count - first)))
    }
    #expect(file.eventCount == count)
    try file.finish(run.timeline)

    let stored = try StoredTimeline.read(at: path)
    #expect(stored.eventCount == count)
    var read = EventsInMemory()
    try stored.forEachEventBlock { read.append($0) }
    let (a, b) = (read.columns, run.events(from: 0, count: count))
    #expect(a.start == b.start)
    #expect(a.end == b.end)
    #expect(a.rank == b.rank)
    #expect(a.kind == b.kind)
    #expect(a.collectiveID == b.collectiveID)
    #expect(a.bytes == b.bytes)
    #expect(a.energy == b.energy)
    #expect(a.stream == b.stream)
    #expect(a.nameID == b.nameID)
    #expect(a.multiplicity == b.multiplicity)
    #expect(a.rankClass == b.rankClass)
  }

  @Test func `rows of more bins than a chunk holds are read back`() throws {
    // 70,000 bins: each row is one chunk of 65,536 and a part of another.
    let run = SampleRun(ranks: 1, eventsPerRank: 70_000)
    let path = folder.path(of: "long.h5")
    try write(run, to: path)
    let (read, written) = (try StoredTimeline.read(at: path).timeline, run.timeline)
    #expect(read.power.energy.edges == written.power.energy.edges)
    #expect(
      zip(read.power.energy.amounts, written.power.energy.amounts).allSatisfy {
        abs($0 - $1) <= 4 * $1.ulp
      })
    #expect(
      zip(read.links.bytes.amounts, written.links.bytes.amounts).allSatisfy {
        abs($0 - $1) <= 1e-6 * $1
      })
  }

  @Test func `a run in which nothing happened is a file`() throws {
    let path = folder.path(of: "nothing.h5")
    var provenance = SampleRun.provenance
    provenance.inputs = []
    let file = try TimelineFile.create(at: path, provenance: provenance, title: "")
    try file.finish(SampleRun.nothing)
    let stored = try StoredTimeline.read(at: path)
    #expect(stored.eventCount == 0)
    #expect(stored.provenance == provenance)
    #expect(stored.timeline.links.link.isEmpty)
    #expect(stored.timeline.ledger.entries.isEmpty)
  }

  @Test func `a file has its name only when it is finished`() throws {
    let path = folder.path(of: "run.h5")
    try Data("older".utf8).write(to: URL(fileURLWithPath: path))
    let run = SampleRun(ranks: 2, eventsPerRank: 2)
    let file = try TimelineFile.create(
      at: path, provenance: SampleRun.provenance, title: "A sample")
    try file.append(run.events())
    let partial = ".run.h5.partial-\(ProcessInfo.processInfo.processIdentifier)"
    #expect(try folder.names() == [partial, "run.h5"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "older")
    try file.finish(run.timeline)
    #expect(try folder.names() == ["run.h5"])
    #expect(try StoredTimeline.read(at: path).eventCount == 4)
  }

  @Test func `a file that is given up leaves nothing`() throws {
    let run = SampleRun(ranks: 2, eventsPerRank: 2)
    let file = try TimelineFile.create(
      at: folder.path(of: "run.h5"), provenance: SampleRun.provenance, title: "A sample")
    try file.append(run.events())
    file.abandon()
    #expect(try folder.names().isEmpty)
    #expect(throws: HDF5Error.self) { try file.append(run.events()) }
    do {
      _ = try TimelineFile.create(
        at: folder.path(of: "run.h5"), provenance: SampleRun.provenance, title: "A sample")
    }
    #expect(try folder.names().isEmpty)
  }

  @Test func `a symbolic link stays one, and its target gets the file`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(of: "latest.h5"), withDestinationPath: "run.h5")
    try Data().write(to: URL(fileURLWithPath: folder.path(of: "run.h5")))
    try write(SampleRun(ranks: 1, eventsPerRank: 2), to: folder.path(of: "latest.h5"))
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.path(of: "latest.h5"))
        == "run.h5")
    #expect(try StoredTimeline.read(at: folder.path(of: "run.h5")).eventCount == 2)
  }

  @Test func `a folder or a device is no place for a file`() throws {
    for path in [folder.path, "/dev/null"] {
      #expect(throws: HDF5Error.self) {
        try TimelineFile.create(at: path, provenance: SampleRun.provenance, title: "")
      }
    }
  }

  @Test func `a folder that is not there is named with HDF5's own reason`() throws {
    let path = folder.path(of: "missing/run.h5")
    let error = try #require(throws: HDF5Error.self) {
      try TimelineFile.create(at: path, provenance: SampleRun.provenance, title: "")
    }
    #expect(error.operation == "create file")
    #expect(error.path.contains("missing/.run.h5.partial-"))
    #expect(error.stack.contains("No such file or directory"))
  }

  @Test func `two files can be written by two threads`() async throws {
    let run = SampleRun(ranks: 10, eventsPerRank: 2_000)
    let paths = (0..<4).map { folder.path(of: "run\($0).h5") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for path in paths { group.addTask { try write(run, to: path) } }
      try await group.waitForAll()
    }
    for path in paths { #expect(try StoredTimeline.read(at: path).eventCount == 20_000) }
  }
}

func write(_ run: SampleRun, to path: String) throws {
  let file = try TimelineFile.create(at: path, provenance: SampleRun.provenance, title: "A sample")
  try file.append(run.events())
  try file.finish(run.timeline)
}
