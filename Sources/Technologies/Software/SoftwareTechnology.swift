// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// A generation of training software: what its kernels reach, move and wait for.
///
/// What an accelerator reaches with any software is ``AcceleratorExecution``.
package struct SoftwareTechnology: Sendable {
  /// How much slower products are one of whose dimensions is odd.
  package struct Misalignment: Sendable, Hashable {
    /// The dimension is no multiple of it, in values.
    package var multiple: Int
    /// Of the rate of aligned products.
    package var factor: Figure<Double>
  }

  /// A part of a product that one multiprocessor computes at a time.
  package struct Tile: Sendable, Hashable {
    package var rows: Int
    package var columns: Int
    /// Of the rate of the fastest tile.
    package var factor: Figure<Double>
  }

  /// What the host takes for a layer and a microbatch, forward and backward together.
  package struct HostTime: Sendable, Hashable {
    package var layer: Figure<Seconds>
    /// Of a layer whose tokens are sorted by expert.
    package var expertLayer: Figure<Seconds>
  }

  package var name: String
  package var title: String
  package var year: Int
  package var attention: AttentionSoftware
  /// Bytes that are moved between products over those that fused kernels must move.
  package var elementwiseFactor: Figure<Double>
  /// Bytes that are moved for a value that is cast from two bytes, by format, such as "fp8"; a
  /// format is not there where the software does not train in it.
  package var castBytes: [String: Figure<Double>]
  /// Bytes read and written for a logit by the loss, forward and backward.
  package var lossBytes: (forward: Figure<Double>, backward: Figure<Double>)
  /// Bytes read and written for a weight and microbatch to add its gradient to the earlier ones',
  /// beside the two that the product writes.
  package var accumulationBytes: Figure<Double>
  /// Bytes read and written for a weight and step, from its summed gradient to its copy of two
  /// bytes.
  package var optimizerBytes: Figure<Double>
  /// Bytes that are moved to sort tokens by expert and back over one read and one write of each.
  package var permutationFactor: Figure<Double>
  package var hostTime: HostTime
  /// Part of its rate that arithmetic loses while a collective runs beside it.
  package var overlapSlowdown: Figure<Double>
  /// In the order written, one or more.
  package var tiles: [Tile]
  /// The largest multiple first, and each as fast as those after it or faster.
  package var misaligned: [Misalignment]
  package var file: String

  /// Formats that values are cast to, as files write them.
  package static var castFormats: [String] { ["fp8", "mxfp8", "nvfp4"] }

  /// - Throws: `DocumentError` for what the shape cannot see: an accelerator twice, no year.
  init(_ record: Record, _ document: Document) throws(DocumentError) {
    name = record.name
    title = record.title
    file = record.file
    var reader = try document.root.mapping()
    year = try reader.integer("year", in: 2000...2100)
    attention = try AttentionSoftware(record, try reader.required("attention"))
    elementwiseFactor = record.requiredNumber("elementwise_factor")
    castBytes = [:]
    for format in Self.castFormats { castBytes[format] = record.number("cast_bytes.\(format)") }
    lossBytes = (
      record.requiredNumber("loss_bytes.forward"), record.requiredNumber("loss_bytes.backward")
    )
    accumulationBytes = record.requiredNumber("accumulation_bytes")
    optimizerBytes = record.requiredNumber("optimizer_bytes")
    permutationFactor = record.requiredNumber("permutation_factor")
    hostTime = HostTime(
      layer: record.requiredFigure("host_time.layer"),
      expertLayer: record.requiredFigure("host_time.expert_layer"))
    overlapSlowdown = record.requiredNumber("overlap_slowdown")
    tiles = try Self.tiles(record, try reader.required("tiles"))
    misaligned = try Self.misaligned(record, try reader.required("misaligned"))
  }

  private static func tiles(
    _ record: Record, _ node: DocumentNode
  ) throws(DocumentError) -> [Tile] {
    var tiles: [Tile] = []
    for (index, element) in try node.sequence().enumerated() {
      var reader = try element.mapping()
      let factor = record.requiredNumber("tiles[\(index)].factor")
      guard (factor.low ?? factor.value) > 0 else {
        throw element.error("a rate must be above zero")
      }
      tiles.append(
        Tile(
          rows: try reader.integer("rows", in: 1...4096),
          columns: try reader.integer("columns", in: 1...4096), factor: factor))
    }
    guard !tiles.isEmpty else { throw node.error("lists no tile") }
    return tiles
  }

  private static func misaligned(
    _ record: Record, _ node: DocumentNode
  ) throws(DocumentError) -> [Misalignment] {
    var found: [Misalignment] = []
    for (index, element) in try node.sequence().enumerated() {
      var reader = try element.mapping()
      let multiple = try reader.integer("multiple", in: 2...4096)
      let factor = record.requiredNumber("misaligned[\(index)].factor")
      if let larger = found.last {
        guard multiple < larger.multiple, larger.multiple.isMultiple(of: multiple) else {
          throw element.error("each multiple divides the one before it, and is smaller")
        }
        guard factor.value <= larger.factor.value else {
          throw element.error("what misses \(multiple) misses \(larger.multiple) too: no faster")
        }
      }
      found.append(Misalignment(multiple: multiple, factor: factor))
    }
    return found
  }
}
