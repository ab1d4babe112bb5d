// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

extension WorkloadSource {
  /// Reads `{program: FILE}` or `{trace: PREFIX-OR-FOLDER, groups: FILE}`.
  ///
  /// - Throws: `DocumentError` for none or both of them, or a file that is not there.
  init(_ node: DocumentNode, paths: ScenarioPaths) throws(DocumentError) {
    var reader = try node.mapping()
    let program = reader.optional("program")
    let trace = reader.optional("trace")
    let groups = reader.optional("groups")
    if let train = reader.optional("train") {
      throw train.error(
        "a model with a parallel plan is not supported by this version; supported: program "
          + "(a step written as data), trace (Chakra execution traces)")
    }
    try reader.finish()
    switch (program, trace) {
    case (let program?, nil):
      if let groups { throw groups.error("belongs to a trace; a program names its own groups") }
      self = .program(path: try paths.file(program))
    case (nil, let trace?):
      self = .trace(
        path: try paths.prefixOrFolder(trace),
        groups: try groups.map { node throws(DocumentError) in try paths.file(node) })
    case (_?, _?):
      throw node.error("has both a program and a trace; write one of them")
    case (nil, nil):
      throw node.error("write program: FILE or trace: PREFIX-OR-FOLDER")
    }
  }
}
