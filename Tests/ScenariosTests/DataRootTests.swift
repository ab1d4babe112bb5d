// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Scenarios

struct DataRootTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    for root in ["a", "b"] {
      try folder.write("\(root)/technologies/facility.yaml", "")
      try folder.write("\(root)/topologies/t.yaml", "")
    }
    try folder.write("a/scenarios/deep/s.yaml", "")
    try folder.write("empty/s.yaml", "")
  }

  private func find(
    near input: String?, variable: String? = nil, in directory: String = "empty",
    executable: String? = nil
  ) throws -> String {
    let surroundings = DataRoot.Surroundings(
      variable: variable, workingDirectory: "\(folder.path)/\(directory)",
      executable: executable.map { "\(folder.path)/\($0)" })
    return try DataRoot.find(near: input, in: surroundings).path
      .replacing(folder.path + "/", with: "")
  }

  @Test func `the nearest folder above the input wins`() throws {
    #expect(try find(near: "\(folder.path)/a/scenarios/deep/s.yaml", in: "b") == "a")
  }

  @Test func `then the working directory, then the executable`() throws {
    #expect(try find(near: "s.yaml", in: "b/topologies") == "b")
    #expect(try find(near: nil, executable: "a/.build/debug/heliograph") == "a")
  }

  @Test func `the environment variable comes before all of them`() throws {
    let found = try find(
      near: "\(folder.path)/a/scenarios/deep/s.yaml", variable: "\(folder.path)/b")
    #expect(found == "b")
  }

  @Test func `a variable that names no data is refused, not passed over`() throws {
    #expect(throws: InputError.self) {
      try find(near: nil, variable: "\(folder.path)/empty", in: "a")
    }
  }

  @Test func `where there is no data the message says how to name it`() throws {
    let error = #expect(throws: InputError.self) { try find(near: nil) }
    #expect(try #require(error).description.contains("set HELIOGRAPH_DATA"))
  }
}
