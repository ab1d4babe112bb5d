// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import heliograph

struct WholeFilesTests {
  private let folder: ScratchFolder
  private let files = WholeFiles(unfinished: UnfinishedFiles())

  init() throws { folder = try ScratchFolder() }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
  }

  @Test func `all files are there, and nothing else`() throws {
    try folder.write("a.csv", "old")
    try files.write([("\(folder.path)/a.csv", "new"), ("\(folder.path)/b.svg", "picture")])
    #expect(try folder.names() == ["a.csv", "b.svg"])
    #expect(try text("a.csv") == "new" && text("b.svg") == "picture")
  }

  @Test func `where one cannot be written the others stay as they were`() throws {
    try folder.write("a.csv", "old")
    #expect(throws: OutputError.self) {
      try files.write([
        ("\(folder.path)/a.csv", "new"), ("\(folder.path)/missing/b.svg", "picture"),
      ])
    }
    #expect(try folder.names() == ["a.csv"])
    #expect(try text("a.csv") == "old")
  }

  @Test func `a symbolic link stays one, and its file is replaced`() throws {
    let target = try folder.write("real/a.csv", "old")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/a.csv", withDestinationPath: target)
    try files.write([("\(folder.path)/a.csv", "new")])
    #expect(try text("real/a.csv") == "new")
    let kind = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/a.csv")[.type]
    #expect(kind as? FileAttributeType == .typeSymbolicLink)
  }
}
