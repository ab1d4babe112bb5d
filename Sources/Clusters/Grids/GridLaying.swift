// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

extension MappingReader {
  /// Reads `dimensions`: positions along each dimension.
  ///
  /// - Parameters:
  ///   - size: what the file says of their product; nil where it does not.
  ///   - least: positions of a dimension.
  /// - Returns: one number a dimension, one or more dimensions.
  /// - Throws: `DocumentError` for none, too many positions, or a size that is not their product.
  mutating func dimensions(
    size: Int?, least: Int = 1
  ) throws(DocumentError) -> [Int] {
    let node = try required("dimensions")
    var dimensions: [Int] = []
    var product = 1
    for element in try node.sequence() {
      let length = try element.integer(in: least...Cluster.mostAccelerators)
      dimensions.append(length)
      product = min(product * length, Cluster.mostAccelerators + 1)
    }
    guard !dimensions.isEmpty else { throw node.error("lists no dimension") }
    guard product <= Cluster.mostAccelerators else {
      throw node.error("more than \(Cluster.mostAccelerators) positions")
    }
    if let size, size != product {
      let text = dimensions.map(String.init).joined(separator: " x ")
      throw node.error("\(text) = \(product) positions, and size says \(size); leave size out")
    }
    return dimensions
  }

  /// Reads `blocks`: positions of a block along each dimension.
  ///
  /// - Parameter dimensions: of the whole grid.
  /// - Returns: nil where the file has none.
  /// - Throws: `DocumentError` for another number of dimensions, or blocks that do not fill them.
  mutating func blocks(of dimensions: [Int]) throws(DocumentError) -> [Int]? {
    guard let node = optional("blocks") else { return nil }
    var blocks: [Int] = []
    for element in try node.sequence() {
      blocks.append(try element.integer(in: 1...Cluster.mostAccelerators))
    }
    guard blocks.count == dimensions.count else {
      throw node.error("lists \(blocks.count) for \(dimensions.count) dimensions; one for each")
    }
    for (block, size) in zip(blocks, dimensions) where !size.isMultiple(of: block) {
      throw node.error("blocks of \(block) do not fill a dimension of \(size)")
    }
    return blocks
  }
}

extension DomainBuilder {
  /// Joins accelerators as the positions of a grid are: each to those of its own place in the
  /// groups at the neighbouring positions.
  ///
  /// - Parameters:
  ///   - grid: of the groups.
  ///   - blocks: positions of a block along each dimension; links that leave one, or go around, are
  ///     trunks. Nil where all links are alike.
  /// - Throws: `DocumentError` where an accelerator has fewer links than neighbours.
  mutating func layAccelerators(on grid: Grid, blocks: [Int]? = nil) throws(DocumentError) {
    let width = try bundle(toEachOf: grid.degree)
    let values = try evaluate(.accelerator, .accelerator).bundled(width)
    let trunk =
      blocks == nil
      ? values : try evaluate(.accelerator, .accelerator, .trunk).bundled(width)
    fabric.reserveLinks(copies * span * grid.degree)
    for copy in 0..<copies {
      for group in 0..<grid.count {
        for (other, _) in grid.neighbours(of: group) {
          let leaves = blocks.map { grid.leavesBlock(of: $0, from: group, to: other) } ?? false
          for place in 0..<inner {
            let from = accelerator(copy: copy, group: group, place: place)
            let to = accelerator(copy: copy, group: other, place: place)
            connect(from, to, leaves ? trunk : values)
          }
        }
      }
    }
    if let blocks { useCircuits(on: grid, blocks: blocks, width: width) }
    self.grid = NodeGrid(grid, first: Int32(first), planes: inner, copies: copies)
    layout = .grid(extents: grid.dimensions, blocks: blocks)
  }

  /// A circuit switch has both ends of one line of every block: the faces of a block have as many
  /// lines as positions.
  private mutating func useCircuits(on grid: Grid, blocks: [Int], width: Int) {
    let ofBlock = blocks.reduce(1, *)
    for (size, length) in zip(grid.dimensions, blocks) where size > 1 {
      use(
        circuitSwitches: copies * inner * width * ofBlock / length,
        ends: 2 * grid.count / ofBlock)
    }
  }

  /// Switches at the positions of a grid, joined as these are, with as many groups of accelerators
  /// on each.
  ///
  /// - Parameters:
  ///   - grid: of the switches.
  ///   - terminals: groups on a switch.
  ///   - widths: parallel links between two switches, by dimension.
  /// - Throws: `DocumentError` where a switch has too few ports, or too slow ones.
  mutating func laySwitches(
    on grid: Grid, terminals: Int, widths: [Int]
  ) throws(DocumentError) {
    let up = try evaluate(.accelerator, .packetSwitch).bundled(bundle)
    let down = try evaluate(.packetSwitch, .accelerator).bundled(bundle)
    let budget = try budget()
    let one = try evaluate(.packetSwitch, .packetSwitch, .trunk)
    try check(one, on: budget)
    let hosts: Int = terminals * inner
    let trunks = zip(grid.dimensions, widths).reduce(0) { sum, line in
      sum + (line.0 - 1) * line.1
    }
    guard hosts * bundle + trunks <= budget.ports else {
      throw error(
        "a switch ends \(hosts) x \(bundle) links of accelerators and \(trunks) of switches, and "
          + "\(budget.name) has \(budget.ports) ports")
    }
    let firstSwitch = Int32(fabric.nodes.count)
    for copy in 0..<copies {
      let hub = (0..<grid.count).map {
        addSwitch("switch", number: copy * grid.count + $0)
      }
      for place in 0..<span {
        let node = accelerator(copy: copy, group: 0, place: place)
        join(node, hub[place / hosts], up: up, down: down)
      }
      for position in 0..<grid.count {
        for (other, dimension) in grid.neighbours(of: position) {
          connect(hub[position], hub[other], one.bundled(widths[dimension]))
        }
      }
      use(switches: grid.count)
    }
    self.grid = NodeGrid(grid, first: firstSwitch, planes: 1, copies: copies)
    layout = .grid(extents: grid.dimensions)
  }
}
