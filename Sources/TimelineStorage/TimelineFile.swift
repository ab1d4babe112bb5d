// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import CHDF5
import Timelines

/// Writes one timeline to HDF5: events as they happen, then the rest.
///
/// The file takes its name when `finish` has put everything in it and on the disk; until then it
/// is `.NAME.partial-PID` in the same folder. Whatever fails, that file is removed and an older
/// file of the same name is left as it was.
///
/// A class, because an open file is one thing with one owner, which must close it whichever way it
/// is given up. Not for two threads at once; several files may be written by several threads, one
/// call of HDF5 at a time.
public final class TimelineFile: EventSink {
  private let temporary: TemporaryFile
  private let requestedPath: String
  private let crew: CompressionCrew
  private var events: EventChunks
  private var open: OpenFile?

  /// What exists while the file is open. In this order: columns are closed before their file.
  private struct OpenFile: ~Copyable {
    var columns: EventTable
    var file: HDF5Object
  }

  /// Creates the temporary file, with everything in it that is known before the run.
  ///
  /// - Parameters:
  ///   - path: where the complete file goes; an older file there is replaced.
  ///   - provenance: stored in `/provenance`.
  ///   - title: of the file, for people.
  /// - Returns: a file to append events to.
  /// - Throws: `HDF5Error` where the file cannot be created.
  public static func create(
    at path: String, provenance: Provenance, title: String
  ) throws(HDF5Error) -> TimelineFile {
    try TimelineFile(
      path: path, provenance: provenance, title: title, time: try Timestamp.current())
  }

  /// The time is when the file was created, ISO 8601, UTC. The workers compress, besides the caller.
  init(
    path: String, provenance: Provenance, title: String, time: String,
    workers: Int = CompressionCrew.usualWorkers
  ) throws(HDF5Error) {
    let temporary = try TemporaryFile(for: path)
    crew = CompressionCrew(workers: workers)
    events = EventChunks(crew: crew)
    self.temporary = temporary
    self.requestedPath = path
    do throws(HDF5Error) {
      open = try HDF5Library.exclusively { () throws(HDF5Error) in
        let file = try createFile(temporary.path)
        try file.writeRoot(title: title, provenance: provenance, time: time)
        let entry = try file.createGroup(Layout.timeline, nexusClass: "NXentry")
        try entry.setAttribute("default", "link_utilisation")
        try entry.setAttribute("title", title)
        let columns = try EventTable(in: entry)
        try file.write(provenance)
        return OpenFile(columns: columns, file: file)
      }
    } catch {
      temporary.remove()
      throw error
    }
  }

  deinit { abandon() }

  /// Where the unfinished file lies: what a process that is stopped must remove.
  public var temporaryPath: String { temporary.path }

  /// Events that have been appended.
  public var eventCount: Int { events.count }

  /// Adds events after those that are there.
  ///
  /// They are compressed once 65,536 have come together, while the caller goes on, and written when
  /// the next 65,536 have: an error of the file system may be that of a call before.
  ///
  /// - Throws: `HDF5Error`, after which the file is gone.
  public func append(_ block: EventColumns) throws(HDF5Error) {
    try requireOpen("append events")
    try events.add(block, write)
  }

  /// Writes everything else, closes the file and gives it its name.
  ///
  /// - Throws: `HDF5Error`, after which the file is gone.
  public func finish(_ timeline: Timeline) throws(HDF5Error) {
    timeline.requireEqualLengths()
    try requireOpen("finish")
    try events.finish(write)
    try step { (open) throws(HDF5Error) in
      var open = open
      open.columns.close()
      try open.file.write(timeline, with: crew)
      try HDF5Library.check(H5Fflush(open.file.id, H5F_SCOPE_GLOBAL), "write", open.file.place)
      try open.file.close()
      try temporary.publish()
      return nil
    }
    crew.dismiss()
  }

  /// Writes the next chunk of each column of the events. Other threads wait for HDF5 no longer than
  /// that takes, whoever compresses what.
  private func write(_ chunks: [Chunk]) throws(HDF5Error) {
    try step { (open) throws(HDF5Error) in
      try open.columns.write(chunks)
      return open
    }
  }

  private func requireOpen(_ operation: String) throws(HDF5Error) {
    guard open == nil else { return }
    throw HDF5Error(
      operation: operation, path: requestedPath, stack: "the file was finished or given up")
  }

  /// Gives the file up: nothing is left of it. Does nothing after `finish` or an error.
  public func abandon() {
    crew.dismiss()
    HDF5Library.exclusively {
      guard open.take() != nil else { return }
      temporary.remove()
    }
  }

  /// Hands the open file to `work`, which returns it unless the file is complete. Where it throws,
  /// the file is closed and removed.
  private func step(
    _ work: (consuming OpenFile) throws(HDF5Error) -> OpenFile?
  ) throws(HDF5Error) {
    try HDF5Library.exclusively { () throws(HDF5Error) in
      guard let file = open.take() else { preconditionFailure("the file is not open") }
      do throws(HDF5Error) {
        open = try work(file)
      } catch {
        crew.dismiss()
        temporary.remove()
        throw error
      }
    }
  }
}

/// A new file that HDF5 1.10 and later reads, which is what MATLAB, R and Octave carry.
private func createFile(_ path: String) throws(HDF5Error) -> HDF5Object {
  let place = HDF5Place(path)
  let access = try HDF5Object.unlockedAccess(for: place)
  try HDF5Library.check(
    H5Pset_libver_bounds(access.id, H5F_LIBVER_EARLIEST, H5F_LIBVER_V110), "make properties", place)
  try HDF5Library.check(
    H5Pset_fclose_degree(access.id, H5F_CLOSE_STRONG), "make properties", place)
  let creation = try HDF5Object.creationProperties(hdf5_class_file_create(), for: place)
  try HDF5Library.check(
    H5Pset_link_creation_order(creation.id, hdf5_track_order()), "make properties", place)
  var file = try HDF5Object(
    H5Fcreate(path, hdf5_truncate(), creation.id, access.id), "create file", place)
  try file.guardWrites()
  return file
}
