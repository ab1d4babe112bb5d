// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents

extension ServerTopology {
  /// Joins PCI switches that list each other, where the cluster file says by what: the description
  /// has no rate for it.
  mutating func addShortcuts() throws(DocumentError) {
    var joined: Set<Set<BusID>> = []
    for (bus, element) in shortcuts {
      let target = try BusID(try element.required("target"))
      guard source.linkKinds.explains("pcilink"), let from = bridgeOfBus[bus],
        let to = bridgeOfBus[target]
      else {
        graph.note(
          "\(element.file): direct links between PCI switches (pcilink) are left out where "
            + "graph.links.pcilink does not say what they are, or one end is not there")
        continue
      }
      guard joined.insert([bus, target]).inserted else { continue }
      let row = try source.linkKinds.row(
        ofClass: "pcilink", usually: nil, at: element.place, in: &graph.kinds)
      graph.links.append(
        GraphLink(
          place: element.place, from: element.place.named(from), to: element.place.named(to),
          kind: row))
    }
  }

  /// NCCL takes each pair of a server's processors for joined.
  mutating func addProcessorLinks() throws(DocumentError) {
    for (number, one) in processors.enumerated() {
      for other in processors[(number + 1)...] {
        let usual = one.usualLink == other.usualLink ? one.usualLink : nil
        let row = try source.linkKinds.row(
          ofClass: "sys", usually: usual, at: other.name, in: &graph.kinds)
        graph.links.append(
          GraphLink(place: other.name, from: one.name, to: other.name, kind: row))
      }
    }
  }
}

extension MarkupElement {
  /// UPI 2 joins Xeons of the fourth and fifth generation, whose models of family 6 these are.
  func usualProcessorLink() throws(DocumentError) -> String? {
    guard self["vendor"] == "GenuineIntel", let family = attribute("familyid"),
      let model = attribute("modelid"), try family.integer() == 6
    else { return nil }
    return [0x8F, 0xCF].contains(try model.integer()) ? "upi-2" : nil
  }
}
