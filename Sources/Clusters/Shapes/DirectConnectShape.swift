// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

/// Accelerators joined without packet switches, each to `degree` others, by circuits that stay for
/// the whole job; or by the `strides` that the file lists.
///
/// Positions lie on a circle, and each stride is one ring through all of them (`Circulant`).
/// Accelerators pass on what is not for them.
struct DirectConnectShape: DomainShape {
  static let name = "direct-connect"
  static let hasSwitches = false
  static let hasLeaves = false

  private let circulant: Circulant

  init(_ keys: inout MappingReader, size: Int?) throws(DocumentError) {
    guard let size else { throw keys.node.error("\"size\" is missing: the groups that it joins") }
    let degree = keys.optional("degree")
    let strides = keys.optional("strides")
    switch (degree, strides) {
    case (let degree?, nil):
      let number = try degree.integer(in: 1...4096)
      guard number.isMultiple(of: 2) || size == 2 else {
        throw degree.error("each stride has a neighbour on and one back: take an even degree")
      }
      guard let circulant = Circulant.geometric(count: size, rings: (number + 1) / 2) else {
        throw degree.error(
          "\(size) positions have no \(number / 2) strides without a common divisor with \(size); "
            + "take a smaller degree, or list strides")
      }
      self.circulant = circulant
    case (nil, let strides?):
      circulant = try Self.read(strides, size: size)
    default:
      throw keys.node.error("give degree, the neighbours of each, or strides, and not both")
    }
  }

  private static func read(_ node: DocumentNode, size: Int) throws(DocumentError) -> Circulant {
    var strides: [Int] = []
    for element in try node.sequence() {
      let stride = try element.integer(in: 1...max(size / 2, 1))
      guard !strides.contains(stride) else { throw element.error("\(stride) is there already") }
      strides.append(stride)
    }
    let circulant = Circulant(count: size, strides: strides.sorted())
    guard circulant.isConnected || size == 1 else {
      throw node.error("the strides and \(size) have a common divisor: no way joins all")
    }
    return circulant
  }

  var size: Int { circulant.count }
  var hasCircuits: Bool { true }

  func forwards(inner: Int) -> Bool { true }

  func lay(_ domain: inout DomainBuilder) throws(DocumentError) {
    let width = try domain.bundle(toEachOf: circulant.degree)
    let values = try domain.evaluate(.accelerator, .accelerator).bundled(width)
    domain.fabric.reserveLinks(domain.copies * domain.span * circulant.degree)
    for copy in 0..<domain.copies {
      for group in 0..<domain.size where domain.size > 1 {
        for place in 0..<domain.inner {
          let from = domain.accelerator(copy: copy, group: group, place: place)
          for other in circulant.neighbours(of: group) {
            domain.connect(from, domain.accelerator(copy: copy, group: other, place: place), values)
          }
        }
      }
      // A switch, or as many as its ports ask for, for each link of an accelerator.
      domain.use(circuitSwitches: circulant.degree * width, ends: domain.span)
    }
  }
}
