// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

// Relations of whole groups: everyone with everyone, and lines of members.
extension EquitabilityCheck {
  mutating func compareEveryone(_ number: Int) {
    let relation = relations[number]
    var types = TypeNumbers()
    var chains = Sequences()
    var pairs = Sequences()
    var codes: [(bundle: Int32, code: Int32)] = []
    /// Of each class the places of its members in their trees, inner trees first, as one number.
    var siteOfClass = [Int32](repeating: -1, count: partition.rankClassCount)
    var siteNumbers = Sequences()
    var listed: [Int32] = []
    for group in ranks.groups(of: relation) where fault == nil {
      let members = Array(ranks.members(of: group))
      guard
        let trees = GroupTree.all(members.map { ranks.accelerator[Int($0)] }, in: ways.fabric)
      else {
        listed.append(group)
        continue
      }
      var sites = [Int32](repeating: -1, count: members.count)
      codes.reserveCapacity(codes.count + 2 * trees.reduce(0) { $0 + $1.count })
      for tree in trees {
        let its = tree.places.map { members[Int($0)] }
        let chain = chainsOf(tree, its, &types, &chains)
        for node in 0..<tree.count where tree.parent[node] >= 0 {
          codes.append((tree.up[node], 3 * chain[node]))
          codes.append((tree.down[node], 3 * chain[node] + 1))
        }
        for (place, own) in tree.places.enumerated() {
          sites[Int(own)] = siteNumbers.number(of: sites[Int(own)], chain[place], 0, 0)
          guard !tree.mates.isEmpty else { continue }
          // Those that it meets elsewhere, each by its class and the way that is not taken.
          var without: [Int32] = []
          for mate in tree.mates[place] {
            let way = tree.way(from: Int32(place), to: mate)
            let code = pairs.number(
              of: [partition.rankClass[Int(its[place])], partition.rankClass[Int(its[Int(mate)])]]
                + way.map { partition.bundleClass[Int($0)] })
            without.append(code)
            for bundle in way { codes.append((bundle, 3 * code + 2)) }
          }
          sites[Int(own)] = siteNumbers.number(of: [sites[Int(own)]] + without.sorted())
        }
      }
      for (place, rank) in members.enumerated() {
        let row = Int(partition.rankClass[Int(rank)])
        if siteOfClass[row] >= 0 {
          if siteOfClass[row] != sites[place] {
            fail(Int(rank), "meets others of its group at another place of the tree")
          }
          continue
        }
        siteOfClass[row] = sites[place]
        for tree in trees {
          guard let own = tree.places.firstIndex(of: Int32(place)) else { continue }
          result.flows[number][row] += flows(of: own, tree, tree.places.map { members[Int($0)] })
        }
      }
    }
    compareLoads(&codes)
    if fault == nil, !listed.isEmpty {
      compareListed(number, listed, isOnTree: siteOfClass.map { $0 >= 0 })
    }
  }

  /// What hangs below each node and around it, as numbers that are equal for equal content.
  private func chainsOf(
    _ tree: GroupTree, _ members: [Int32], _ types: inout TypeNumbers, _ chains: inout Sequences
  ) -> [Int32] {
    // Children as their parent sees them: types and classes of bundles. Most follow their like.
    var views: [[Int32]] = [[Int32]](repeating: [], count: tree.count - members.count)
    var type = [Int32](repeating: -1, count: tree.count)
    for node in 0..<tree.count {
      if node < members.count {
        type[node] = types.members.number(of: partition.rankClass[Int(members[node])], 0, 0, 0)
      } else {
        let row = node - members.count
        views[row].sort()
        type[node] = -1 - types.nodes.number(of: Self.runLengths(views[row]))
        views[row] = []
      }
      guard tree.parent[node] >= 0 else { continue }
      views[Int(tree.parent[node]) - members.count].append(
        types.views.number(
          of: 0, type[node], partition.bundleClass[Int(tree.up[node])],
          partition.bundleClass[Int(tree.down[node])]))
    }
    var chain = [Int32](repeating: -1, count: tree.count)
    for node in stride(from: tree.count - 1, through: 0, by: -1) {
      let above = tree.parent[node]
      chain[node] =
        above < 0
        ? chains.number(of: -1, type[node], 0, 0)
        : chains.number(
          of: chain[Int(above)], type[node], partition.bundleClass[Int(tree.up[node])],
          partition.bundleClass[Int(tree.down[node])])
    }
    return chain
  }

  private static func runLengths(_ sorted: [Int32]) -> [Int32] {
    var runs: [Int32] = []
    for value in sorted {
      if runs.count > 1, runs[runs.count - 2] == value {
        runs[runs.count - 1] += 1
      } else {
        runs += [value, 1]
      }
    }
    return runs
  }

  /// What the member at a place sends to the others.
  private func flows(
    of place: Int, _ tree: GroupTree, _ members: [Int32]
  ) -> [FlowClass] {
    let mates = tree.mates.isEmpty ? [] : tree.mates[place]
    // The node above the member at which each node's way leaves its own, and the bundles down.
    var ahead: [Int] = [place]
    while tree.parent[ahead[ahead.count - 1]] >= 0 {
      ahead.append(Int(tree.parent[ahead[ahead.count - 1]]))
    }
    var rungOf = [Int](repeating: -1, count: tree.count)
    for (rung, node) in ahead.enumerated() { rungOf[node] = rung }
    /// Rung of the fork and bundles from there down to a node that is no member.
    var downOf: [[Int32]] = [[Int32]](repeating: [], count: tree.count - members.count)
    for node in stride(from: tree.count - 1, through: members.count, by: -1)
    where rungOf[node] < 0 {
      let above = Int(tree.parent[node])
      downOf[node - members.count] =
        (rungOf[above] >= 0 ? [Int32(rungOf[above])] : downOf[above - members.count])
        + [tree.down[node]]
    }
    var found: [FlowClass] = []
    var rows: [[Int32]: Int] = [:]
    var last: (above: Int32, target: Int32, down: Int32, row: Int) = (-1, -1, -1, -1)
    for node in members.indices where rungOf[node] < 0 && !mates.contains(Int32(node)) {
      let above = tree.parent[node]
      let target = partition.rankClass[Int(members[node])]
      let own = partition.bundleClass[Int(tree.down[node])]
      if above == last.above, target == last.target, own == last.down {
        found[last.row].perMember += 1
        continue
      }
      let down =
        (rungOf[Int(above)] >= 0 ? [Int32(rungOf[Int(above)])] : downOf[Int(above) - members.count])
        + [tree.down[node]]
      let key = [target, down[0]] + down.dropFirst().map { partition.bundleClass[Int($0)] }
      if let row = rows[key] {
        found[row].perMember += 1
      } else {
        let bundles = ahead[..<Int(down[0])].map { tree.up[$0] } + down.dropFirst()
        let hops = bundles.map { BundleHop(bundle: $0, share: 1) }
        rows[key] = found.count
        found.append(
          FlowClass(
            target: target,
            hops: bundles.map {
              FlowClass.Hop(bundleClass: partition.bundleClass[Int($0)], share: 1)
            }.sorted(), costs: ways.costs(of: hops), perMember: 1))
      }
      last = (above, target, own, rows[key] ?? -1)
    }
    return found
  }

  /// Every bundle of a class has the same codes, each as often.
  mutating func compareLoads(_ codes: inout [(bundle: Int32, code: Int32)]) {
    var codeOfBundle = [Int32](repeating: -1, count: partition.bundleClass.count)
    var isAlone = true
    for (bundle, code) in codes {
      if codeOfBundle[Int(bundle)] >= 0 {
        isAlone = false
        break
      }
      codeOfBundle[Int(bundle)] = code
    }
    guard isAlone else { return compareManyLoads(&codes) }
    var model = [Int32](repeating: -1, count: partition.bundleClassCount)
    var loaded = [Int](repeating: 0, count: partition.bundleClassCount)
    for (bundle, code) in codes {
      let row = Int(partition.bundleClass[Int(bundle)])
      loaded[row] += 1
      if model[row] < 0 { model[row] = code }
      if model[row] != code { return failLoad(bundle) }
    }
    for row in loaded.indices where loaded[row] > 0 {
      if loaded[row] != partitionCount(ofBundleClass: Int32(row)) { return failLoad(nil) }
    }
  }

  private mutating func failLoad(_ bundle: Int32?) {
    fault =
      fault
      ?? (bundle.map {
        "links of one class, that of link \(ways.fabric.firstLink[Int($0)]), do not carry the same"
      } ?? "only some links of a class carry a collective")
  }

  private mutating func compareManyLoads(_ codes: inout [(bundle: Int32, code: Int32)]) {
    codes.sort { ($0.bundle, $0.code) < ($1.bundle, $1.code) }
    var model: [Int32: Range<Int>] = [:]
    var loaded: [Int32: Int] = [:]
    var first = 0
    while first < codes.count {
      var end = first
      while end < codes.count, codes[end].bundle == codes[first].bundle { end += 1 }
      let row = partition.bundleClass[Int(codes[first].bundle)]
      loaded[row, default: 0] += 1
      if let known = model[row] {
        if known.count != end - first
          || !zip(known, first..<end).allSatisfy({ codes[$0].code == codes[$1].code })
        {
          return failLoad(codes[first].bundle)
        }
      } else {
        model[row] = first..<end
      }
      first = end
    }
    if loaded.contains(where: { $0.value != partitionCount(ofBundleClass: $0.key) }) {
      failLoad(nil)
    }
  }

  /// Everyone to everyone where no tree says how: pair by pair.
  ///
  /// - Parameters:
  ///   - number: of the relation.
  ///   - groups: those that are on no tree.
  ///   - blocks: of each member for each, where they differ.
  ///   - isOnTree: by class of ranks.
  mutating func compareListed(
    _ number: Int, _ groups: [Int32], blocks: [Double]? = nil, isOnTree: [Bool]
  ) {
    let isListed = Set(groups)
    for row in 0..<partition.rankClassCount where fault == nil {
      let members = members(of: row)
      var models: [FlowClass] = []
      var flows: [[(from: Int32, to: Int32)]] = []
      for rank in members where fault == nil {
        let group = ranks.group(of: rank, in: relations[number])
        guard isListed.contains(group) else { continue }
        if isOnTree[row] { return fail(Int(rank), "is in a group that is no tree") }
        let its = ranks.members(of: group)
        let first = Int(ranks.place(of: rank, in: relations[number].family)) * its.count
        for (place, target) in its.enumerated() where target != rank {
          guard let one = flow(from: rank, to: target, blocks: blocks.map { $0[first + place] })
          else {
            return fail(Int(rank), "has no way to rank \(target)")
          }
          if let known = models.firstIndex(where: { $0.isAlike(one) }) {
            flows[known].append((rank, target))
          } else {
            models.append(one)
            flows.append([(rank, target)])
          }
        }
      }
      for index in models.indices where fault == nil {
        guard flows[index].count.isMultiple(of: members.count) else {
          return fail(Int(members.first ?? 0), "has not as many flows of a kind as others")
        }
        let each = flows[index].count / members.count
        var counts: [Int32: Int] = [:]
        for (rank, _) in flows[index] { counts[rank, default: 0] += 1 }
        for rank in members where counts[rank] != each {
          return fail(Int(rank), "has not as many flows of a kind as others")
        }
        models[index].perMember = each
        compare(models[index], flows[index])
      }
      if !models.isEmpty { result.flows[number][row] = models }
    }
  }

  mutating func compareLines(_ number: Int, _ aggregation: Aggregation) {
    var rows: [LineClass: Int32] = [:]
    var codes: [(bundle: Int32, code: Int32)] = []
    var shares = Sequences()
    for group in ranks.groups(of: relations[number]) where fault == nil {
      let members = ranks.members(of: group)
      for line in 0..<aggregation.lineCount where fault == nil {
        let its = (0..<aggregation.lineLength).map {
          members[members.startIndex + aggregation.member(at: $0, of: line)]
        }
        guard
          let tree = LineTree.find(aggregation, its.map { ranks.accelerator[Int($0)] }, &ways)
        else { return fail(Int(its[0]), "has no switches that reach its line") }
        let one = lineClass(aggregation, its, tree)
        let row: Int32
        if let known = rows[one] {
          row = known
        } else {
          row = Int32(result.lines[number].count)
          rows[one] = row
          result.lines[number].append(one)
          result.lineCounts[number].append(0)
        }
        result.lineCounts[number][Int(row)] += 1
        for rank in its {
          let own = Int(partition.rankClass[Int(rank)])
          let known = result.lineOfClass[number][own]
          if known < 0 { result.lineOfClass[number][own] = row }
          if known >= 0, known != row { fail(Int(rank), "is on a line of another kind") }
        }
        for hop in tree.hops {
          let bits = hop.share.bitPattern
          codes.append(
            (
              hop.bundle,
              shares.number(of: [
                row, Int32(truncatingIfNeeded: bits), Int32(truncatingIfNeeded: bits >> 32),
              ])
            ))
        }
      }
    }
    compareLoads(&codes)
  }

  private mutating func lineClass(
    _ aggregation: Aggregation, _ members: [Int32], _ tree: LineTree
  ) -> LineClass {
    var parts: [LineClass.Part] = []
    for (place, rank) in members.enumerated() {
      let part = LineClass.Part(
        rankClass: partition.rankClass[Int(rank)], sent: aggregation.sent(by: place),
        received: aggregation.received(by: place), count: 1)
      if let known = parts.firstIndex(where: { $0.rankClass == part.rankClass }) {
        if parts[known].sent != part.sent || parts[known].received != part.received {
          fail(Int(rank), "sends or receives other parts of a line")
        }
        parts[known].count += 1
      } else {
        parts.append(part)
      }
    }
    return LineClass(
      parts: parts.sorted(),
      hops: tree.hops.map {
        FlowClass.Hop(bundleClass: partition.bundleClass[Int($0.bundle)], share: $0.share)
      }.sorted(), costs: tree.costs, efficiency: tree.efficiency)
  }
}
