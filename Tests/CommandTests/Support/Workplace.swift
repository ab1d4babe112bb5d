// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// A folder with the checkout's data and small inputs of every kind: where help's examples run.
struct Workplace {
  let folder: ScratchFolder
  var path: String { folder.path }

  init() throws {
    folder = try ScratchFolder()
    for name in ["technologies", "topologies", "tuners", "workloads", "models"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder.path)/\(name)", withDestinationPath: PackageRoot.path(name))
    }
    try folder.write("scenarios/tiny.yaml", try Self.text("scenarios/tiny.yaml"))
    // The real one takes too long without optimisation; its clusters stay, its step becomes small.
    try folder.write(
      "scenarios/first-light.yaml",
      try Self.text("scenarios/first-light.yaml")
        .replacing("workloads/llama3-70b-tp8-dp64.yaml", with: "workloads/tiny.yaml"))
    try folder.write("links.csv", "link_id,capacity_Bps\n0,1e10\n1,5e9\n")
    try folder.write("flows.csv", "flow_id,start_s,bytes,link_ids\na,0,1e10,0 1\nb,0,1e10,0\n")
    try ChakraBytes.allReduce(in: folder)
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: PackageRoot.path(path), encoding: .utf8)
  }

  /// What a command prints with `--json`, once it has succeeded.
  func json(_ arguments: [String]) throws -> [String: Any] {
    let result = try Executable.run(arguments + ["--json"], in: path)
    #expect(result.status == 0, "\(result.errors)")
    let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(value as? [String: Any])
  }
}
