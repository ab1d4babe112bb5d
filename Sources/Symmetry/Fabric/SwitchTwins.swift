// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters

/// Which switches of a level have the same links to the same neighbours.
struct SwitchTwins {
  /// The first of the switches that a node stands beside; itself where it has no twin. One entry per
  /// node of the cluster.
  let first: [Int32]

  init(_ links: LinkTable, _ members: [Int32], accelerators: Int, nodes: Int) {
    var colour = [UInt64](repeating: 0, count: nodes)
    func value(_ link: Int) -> UInt64 {
      var value = mixed(links.rate[link].rawValue.bitPattern, links.technology[link])
      value = mixed(value, links.latency[link].rawValue.bitPattern)
      return mixed(value, links.dynamicEnergy[link].rawValue.bitPattern)
    }
    for member in members {
      let link = Int(member)
      let value = value(link)
      let (from, to) = (links.from[link], links.to[link])
      if Int(from) >= accelerators { colour[Int(from)] &+= mixed(mixed(value, .linkOut), to) }
      if Int(to) >= accelerators { colour[Int(to)] &+= mixed(mixed(value, .linkIn), from) }
    }
    var first = (0..<Int32(nodes)).map { $0 }
    var numbering = Numbering()
    var groups: [[Int32]] = []
    for node in accelerators..<nodes where colour[node] != 0 {
      let number = Int(numbering.number(of: colour[node]))
      if number == groups.count { groups.append([]) }
      groups[number].append(Int32(node))
    }
    groups.removeAll { $0.count < 2 }
    guard !groups.isEmpty else {
      self.first = first
      return
    }
    // Only for those that may have a twin are links listed and compared.
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
      links.to[Int(link)] == node ? (1, links.from[Int(link)]) : (0, links.to[Int(link)])
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
        var isTwin = areAlike(leader, own, node, lists[Int(row[Int(node)])])
        if !isTwin {
          let sorted = ownInOrder ?? ordered(leader)
          ownInOrder = sorted
          isTwin = areAlike(leader, sorted, node, ordered(node))
        }
        if isTwin { first[Int(node)] = leader }
      }
    }
    self.first = first
  }
}
