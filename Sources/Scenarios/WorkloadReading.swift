// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

extension WorkloadSource {
  /// Reads `{program: FILE}`, `{trace: PREFIX-OR-FOLDER, groups: FILE}` or
  /// `{train: {model: FILE, plan: {...}}}`.
  ///
  /// - Throws: `DocumentError` for none or several of them, or a file that is not there.
  init(_ node: DocumentNode, paths: ScenarioPaths) throws(DocumentError) {
    var reader = try node.mapping()
    let program = reader.optional("program")
    let trace = reader.optional("trace")
    let groups = reader.optional("groups")
    let train = reader.optional("train")
    try reader.finish()
    let stated = [program, trace, train].compactMap { $0 }
    guard stated.count < 2 else {
      throw node.error("has several of program, trace and train; write one of them")
    }
    if trace == nil, let groups {
      throw groups.error("belongs to a trace; a program names its own groups")
    }
    if let program {
      self = .program(path: try paths.file(program))
    } else if let trace {
      self = .trace(
        path: try paths.prefixOrFolder(trace),
        groups: try groups.map { node throws(DocumentError) in try paths.file(node) })
    } else if let train {
      self = .training(try TrainingSource(train, paths: paths))
    } else {
      throw node.error(
        "write program: FILE, trace: PREFIX-OR-FOLDER or train: {model: FILE, plan: {...}}")
    }
  }
}
