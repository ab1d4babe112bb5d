// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

extension ServerTopology {
  /// Gigatransfers a second of a lane, by generation from 1.
  private static let paces = [2.5, 5, 8, 16, 32, 64]
  /// Lanes of the link that the record of a generation is of: `pcie5-x16`.
  private static let lanesOfRecord = 16

  /// The link of a PCI device to what is above it, of the generation and width that the file says.
  mutating func pciLink(
    _ element: MarkupElement, from lower: String, to upper: String
  ) throws(DocumentError) -> GraphLink {
    let generation = try generation(of: element)
    let row = try source.linkKinds.row(
      ofClass: "pcie\(generation)", usually: "pcie\(generation)-x\(Self.lanesOfRecord)",
      at: element.place, in: &graph.kinds)
    // A width of 0 is one that could not be read.
    var lanes = try element.attribute("link_width")?.integer(in: 0...32) ?? 0
    if lanes == 0 {
      lanes = Self.lanesOfRecord
      graph.note(
        "\(element.file): where no link_width is given, \(lanes) lanes are taken, as NCCL does")
    }
    let whole = try graph.kinds.descriptions[row].bundle(asked: 1, accelerator: nil).rate
    return GraphLink(
      place: element.place, from: element.place.named(lower), to: element.place.named(upper),
      kind: row, rate: whole * (Double(lanes) / Double(Self.lanesOfRecord)))
  }

  /// `16.0 GT/s PCIe`, `16 GT/s`, or nothing that could be read.
  private mutating func generation(of element: MarkupElement) throws(DocumentError) -> Int {
    let node = element.attribute("link_speed")
    let text = try node?.string() ?? ""
    guard let node, !text.hasPrefix("Unknown") else {
      graph.note(
        "\(element.file): where no link_speed is given, 8 GT/s is taken, as NCCL does")
      return 3
    }
    let words = text.split(separator: " ")
    guard let pace = words.first.flatMap({ Double($0) }),
      words.dropFirst().first.map({ $0 == "GT/s" }) ?? true,
      let index = Self.paces.firstIndex(of: pace)
    else {
      throw node.error(
        "\"\(text)\" is no speed of PCI Express; known: "
          + Self.paces.map { "\($0) GT/s" }.joined(separator: ", "))
    }
    return index + 1
  }
}

extension DocumentNode {
  /// A name at this place.
  func named(_ name: String) -> DocumentNode {
    DocumentNode(text: name, file: file, line: line, keyPath: keyPath)
  }
}
