// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

// Ways that need no search.
extension Router {
  /// Links that join the two without a node between, where there are any.
  func direct(from source: Int32, to destination: Int32, _ level: Int) -> Route? {
    var found: [Int32] = []
    for place in places(from: source, to: destination) {
      let link = leaving.links[place]
      if levels[level].domains.contains(links.domain[Int(link)]) { found.append(link) }
    }
    guard !found.isEmpty else { return nil }
    let share = 1 / Double(found.count)
    let latency = found.reduce(Seconds.zero) { max($0, links.latency[Int($1)]) }
    return finish(found.map { (link: $0, share: share) }, latency: latency)
  }

  /// Places in `leaving` of the links from one node to another: a row is ordered by far node, so
  /// bisect to the first.
  func places(from near: Int32, to far: Int32) -> Range<Int> {
    let row = leaving.row(near)
    var low = row.lowerBound
    var high = row.upperBound
    while low < high {
      let middle = (low + high) / 2
      if links.to[Int(leaving.links[middle])] < far {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var end = low
    while end < row.upperBound, links.to[Int(leaving.links[end])] == far { end += 1 }
    return low..<end
  }

  /// The way between two accelerators over the one switch that both have one link to: nothing is as
  /// short, and no table is needed. Nil where the source has no such link, or several.
  func neighbouring(
    from source: Int32, over gate: Int32, to destination: Int32, _ level: Int
  ) -> Route? {
    let up = only(from: source, to: gate, level)
    guard let up, let down = only(from: gate, to: destination, level) else { return nil }
    let latency = links.latency[Int(up)].rawValue + links.latency[Int(down)].rawValue
    return finish([(up, 1), (down, 1)], latency: .seconds(latency))
  }

  /// The link of a level from one node to another; nil where there are none or several.
  func only(from near: Int32, to far: Int32, _ level: Int) -> Int32? {
    var found: Int32?
    for place in places(from: near, to: far) {
      let link = leaving.links[place]
      guard levels[level].domains.contains(links.domain[Int(link)]) else { continue }
      guard found == nil else { return nil }
      found = link
    }
    return found
  }

  /// The switch that has the only link to an accelerator; nil where there are more. Whatever hangs on
  /// that switch shares its table.
  func gate(of destination: Int32, _ level: Int) -> Int32? {
    guard !levels[level].acceleratorsForward else { return nil }
    var gate: Int32?
    for place in entering.row(destination) {
      let link = Int(entering.links[place])
      guard levels[level].domains.contains(links.domain[link]) else { continue }
      guard gate == nil, Int(links.from[link]) >= nodes.acceleratorCount else { return nil }
      gate = links.from[link]
    }
    return gate
  }
}
