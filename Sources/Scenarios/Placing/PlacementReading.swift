// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

extension PlacementOrder {
  /// Reads `{order: [tp, dp]}`, `{accelerators: [0-7, gpu12]}` or `{file: x.csv}`.
  ///
  /// - Throws: `DocumentError` for none or several of them, or one that is wrong.
  init(_ node: DocumentNode, _ paths: ScenarioPaths) throws(DocumentError) {
    var reader = try node.mapping()
    let order = reader.optional("order")
    let accelerators = reader.optional("accelerators")
    let file = reader.optional("file")
    try reader.finish()
    switch (order, accelerators, file) {
    case (let order?, nil, nil): self = .groups(try Self.names(order))
    case (nil, let accelerators?, nil): self = .listed(try AcceleratorList(accelerators))
    case (nil, nil, let file?): self = .listed(try AcceleratorList(table: try paths.file(file)))
    default: throw node.error("give order, accelerators or file, and one of them alone")
    }
  }

  private static func names(_ list: DocumentNode) throws(DocumentError) -> [String] {
    var names: [String] = []
    for element in try list.sequence() {
      let name = try element.string()
      guard !names.contains(name) else { throw element.error("\"\(name)\" is listed twice") }
      names.append(name)
    }
    guard !names.isEmpty else { throw list.error("the order is empty") }
    return names
  }
}
