// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Charts
import Clusters

/// Gives every box of a group its place, leaving out what there is no room for.
struct Placing {
  let names: [String]
  let kinds: [NodeKind]

  /// How much of a group's children is drawn.
  private enum Detail: CaseIterable {
    case all
    case abbreviated
    /// In a row of a few kinds, the first of each.
    case firstOfKinds
    case firstInside
    /// In a row, the first and nothing else.
    case firstAlone
    case closed
  }

  /// A group inside its frame.
  ///
  /// - Parameters:
  ///   - group: what is drawn.
  ///   - limit: the width that it should stay within; it gets as close as leaving out allows.
  ///   - copies: how many like it the cluster has, for the notes.
  /// - Returns: its boxes.
  func piece(_ group: FabricGroup, within limit: Double, copies: Int) -> Piece {
    if let accelerator = group.accelerator { return leaf(group, accelerator, copies: copies) }
    var best: Piece?
    var closed: Piece?
    for detail in Detail.allCases {
      guard let children = children(of: group, detail, within: limit, copies: copies) else {
        continue
      }
      let piece = withTiers(group, around: children, within: limit, copies: copies)
      if piece.width <= limit {
        // A picture in which no accelerator is seen says little.
        if piece.boxes.contains(where: { $0.kind == .accelerator }) { return piece }
        closed = closed ?? piece
      }
      if best.map({ piece.width < $0.width }) ?? true { best = piece }
    }
    return closed ?? best ?? self.closed(group)
  }

  // MARK: Single boxes

  private func leaf(_ group: FabricGroup, _ node: Int32, copies: Int) -> Piece {
    // Numbers are enough where accelerators have no names of their own.
    let label = group.name == "gpu\(node)" ? "\(node)" : group.name
    return Piece(
      PictureBox(
        kind: .accelerator, label: label, title: group.name, nodes: [node],
        width: Sizes.acceleratorWidth(of: label), height: Sizes.box))
  }

  private func closed(_ group: FabricGroup) -> Piece {
    let label = group.name.isEmpty ? group.noun : group.name
    let count = Count.of(group.acceleratorCount, "accelerator")
    return Piece(
      PictureBox(
        kind: .collapsed, label: "\(label)\n\(count)", title: "\(label): \(count), not drawn",
        nodes: group.nodes,
        width: max(Sizes.width(of: label), Sizes.width(of: count)) + 6, height: 44))
  }

  private func rest(_ count: Int, noun: String, _ nodes: [Int32]) -> Piece {
    let what = Count.plural(count, noun)
    return Piece(
      PictureBox(
        kind: .rest(count: count), label: "…\n\(Count.text(count)) more",
        title: "\(Count.text(count)) more \(what), not drawn", nodes: nodes,
        width: max(Sizes.restWidth, Sizes.width(of: "\(Count.text(count)) more")), height: 34))
  }

  func rest(_ groups: ArraySlice<FabricGroup>) -> Piece {
    rest(groups.count, noun: groups.first?.noun ?? "", groups.flatMap(\.nodes))
  }

  // MARK: Children

  /// - Returns: nil where this detail says no more than the one before.
  private func children(
    of group: FabricGroup, _ detail: Detail, within limit: Double, copies: Int
  ) -> Piece? {
    let hasGroups = group.children.contains { $0.accelerator == nil }
    let inner = limit - 2 * Sizes.padding
    if !hasGroups, ![.all, .abbreviated].contains(detail) { return nil }
    if detail == .firstOfKinds {
      let kinds = Set(group.children.map(\.kind)).count
      if group.arrangement != .row || !(2...3).contains(kinds) { return nil }
    }
    if detail == .firstAlone, group.arrangement != .row || group.children.count < 3 { return nil }
    switch group.arrangement {
    case .row:
      let most = hasGroups ? Sizes.mostGroups : Sizes.mostAccelerators
      if detail == .all, group.children.count > most { return nil }
      let entries =
        detail == .firstAlone
        ? [.child(0), .rest(1..<group.children.count)]
        : RowEntry.row(group.children.map(\.kind), most: detail == .all ? most : 1)
      let pieces = pieces(entries, of: group, detail, within: inner, copies: copies)
      return Rows.row(pieces, gap: hasGroups ? Sizes.betweenGroups : Sizes.betweenAccelerators)
    case .circle:
      if detail == .all, hasGroups, group.children.count > Sizes.mostGroups { return nil }
      let most = hasGroups && detail != .closed ? Sizes.mostGroups : Sizes.mostOnCircle
      let entries = RowEntry.row(group.children.map(\.kind), most: most)
      // The first alone stands above the middle, with room on both sides.
      let room = !hasGroups ? inner : detail == .firstInside ? inner * 0.85 : inner / 3.1
      return Rows.circle(pieces(entries, of: group, detail, within: room, copies: copies))
    case .grid(let columns, let rows):
      let most = hasGroups ? Sizes.mostPlanes : Sizes.mostOnAxis
      let across = RowEntry.axis(columns, most: most)
      let down = RowEntry.axis(rows, most: most)
      let gaps = Double(across.count - 1) * Sizes.apart(hasGroups: hasGroups) + Sizes.arcRoom
      let others = Double(across.count - 1) * (group.children.first.map { closed($0).width } ?? 0)
      let room =
        detail == .firstInside ? inner - gaps - others : (inner - gaps) / Double(across.count)
      let cells = down.map { row in
        across.map { column in
          cell(column, row, columns, of: group, detail, within: room, copies: copies)
        }
      }
      return Rows.grid(cells, hasGroups: hasGroups)
    }
  }

  private func pieces(
    _ entries: [RowEntry], of group: FabricGroup, _ detail: Detail, within room: Double,
    copies: Int
  ) -> [Piece] {
    let counts = Dictionary(
      group.children.map { ($0.kind, 1) }, uniquingKeysWith: +)
    let isCircle = group.arrangement == .circle
    let isOpen = isOpen(entries, of: group, detail)
    let open = isOpen.count { $0 }
    // What is closed or left out, and the gaps, take their room first.
    var left = room
    if !isCircle {
      left -= Double(entries.count - 1) * Sizes.betweenGroups
      for (entry, isOpen) in zip(entries, isOpen) where !isOpen {
        switch entry {
        case .rest: left -= Sizes.restWidth
        case .child(let index): left -= closed(group.children[index]).width
        }
      }
      left /= Double(max(1, open))
    }
    return zip(entries, isOpen).map { entry, isOpen in
      switch entry {
      case .rest(let range): return rest(group.children[range])
      case .child(let index):
        let child = group.children[index]
        guard isOpen else { return closed(child) }
        return piece(child, within: left, copies: copies * (counts[child.kind] ?? 1))
      }
    }
  }

  /// Which of what is drawn is seen inside; an accelerator always is.
  private func isOpen(
    _ entries: [RowEntry], of group: FabricGroup, _ detail: Detail
  ) -> [Bool] {
    var met: Set<String> = []
    return entries.enumerated().map { place, entry in
      guard case .child(let index) = entry else { return false }
      let child = group.children[index]
      guard child.accelerator == nil else { return true }
      switch detail {
      case .all, .abbreviated: return true
      case .firstOfKinds: return met.insert(child.kind).inserted
      case .firstInside, .firstAlone: return place == 0
      case .closed: return false
      }
    }
  }

  private func cell(
    _ column: RowEntry, _ row: RowEntry, _ columns: Int, of group: FabricGroup, _ detail: Detail,
    within room: Double, copies: Int
  ) -> Piece {
    let (across, down) = (column.range, row.range)
    if across.count == 1, down.count == 1 {
      let index = down.lowerBound * columns + across.lowerBound
      let child = group.children[index]
      if detail == .closed || (detail == .firstInside && index > 0), child.accelerator == nil {
        return closed(child)
      }
      return piece(child, within: room, copies: copies * group.children.count)
    }
    let hidden = down.flatMap { row in across.map { group.children[row * columns + $0] } }
    return rest(hidden[...])
  }

  // MARK: Switches

  private func withTiers(
    _ group: FabricGroup, around children: Piece, within limit: Double, copies: Int
  ) -> Piece {
    let above = group.tiers.filter { !$0.isBelow }.reversed().map { tier($0, limit, copies) }
    let below = group.tiers.filter(\.isBelow).map { tier($0, limit, copies) }
    let rows = above + [children] + below
    let width = rows.map(\.width).max() ?? 0
    let isRoot = group.noun.isEmpty || copies == 1
    let gap = group.tiers.isEmpty ? 0 : isRoot ? min(130, max(64, width * 0.13)) : 34
    let name = isRoot && group.name.isEmpty ? "" : group.name
    let inner = max(width, Labels.width(of: name, size: Sizes.text))
    var piece = Piece(
      PictureBox(
        kind: .group, label: name,
        title: "\(name): \(Count.of(group.acceleratorCount, "accelerator"))",
        width: inner + 2 * Sizes.padding, height: 0, isDirect: group.arrangement != .row))
    var y = Sizes.padding
    for index in rows.indices {
      let x = Sizes.padding + (inner - rows[index].width) / 2
      piece.add(contentsOf: rows[index], x: x, y: y)
      y += rows[index].height + (index + 1 < rows.count ? gap : 0)
    }
    piece.height = y + (name.isEmpty ? Sizes.padding : Sizes.nameStrip)
    if !name.isEmpty, copies > 1 || !group.noun.isEmpty {
      piece.notes.append(
        RowNote(y: piece.height - 7, text: Count.of(copies, group.noun)))
    }
    let leaves = group.children.filter { $0.accelerator != nil }.count
    if leaves > 0 {
      piece.notes.append(
        RowNote(
          y: (piece.boxes.first { $0.kind == .accelerator }).map { $0.centre.y + 4 } ?? 0,
          text: Count.of(leaves * copies, "accelerator")))
    }
    return piece
  }

  private func tier(_ tier: FabricGroup.Tier, _ limit: Double, _ copies: Int) -> Piece {
    let labels = tier.nodes.map { NodeNames.short(names[Int($0)]) }
    let width = labels.map(Sizes.width).max() ?? 0
    let roles = Set(tier.nodes.map { NodeNames.role(of: names[Int($0)]) })
    let isNIC = tier.nodes.first.map { kinds[Int($0)] == .nic } ?? false
    let noun = isNIC ? "NIC" : roles.count == 1 ? roles.first ?? "" : "switch"
    let fits = Double(tier.nodes.count) * (width + Sizes.between) <= limit - 2 * Sizes.padding
    let most = fits ? Sizes.mostSwitches : 1
    let entries = RowEntry.row(tier.nodes.map { _ in "" }, most: most)
    let pieces = entries.map { entry -> Piece in
      switch entry {
      case .rest(let range): return rest(range.count, noun: noun, Array(tier.nodes[range]))
      case .child(let index):
        let node = tier.nodes[index]
        return Piece(
          PictureBox(
            kind: isNIC ? .nic : .packetSwitch, label: labels[index], title: names[Int(node)],
            nodes: [node], width: isNIC ? width : max(44, width), height: Sizes.box + 2))
      }
    }
    let spread = copies > 1 || pieces.count < 2 ? Sizes.between : 3 * Sizes.between
    var row = Rows.row(pieces, gap: fits ? spread : Sizes.between)
    row.notes = [
      RowNote(y: row.height / 2 + 4, text: Count.of(tier.nodes.count * copies, noun))
    ]
    return row
  }
}

extension RowEntry {
  var range: Range<Int> {
    switch self {
    case .child(let index): index..<index + 1
    case .rest(let range): range
    }
  }

  /// Along an axis of a grid, where all are alike.
  static func axis(_ extent: Int, most: Int) -> [RowEntry] {
    row((0..<extent).map { _ in "" }, most: most)
  }
}
