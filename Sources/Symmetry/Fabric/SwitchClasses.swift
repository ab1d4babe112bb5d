// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

/// Which switches of a level shortest paths use alike: those that have the same links to the same
/// accelerators and to switches that are used alike.
///
/// The coarsest partition of switches, every accelerator for itself, in which members of a class have
/// equally many links of each kind to each class and from it. Members are equally far from every
/// accelerator, and have equally many shortest paths there: by induction along a path, what one
/// accelerator sends another spreads over the members of each class, and over the links between two
/// classes, in equal parts. Two switches with the same neighbours are such a class, and so are the
/// planes of a tree of three levels: the spines of a pod, each with cores of its own, and all cores.
struct SwitchClasses {
  /// The first of the switches that a node stands beside; itself where it has no other. One entry
  /// per node of the cluster.
  let first: [Int32]

  init(_ links: LinkTable, _ members: [Int32], accelerators: Int, nodes: Int) {
    let colour = Self.refined(links, members, accelerators: accelerators, nodes: nodes)
    var first = (0..<Int32(nodes)).map { $0 }
    var numbering = Numbering()
    var groups: [[Int32]] = []
    for node in accelerators..<nodes where colour[node] != 0 {
      let number = Int(numbering.number(of: colour[node]))
      if number == groups.count { groups.append([]) }
      groups[number].append(Int32(node))
    }
    groups.removeAll { $0.count < 2 }
    for group in groups {
      for node in group { first[Int(node)] = group[0] }
    }
    let holds = groups.isEmpty || Self.holds(groups, first, links, members, nodes: nodes)
    self.first = holds ? first : (0..<Int32(nodes)).map { $0 }
  }

  /// A colour for every switch that has links, by refinement until nothing splits.
  private static func refined(
    _ links: LinkTable, _ members: [Int32], accelerators: Int, nodes: Int
  ) -> [UInt64] {
    let values = members.map { link -> UInt64 in
      let row = Int(link)
      var value = mixed(links.rate[row].rawValue.bitPattern, links.technology[row])
      value = mixed(value, links.latency[row].rawValue.bitPattern)
      return mixed(value, links.dynamicEnergy[row].rawValue.bitPattern)
    }
    // An accelerator's colour is its number.
    var colour = (0..<UInt64(nodes)).map { Int($0) < accelerators ? $0 &+ 1 : 0 }
    var classes = 0
    while true {
      var sums = [UInt64](repeating: 0, count: nodes)
      for (place, member) in members.enumerated() {
        let (from, to) = (Int(links.from[Int(member)]), Int(links.to[Int(member)]))
        if from >= accelerators {
          sums[from] &+= mixed(mixed(values[place], .linkOut), colour[to])
        }
        if to >= accelerators { sums[to] &+= mixed(mixed(values[place], .linkIn), colour[from]) }
      }
      var numbering = Numbering()
      for node in accelerators..<nodes where sums[node] != 0 {
        colour[node] = mixed(sums[node], colour[node])
        _ = numbering.number(of: colour[node])
      }
      guard Int(numbering.count) > classes else { return colour }
      classes = Int(numbering.count)
    }
  }

  /// Whether the members of each class have the same links to the same classes, compared link by
  /// link: two colours that are alike by chance would join what is not alike.
  private static func holds(
    _ groups: [[Int32]], _ first: [Int32], _ links: LinkTable, _ members: [Int32], nodes: Int
  ) -> Bool {
    var row = [Int32](repeating: -1, count: nodes)
    var lists: [[Int32]] = []
    for node in groups.joined() {
      row[Int(node)] = Int32(lists.count)
      lists.append([])
    }
    for member in members {
      let from = row[Int(links.from[Int(member)])]
      let to = row[Int(links.to[Int(member)])]
      if from >= 0 { lists[Int(from)].append(member) }
      if to >= 0 { lists[Int(to)].append(member) }
    }
    func place(_ link: Int32, of node: Int32) -> (isIn: Int, far: Int32) {
      links.to[Int(link)] == node
        ? (1, first[Int(links.from[Int(link)])]) : (0, first[Int(links.to[Int(link)])])
    }
    func ordered(_ node: Int32) -> [Int32] {
      lists[Int(row[Int(node)])].sorted { a, b in
        let (x, y) = (place(a, of: node), place(b, of: node))
        return (x.isIn, x.far, links.rate[Int(a)], a) < (y.isIn, y.far, links.rate[Int(b)], b)
      }
    }
    func areAlike(_ leader: Int32, _ own: [Int32], _ node: Int32, _ its: [Int32]) -> Bool {
      own.count == its.count
        && zip(own, its).allSatisfy { a, b in
          place(a, of: leader) == place(b, of: node) && links.haveSameValues(Int(a), Int(b))
        }
    }
    for group in groups {
      let leader = group[0]
      var ownInOrder: [Int32]?
      for node in group.dropFirst() {
        // Shapes lay the links of like switches in the same order: mostly nothing need be sorted.
        let own = lists[Int(row[Int(leader)])]
        if areAlike(leader, own, node, lists[Int(row[Int(node)])]) { continue }
        let sorted = ownInOrder ?? ordered(leader)
        ownInOrder = sorted
        guard areAlike(leader, sorted, node, ordered(node)) else { return false }
      }
    }
    return true
  }
}
