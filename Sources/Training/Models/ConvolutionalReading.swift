// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

extension ConvolutionalNetwork {
  /// Reads the keys of a convolutional network.
  ///
  /// - Parameter reader: of the file's top.
  /// - Throws: `DocumentError` for dimensions that make no network.
  init(reading reader: inout MappingReader) throws(DocumentError) {
    var image = try reader.required("image").mapping()
    let (size, channels) = (try image.dimension("size"), try image.dimension("channels"))
    try image.finish()
    let list = try reader.required("stages")
    var stages: [Stage] = []
    for node in try list.sequence() { stages.append(try Stage(reading: node)) }
    guard !stages.isEmpty else { throw list.error("is empty; allowed: one stage or more") }
    self.init(
      imageSize: size, imageChannels: channels, stem: try Stem(reading: reader.required("stem")),
      stages: stages, classes: try reader.dimension("classes"))
  }
}

extension ConvolutionalNetwork.Stem {
  fileprivate init(reading node: DocumentNode) throws(DocumentError) {
    var reader = try node.mapping()
    self.init(
      kernel: try reader.dimension("kernel"), stride: try reader.dimension("stride"),
      channels: try reader.dimension("channels"),
      poolStride: try reader.optionalDimension("pool_stride") ?? 1)
    try reader.finish()
  }
}

extension ConvolutionalNetwork.Stage {
  /// Most blocks of a stage; each is looked at by itself.
  private static let mostBlocks = 100_000

  fileprivate init(reading node: DocumentNode) throws(DocumentError) {
    var reader = try node.mapping()
    self.init(
      shape: try reader.named("shape"),
      blocks: try reader.integer("blocks", in: 1...Self.mostBlocks),
      width: try reader.dimension("width"), channels: try reader.dimension("channels"),
      stride: try reader.optionalDimension("stride") ?? 1)
    try reader.finish()
  }
}
