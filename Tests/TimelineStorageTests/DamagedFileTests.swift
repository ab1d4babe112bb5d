// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5
import Foundation
import Testing

@testable import TimelineStorage

@Suite struct DamagedFileTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func error(reading path: String) throws -> StoredTimelineError {
    try #require(throws: StoredTimelineError.self) { try StoredTimeline.read(at: path) }
  }

  /// An HDF5 file with some attributes of text and nothing else.
  private func makeFile(_ attributes: [(String, String)]) throws -> String {
    let path = folder.path(of: "other.h5")
    try HDF5Library.exclusively {
      let file = try HDF5Object(
        H5Fcreate(path, hdf5_truncate(), hdf5_default(), hdf5_default()), "create", HDF5Place(path))
      for (name, text) in attributes { try file.setAttribute(name, text) }
    }
    return path
  }

  @Test func `a file that is not there is unreadable`() throws {
    let path = folder.path(of: "missing.h5")
    #expect(
      try error(reading: path)
        == .unreadable(
          path: path, reason: "No such file or directory"))
  }

  @Test func `a folder is unreadable`() throws {
    #expect(
      try error(reading: folder.path)
        == .unreadable(
          path: folder.path, reason: "it is not a regular file"))
  }

  @Test(arguments: ["", "name: a scenario\n", "\u{89}HDF\r\n"])
  func `a file of something else is no HDF5`(text: String) throws {
    let path = folder.path(of: "scenario.yaml")
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    #expect(try error(reading: path) == .notHDF5(path: path))
  }

  @Test func `an HDF5 file of another program is named as one`() throws {
    let path = try makeFile([])
    #expect(try error(reading: path) == .notATimeline(path: path, reason: "it has no format_name"))
    let named = try makeFile([("format_name", "heliograph-sweep"), ("format_version", "1.0")])
    #expect(
      try error(reading: named)
        == .notATimeline(
          path: named, reason: "its format_name is \"heliograph-sweep\""))
  }

  @Test(arguments: ["2.0", "0.9", "", "10.0"])
  func `a file of another major version is refused by its number`(version: String) throws {
    let path = try makeFile([("format_name", "heliograph-timeline"), ("format_version", version)])
    #expect(try error(reading: path) == .formatVersion(path: path, found: version, known: "1.x"))
  }

  @Test func `a file that lacks a group is damaged, and says which`() throws {
    let path = try makeFile([("format_name", "heliograph-timeline"), ("format_version", "1.3")])
    let error = try error(reading: path)
    #expect(error.description.contains("damaged"))
    #expect(error.description.contains("other.h5/provenance: cannot open group"))
  }

  @Test func `a file that was cut short is an error wherever the cut is`() throws {
    let whole = folder.path(of: "run.h5")
    try write(SampleRun(ranks: 3, eventsPerRank: 4), to: whole)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: whole))
    let path = folder.path(of: "cut.h5")
    for length in stride(from: 0, to: bytes.count, by: bytes.count / 50) {
      try bytes.prefix(length).write(to: URL(fileURLWithPath: path))
      _ = try error(reading: path)
    }
    try bytes.prefix(bytes.count - 1).write(to: URL(fileURLWithPath: path))
    #expect(try error(reading: path).description.contains("truncated file"))
  }

  @Test(arguments: EventColumn.allCases.filter { $0 != .event && $0 != .duration })
  func `a column that does not match its checksum is an error`(column: EventColumn) throws {
    let path = folder.path(of: "run.h5")
    try write(SampleRun(ranks: 3, eventsPerRank: 4), to: path)
    let chunk = try chunk(of: column, in: path)
    var bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    // The end of a deflated chunk is the checksum of what was in it. A byte before it may be
    // altered without altering what comes out: in a run of zeros, say.
    bytes[chunk.upperBound - 1] ^= 0x10
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let stored = try StoredTimeline.read(at: path)
    let error = try #require(throws: StoredTimelineError.self) {
      try stored.forEachEventBlock { _ in }
    }
    #expect(error.description.contains("/timeline/events/\(column.rawValue): cannot read dataset"))
  }

  /// Where the first chunk of a column lies in the file.
  private func chunk(of column: EventColumn, in path: String) throws -> Range<Int> {
    try HDF5Library.exclusively {
      let file = try StoredTimeline.openTimeline(path)
      let dataset = try file.openGroup(EventTable.path).openDataset(column.rawValue)
      let space = try HDF5Object(H5Dget_space(dataset.id), "open", dataset.place)
      var (mask, address, size) = (UInt32(0), haddr_t(0), hsize_t(0))
      try HDF5Library.check(
        H5Dget_chunk_info(dataset.id, space.id, 0, nil, &mask, &address, &size), "find",
        dataset.place)
      return Int(address)..<Int(address) + Int(size)
    }
  }

  @Test(arguments: [
    (EventColumn.kind, 9.0, "event 1 has the kind 9"), (.rank, 3, "event 1 has the rank 3 of 3"),
    (.nameID, 2, "event 1 has the name_id 2 of 2"), (.stream, -1, "event 1 has the stream -1 of 2"),
  ])
  func `an event that refers to nothing is an error`(
    column: EventColumn, value: Double, reason: String
  ) throws {
    let run = SampleRun(ranks: 3, eventsPerRank: 4)
    let path = folder.path(of: "run.h5")
    var events = run.events()
    switch column {
    case .kind: events.kind[1] = Int8(value)
    case .rank: events.rank[1] = Int32(value)
    case .nameID: events.nameID[1] = Int32(value)
    default: events.stream[1] = Int32(value)
    }
    let file = try TimelineFile.create(at: path, provenance: SampleRun.provenance, title: "")
    try file.append(events)
    try file.finish(run.timeline)
    let stored = try StoredTimeline.read(at: path)
    #expect(throws: StoredTimelineError.damaged(path: path, reason: reason)) {
      try stored.forEachEventBlock { _ in }
    }
  }
}
