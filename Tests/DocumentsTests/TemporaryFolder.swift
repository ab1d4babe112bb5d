// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Makes files in a folder of their own, hands the folder's path to `body` and removes it.
func withFiles<Result>(
  _ files: KeyValuePairs<String, String>, _ body: (_ folder: String) throws -> Result
) throws -> Result {
  try withFiles(files.map { ($0.key, Data($0.value.utf8)) }, body)
}

func withFiles<Result>(
  _ files: [(name: String, data: Data)], _ body: (_ folder: String) throws -> Result
) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("heliograph-documents-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, data) in files {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }
  return try body(folder.path)
}
