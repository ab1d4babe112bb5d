// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file that has its own name only once it is complete.
///
/// Until then it lies in the same folder as `.NAME.partial-PID`, so that taking its name is one
/// step of the file system, and whoever finds one after a crash sees what it is.
struct TemporaryFile {
  /// Where the file goes in the end: symbolic links resolved, so that one stays a link.
  let target: String
  let path: String

  /// Refuses a target that is a folder or a device: renaming would replace it.
  init(for requested: String) throws(HDF5Error) {
    var status = stat()
    let exists = stat(requested, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      throw HDF5Error(operation: "create file", path: requested, stack: "it is not a regular file")
    }
    var target = requested
    if exists, let resolved = realpath(requested, nil) {
      target = String(cString: resolved)
      free(resolved)
    }
    let name = target.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard !name.isEmpty else {
      throw HDF5Error(operation: "create file", path: requested, stack: "it names no file")
    }
    self.target = target
    self.path = target.dropLast(name.count) + ".\(name).partial-\(getpid())"
  }

  /// Waits until the bytes are on the disk, then gives the file its name.
  func publish() throws(HDF5Error) {
    try synchronise(path)
    guard rename(path, target) == 0 else { throw systemError("rename to \(target)", path) }
    // The new name is in the folder: a crash after this line cannot lose it. Some file systems
    // cannot synchronise a folder, and the file itself is safe by now.
    try? synchronise(folder)
  }

  func remove() { unlink(path) }

  private var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func synchronise(_ path: String) throws(HDF5Error) {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw systemError("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw systemError("synchronise", path) }
  }

  private func systemError(_ operation: String, _ path: String) -> HDF5Error {
    HDF5Error(operation: operation, path: path, stack: String(cString: strerror(errno)))
  }
}
