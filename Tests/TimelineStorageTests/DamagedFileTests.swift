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
        H5Fcreate(path, hdf5_truncate(), hdf5_default(), hdf5_default()), "create", path)
      for (name, text) in attributes { try file.setAttribute(name, text) }
    }
    return path
  }

  @Test func `a file that is not there is unreadable`() throws {
    let path = folder.path(of: "missing.h5")
    #expect(try error(reading: path) == .unreadable(
      path: path, reason: "No such file or directory"))
  }

  @Test func `a folder is unreadable`() throws {
    #expect(try error(reading: folder.path) == .unreadable(
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
    #expect(try error(reading: named) == .notATimeline(
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

  @Test func `an altered byte is an error or harmless, never a crash`() async throws {
    // In a process of its own, so that a crash is one test that failed.
    await #expect(processExitsWith: .success) {
      let folder = try Folder()
      let path = folder.path(of: "run.h5")
      try write(SampleRun(ranks: 3, eventsPerRank: 4), to: path)
      let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
      var refused = 0
      // A prime stride meets every kind of structure in the file.
      for position in stride(from: 0, to: bytes.count, by: 211) {
        for mask in [0xFF, 0x01, 0x80] as [UInt8] {
          var altered = bytes
          altered[position] ^= mask
          try Data(altered).write(to: URL(fileURLWithPath: path))
          do {
            try StoredTimeline.read(at: path).forEachEventBlock { _ in }
          } catch is StoredTimelineError {
            refused += 1
          }
        }
      }
      print("\(refused) refused")
      if refused < 100 { exit(EXIT_FAILURE) }
    }
  }
}
