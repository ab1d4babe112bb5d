// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import ArgumentParser
import Foundation
import Quantities
import Scenarios

/// What several commands take.
struct JSONOption: ParsableArguments {
  @Flag(help: "Print JSON: keys sorted, units in the keys.")
  var json = false
}

struct CollectivesOption: ParsableArguments {
  @Flag(help: "List the collectives: times, lower bounds, and what binds.")
  var collectives = false
}

struct CeilingOption: ParsableArguments {
  @Option(
    name: .customLong("ceiling"),
    help: ArgumentHelp(
      "A ceiling on the site's power: '12 MW' (average over the run), '12 MW over 1 s' or "
        + "'peak 12 MW'; of each 'accelerator', 'node', 'rack' or 'pod' where that stands before; "
        + "with ', throttle' (clocks fall until it holds) or ', shrink' (accelerators are switched "
        + "off) behind it; or 'energy 2 GJ per step'. May be repeated. Exit 1 where one is broken.",
      valueName: "power"),
    transform: { try Ceiling(parsing: $0) })
  var ceilings: [Ceiling] = []
}

struct PolicyOptions: ParsableArguments {
  @Option(
    name: .customLong("algorithm"),
    help: ArgumentHelp(
      "The algorithm of one kind of collective, such as all-reduce=ring; may be repeated.",
      valueName: "kind=name"))
  var pairs: [String] = []

  @OptionGroup var choices: ChoiceOptions

  func validate() throws {
    do { _ = try CollectiveNames.policy(pairs) } catch {
      throw ValidationError("--algorithm: \(error)")
    }
  }

  func options(ceilings: [Ceiling]) throws -> RunOptions {
    RunOptions(
      algorithms: try CollectiveNames.policy(pairs), choices: try choices.choices(),
      ceilings: ceilings)
  }
}

/// A path that a command will write to.
enum OutputPath {
  /// - Throws: `ValidationError` where no file can be made there.
  static func check(_ path: String?) throws {
    guard let path else { return }
    let files = FileManager.default
    var isFolder: ObjCBool = false
    if files.fileExists(atPath: path, isDirectory: &isFolder) {
      let type = try? files.attributesOfItem(atPath: path)[.type] as? FileAttributeType
      guard !isFolder.boolValue else {
        throw ValidationError("--output: \"\(path)\" is a folder")
      }
      guard type == .typeRegular || type == .typeSymbolicLink else {
        throw ValidationError("--output: \"\(path)\" is no file that can be replaced")
      }
    }
    try checkFolder(DataRoot.folder(of: path), of: path)
  }

  /// - Throws: `ValidationError` where the folder is absent or closed to us.
  static func checkFolder(_ folder: String, of path: String) throws {
    let files = FileManager.default
    guard files.fileExists(atPath: folder) else {
      throw ValidationError("--output: no folder \"\(folder)\" for \"\(path)\"")
    }
    guard files.isWritableFile(atPath: folder) else {
      throw ValidationError("--output: the folder \"\(folder)\" cannot be written to")
    }
  }
}
