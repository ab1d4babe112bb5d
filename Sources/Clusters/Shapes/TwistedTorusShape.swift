// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// A torus in which going around one dimension also shifts another coordinate, which brings distant
/// corners of a long torus closer.
///
/// `twist` lists `{around, shifts, by}` with dimensions counted from 0. After J. M. Cámara, M. Moretó,
/// E. Vallejo, R. Beivide, J. Miguel-Alonso, C. Martínez and J. Navaridas, "Twisted torus topologies
/// for enhanced interconnection networks", IEEE Trans. Parallel Distrib. Syst. 21 (2010).
struct TwistedTorusShape: DomainShape {
  static let name = "twisted-torus"
  static let hasSwitches = false
  static let hasLeaves = false

  private let grid: Grid
  private let blocks: [Int]?

  init(_ keys: inout MappingReader, size: Int?) throws(DocumentError) {
    let dimensions = try keys.dimensions(size: size)
    let node = try keys.required("twist")
    var twists: [Grid.Twist] = []
    for element in try node.sequence() {
      var reader = try element.mapping()
      let axes = 0...dimensions.count - 1
      let twist = Grid.Twist(
        around: try reader.integer("around", in: axes),
        shifts: try reader.integer("shifts", in: axes),
        by: try reader.integer("by", in: 1...Cluster.mostAccelerators))
      try reader.finish()
      guard twist.around != twist.shifts else {
        throw element.error("around and shifts are one dimension; a twist needs two")
      }
      guard twist.by < dimensions[twist.shifts] else {
        throw element.error(
          "by: a shift of \(twist.by) along a dimension of \(dimensions[twist.shifts]) positions; "
            + "allowed: 1 to \(dimensions[twist.shifts] - 1)")
      }
      twists.append(twist)
    }
    guard !twists.isEmpty else {
      throw node.error("lists no twist; a torus without is shape torus")
    }
    blocks = try keys.blocks(of: dimensions)
    grid = Grid(dimensions, .around, twists: twists)
  }

  var size: Int { grid.count }
  var hasTrunks: Bool { blocks != nil }
  var hasCircuits: Bool { blocks != nil }

  func forwards(inner: Int) -> Bool { true }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    try domain.layAccelerators(on: grid, blocks: blocks)
  }
}
