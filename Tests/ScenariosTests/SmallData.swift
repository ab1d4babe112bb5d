// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport

@testable import Scenarios

/// A data folder whose clusters and programs need only be there.
struct SmallData {
  let folder: ScratchFolder
  let root: DataRoot

  init() throws {
    folder = try ScratchFolder()
    root = DataRoot(path: folder.path)
    for name in [
      "technologies/facility.yaml", "topologies/copper.yaml", "topologies/light.yaml",
      "workloads/step.yaml", "traces/gpt.0.et", "traces/gpt.groups.json",
    ] {
      try folder.write(name, "name: unused\n")
    }
  }

  /// Reads a scenario of this text.
  func load(_ text: String, overrides: [String] = []) throws -> Scenario {
    let path = try folder.write("scenarios/s.yaml", text)
    return try ScenarioFile.load(path: path, overrides: overrides, root: root)
  }

  /// What is wrong with a scenario, without the folder's path; nil where nothing is.
  func problem(with text: String, overrides: [String] = []) throws -> String? {
    do {
      _ = try load(text, overrides: overrides)
      return nil
    } catch { return "\(error)".replacing(folder.path + "/", with: "") }
  }

  /// A scenario that is right, with more lines at its end: the first of them is line 4.
  static func scenario(_ more: String = "") -> String {
    """
    name: s
    cluster: topologies/copper.yaml
    workload: {program: workloads/step.yaml}
    \(more)
    """
  }
}
