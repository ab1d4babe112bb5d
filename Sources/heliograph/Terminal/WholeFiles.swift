// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Writes texts to files that have their names only once all of them are complete.
///
/// Until then each lies beside its place as `.NAME.partial-PID`, and goes when the process is
/// stopped or any of them cannot be written.
struct WholeFiles {
  let unfinished: UnfinishedFiles

  /// - Parameter texts: a path and what the file holds, for each.
  /// - Throws: `OutputError`, after which no file has changed, unless only a renaming failed.
  func write(_ texts: [(path: String, text: String)]) throws {
    var finished: [(from: String, to: String)] = []
    defer {
      for (from, _) in finished {
        unlink(from)
        unfinished.closed(from)
      }
    }
    for (path, text) in texts {
      let target = Self.target(of: path)
      let temporary = Self.temporary(for: target)
      try unfinished.opening {
        guard FileManager.default.createFile(atPath: temporary, contents: nil) else {
          throw Self.failure(path)
        }
        return temporary
      }
      finished.append((temporary, target))
      do {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: temporary))
        try file.write(contentsOf: Data(text.utf8))
        try file.synchronize()
        try file.close()
      } catch { throw Self.failure(path) }
    }
    for (from, to) in finished where rename(from, to) != 0 { throw Self.failure(to) }
  }

  /// Symbolic links resolved, so that one stays a link.
  private static func target(of path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func temporary(for path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return path.dropLast(name.count) + ".\(name).partial-\(getpid())"
  }

  private static func failure(_ path: String) -> OutputError {
    OutputError("\(path): cannot be written: \(String(cString: strerror(errno)))")
  }
}
