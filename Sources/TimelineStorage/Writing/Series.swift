// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Timelines

extension HDF5Object {
  /// `/timeline/link_utilisation`: the share of each link's capacity that was used.
  func write(_ links: LinkUtilisation, with crew: CompressionCrew) throws(HDF5Error) {
    let group = try createGroup("link_utilisation", nexusClass: "NXdata")
    try group.setAttribute("signal", "utilisation")
    try group.setAttribute("axes", ["link", "time"])
    try group.setAttribute("title", "Utilisation of links")
    let link = try group.write(
      "link", links.link,
      DatasetText(
        "number of the directed link in its cluster; names in /labels/link_name", units: "1"))
    try link.makeScale("link")
    let time = try group.writeTime(edges: links.bytes.edges)
    let capacity = try group.write(
      "capacity", links.capacity, DatasetText("capacity, one way", units: "byte s-1"))
    try capacity.attach(link)
    let totals = try group.write(
      "bytes", (0..<links.bytes.rowCount).map { links.bytes.row($0).reduce(0, +) },
      DatasetText("bytes that crossed the link in the whole run", units: "byte"))
    try totals.attach(link)
    let multiplicity = try group.write(
      "multiplicity", links.multiplicity,
      DatasetText(
        "links that the row stands for", units: "1",
        comment: "number, name, capacity, bytes and utilisation are of one of them"))
    try multiplicity.attach(link)
    let utilisation = try group.writeMatrix(
      "utilisation", of: links.bytes, with: crew,
      DatasetText(
        "mean utilisation of the link in a bin", units: "1",
        comment: """
          times capacity, times the width of the bin: bytes that crossed the link in it
          """)
    ) { amount, row, width in
      let most = links.capacity[row] * width
      return most > 0 ? Float(amount / most) : 0
    }
    try utilisation.setAttribute("cell_methods", "time: mean")
    try utilisation.attach(link, dimension: 0)
    try utilisation.attach(time, dimension: 1)
  }

  /// `/timeline/power`: mean power of each component.
  func write(_ power: PowerSeries, with crew: CompressionCrew) throws(HDF5Error) {
    let group = try createGroup("power", nexusClass: "NXdata")
    try group.setAttribute("signal", "power")
    try group.setAttribute("axes", ["component", "time"])
    try group.setAttribute("title", "Power of components")
    let component = try group.writeIndex(
      "component", count: power.component.count, "row of /labels/component_name")
    let time = try group.writeTime(edges: power.energy.edges)
    let watts = try group.writeMatrix(
      "power", of: power.energy, with: crew,
      DatasetText("mean power of the component in a bin", units: "W")
    ) { amount, _, width in width > 0 ? amount / width : 0 }
    try watts.setAttribute("cell_methods", "time: mean")
    try watts.attach(component, dimension: 0)
    try watts.attach(time, dimension: 1)
  }

  /// `/timeline/power_by_SCOPE`: mean power of units that differ.
  func write(_ units: UnitPowerSeries, with crew: CompressionCrew) throws(HDF5Error) {
    let scope = units.scope.rawValue
    let group = try createGroup("power_by_\(scope)", nexusClass: "NXdata")
    try group.setAttribute("signal", "power")
    try group.setAttribute("axes", ["unit", "time"])
    try group.setAttribute("title", "Power of each \(scope)")
    let unit = try group.write(
      "unit", units.unit,
      DatasetText("number of the \(scope), the first that the row stands for", units: "1"))
    try unit.makeScale("unit")
    let multiplicity = try group.write(
      "multiplicity", units.multiplicity,
      DatasetText(
        "units that the row stands for", units: "1", comment: "power is of one of them"))
    try multiplicity.attach(unit)
    let time = try group.writeTime(edges: units.energy.edges)
    let watts = try group.writeMatrix(
      "power", of: units.energy, with: crew,
      DatasetText(
        "mean power of one \(scope) in a bin, with an even share of what accelerators share",
        units: "W")
    ) { amount, _, width in width > 0 ? amount / width : 0 }
    try watts.setAttribute("cell_methods", "time: mean")
    try watts.attach(unit, dimension: 0)
    try watts.attach(time, dimension: 1)
  }

  /// The starts of bins, with both ends as CF's bounds.
  private func writeTime(edges: [Double]) throws(HDF5Error) -> HDF5Object {
    let starts = Array(edges.dropLast())
    let time = try write("time", starts, DatasetText("start of the bin", units: "s"))
    try time.setAttribute("bounds", "time_bounds")
    try time.makeScale("time")
    let bound = try writeIndex("bound", count: 2, "0: start, 1: end")
    let bounds = try write(
      "time_bounds", zip(edges, edges.dropFirst()).flatMap { [$0, $1] }, shape: [starts.count, 2],
      DatasetText("start and end of the bin", units: "s"))
    try bounds.attach(time, dimension: 0)
    try bounds.attach(bound, dimension: 1)
    return time
  }

  /// A dataset with one row for each of the series', converted a chunk at a time: from the amount
  /// in a bin, the row and the seconds of the bin to what is stored.
  private func writeMatrix<Element: HDF5Element>(
    _ name: String, of series: BinnedSeries, with crew: CompressionCrew, _ text: DatasetText,
    _ convert: (Double, Int, Double) -> Element
  ) throws(HDF5Error) -> HDF5Object {
    let shape = [series.rowCount, series.binCount]
    let storage = DatasetStorage.fixed
    let dataset = try createDataset(name, type: Element.fileType, shape: shape, storage: storage)
    try dataset.describe(text)
    guard let lengths = storage.chunk(of: shape) else { return dataset }
    let widths = (0..<series.binCount).map { series.width(of: $0) }
    try dataset.writeChunks(
      width: Element.width, shape: shape, lengths: lengths, with: crew
    ) { cells, chunk in
      series.amounts.withUnsafeBufferPointer { amounts in
        var row = cells.lowerBound / series.binCount
        var bin = cells.lowerBound % series.binCount
        chunk.add(making: cells.count) { number in
          defer {
            bin += 1
            if bin == series.binCount { (row, bin) = (row + 1, 0) }
          }
          return convert(amounts[cells.lowerBound + number], row, widths[bin])
        }
      }
    }
    return dataset
  }
}
