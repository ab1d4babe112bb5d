// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A file that cannot be read back as a timeline.
public enum StoredTimelineError: Error, Hashable, CustomStringConvertible {
  /// The file cannot be opened: the system's reason.
  case unreadable(path: String, reason: String)
  case notHDF5(path: String)
  /// HDF5, but written by something else, or no timeline.
  case notATimeline(path: String, reason: String)
  /// Written by a later version of this program, or an earlier one that is no longer read.
  case formatVersion(path: String, found: String, known: String)
  /// Cut short or altered: what was found, or HDF5's error stack.
  case damaged(path: String, reason: String)

  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .notHDF5(let path): "\(path): not an HDF5 file"
    case .notATimeline(let path, let reason):
      "\(path): an HDF5 file, but no timeline of heliograph: \(reason)"
    case .formatVersion(let path, let found, let known):
      "\(path): has format version \(found); this program reads \(known)"
    case .damaged(let path, let reason): "\(path): damaged: \(reason)"
    }
  }
}
