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
}

extension DomainBuilder {
  /// Joins accelerators as the positions of a grid are: each to those of its own place in the
  /// groups at the neighbouring positions.
  mutating func layAccelerators(on grid: Grid) throws(DocumentError) {
    let values = try evaluate(.accelerator, .accelerator)
      .bundled(try bundle(toEachOf: grid.degree))
    fabric.reserveLinks(copies * span * grid.degree)
    for copy in 0..<copies {
      for group in 0..<grid.count {
        let neighbours = grid.neighbours(of: group)
        for place in 0..<inner {
          let from = accelerator(copy: copy, group: group, place: place)
          for (other, _) in neighbours {
            connect(from, accelerator(copy: copy, group: other, place: place), values)
          }
        }
      }
    }
    self.grid = NodeGrid(grid, first: 0, planes: inner, copies: copies)
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
    guard let budget = switches else { throw error("names no switch") }
    let one = try evaluate(.packetSwitch, .packetSwitch, .trunk)
    // A hair above is rounding.
    let fastest: BitsPerSecond = budget.portRate * (1 + 1e-12)
    guard one.rate <= fastest else {
      throw error(
        "a link of \(one.rate) is faster than a port of \(budget.name), \(budget.portRate)")
    }
    let hosts: Int = terminals * inner
    let trunks = zip(grid.dimensions, widths).reduce(0) { sum, line in
      sum + (line.0 - 1) * line.1
    }
    guard hosts * bundle + trunks <= budget.ports else {
      throw error(
        "a switch ends \(hosts) x \(bundle) links of accelerators and \(trunks) of switches, and "
          + "\(budget.name) has \(budget.ports) ports")
    }
    let first = Int32(fabric.nodes.count)
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
      switchesUsed += grid.count
    }
    self.grid = NodeGrid(grid, first: first, planes: 1, copies: copies)
  }
}
