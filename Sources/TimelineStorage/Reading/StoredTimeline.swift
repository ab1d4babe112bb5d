// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5
import Foundation
import Timelines

/// What a file says about a run, but for its events, which `forEachEventBlock` reads a block at a
/// time.
///
/// Bytes in bins come back from the stored utilisation, which is in single precision: true to
/// 1e-7 of each.
public struct StoredTimeline: Sendable {
  public var path: String
  public var title: String
  /// When the file was created, ISO 8601, UTC.
  public var fileTime: String
  public var formatVersion: String
  public var provenance: Provenance
  public var timeline: Timeline
  public var eventCount: Int

  /// Reads a file that `TimelineFile` wrote.
  ///
  /// A file that was cut short, a column that does not match its checksum and an object that is
  /// missing or has another shape are errors. What cannot be checked is the heap of texts, which
  /// has no checksum in HDF5: libhdf5 1.10.8 was seen to crash on one that was altered.
  ///
  /// - Throws: `StoredTimelineError`; what libhdf5 itself finds wrong is a `.damaged` with its
  ///   error stack.
  public static func read(at path: String) throws(StoredTimelineError) -> StoredTimeline {
    try HDF5Library.exclusively { () throws(StoredTimelineError) in
      let file = try openTimeline(path)
      return try damaged(path) { () throws(HDF5Error) in try StoredTimeline(path: path, file) }
    }
  }

  private init(path: String, _ file: borrowing HDF5Object) throws(HDF5Error) {
    self.path = path
    title = try file.stringAttribute("title") ?? ""
    fileTime = try file.stringAttribute("file_time") ?? ""
    formatVersion = try file.stringAttribute("format_version") ?? ""
    provenance = try file.readProvenance()
    timeline = try file.readTimeline()
    let events = try file.openGroup(EventTable.path).openDataset(EventColumn.event.rawValue)
    let shape = try events.shape()
    guard shape.count == 1 else { throw events.refusal("it has the shape \(shape)") }
    eventCount = shape[0]
  }

  /// Opens a file and makes sure that it is one of ours.
  static func openTimeline(_ path: String) throws(StoredTimelineError) -> HDF5Object {
    var status = stat()
    guard stat(path, &status) == 0, access(path, R_OK) == 0 else {
      throw .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path: path, reason: "it is not a regular file")
    }
    guard H5Fis_hdf5(path) > 0 else { throw .notHDF5(path: path) }
    let file = try damaged(path) { () throws(HDF5Error) in
      let place = HDF5Place(path)
      let access = try HDF5Object.unlockedAccess(for: place)
      return try HDF5Object(H5Fopen(path, hdf5_read_only(), access.id), "open", place)
    }
    let name = try damaged(path) { () throws(HDF5Error) in
      try file.stringAttribute("format_name")
    }
    let version = try damaged(path) { () throws(HDF5Error) in
      try file.stringAttribute("format_version")
    }
    guard let name else { throw .notATimeline(path: path, reason: "it has no format_name") }
    guard name == Layout.formatName else {
      throw .notATimeline(path: path, reason: "its format_name is \"\(name)\"")
    }
    let known = Layout.formatVersion.split(separator: ".")[0]
    guard let version, version.split(separator: ".").first == known else {
      throw .formatVersion(path: path, found: version ?? "none", known: "\(known).x")
    }
    return file
  }

  /// Names what libhdf5 or a reader found wrong with a file.
  static func damaged<Result: ~Copyable>(
    _ path: String, _ body: () throws(HDF5Error) -> Result
  ) throws(StoredTimelineError) -> Result {
    do throws(HDF5Error) {
      return try body()
    } catch {
      throw .damaged(path: path, reason: "\(error)")
    }
  }
}
