// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Whole files of UTF-8 text.
package enum TextFile {
  /// The text of a file.
  ///
  /// - Parameters:
  ///   - path: the file, as messages will name it.
  ///   - asker: the value that names it, which is blamed where it is not there.
  /// - Returns: its text.
  /// - Throws: `DocumentError` for a file that is missing, a folder, or not UTF-8.
  package static func read(
    _ path: String, for asker: DocumentNode? = nil
  ) throws(DocumentError) -> String {
    func failure(_ problem: String) -> DocumentError {
      asker?.error("\"\(path)\": \(problem)") ?? DocumentError(file: path, problem: problem)
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw failure("cannot be read: no such file")
    }
    guard !isFolder.boolValue else { throw failure("cannot be read: it is a folder") }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw failure("cannot be read: no permission")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw DocumentError(file: path, problem: "is not UTF-8 text")
    }
    return text
  }

  /// A path in a file is relative to the file's folder.
  ///
  /// - Parameters:
  ///   - name: as the file says it.
  ///   - file: that says it.
  /// - Returns: the path from where the program runs.
  package static func path(_ name: String, beside file: String) -> String {
    guard !name.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return name }
    return String(file[...slash]) + name
  }
}
