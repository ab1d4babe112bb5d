// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Which routers of a dragonfly's groups are joined to which of other groups.
///
/// Every two groups have the same number of links, and the wiring looks the same from each group:
/// the link to the group `d` further on leaves from a router that depends on `d` alone (the
/// palmtree arrangement of C. Camarero, E. Vallejo and R. Beivide, "Topological characterization of
/// Hamming and dragonfly networks and its implications on routing", ACM TACO 11 (2014)).
package struct GlobalWiring: Sendable, Hashable {
  package var groups: Int
  /// Routers of a group that have links to other groups.
  package var routers: Int
  /// Links between every two groups.
  package var linksPerPair: Int

  /// Nil where the routers have fewer links than there are other groups.
  ///
  /// - Parameters:
  ///   - groups: 1 or more.
  ///   - routers: of each group.
  ///   - links: to other groups, of each router. What is left when every pair has the same number
  ///     stays unused.
  package init?(groups: Int, routers: Int, links: Int) {
    self.groups = groups
    self.routers = routers
    guard groups > 1 else {
      linksPerPair = 0
      return
    }
    linksPerPair = routers * links / (groups - 1)
    guard linksPerPair > 0 else { return nil }
  }

  /// A link one way, from one group to another.
  package struct Link: Sendable, Hashable {
    package var router: Int
    package var farGroup: Int
    package var farRouter: Int
  }

  /// Links that leave a group, by the group that they lead to and then side by side.
  package func links(from group: Int) -> [Link] {
    (1..<max(groups, 1)).flatMap { offset in
      (0..<linksPerPair).map { number in
        Link(
          router: router(offset: offset, number),
          farGroup: (group + offset) % groups,
          farRouter: router(offset: groups - offset, number))
      }
    }
  }

  /// The router of a group's link to the group so much further on: links are dealt out in equal
  /// parts, one after the other.
  private func router(offset: Int, _ number: Int) -> Int {
    let used = (groups - 1) * linksPerPair
    return (number * (groups - 1) + offset - 1) * routers / used
  }
}
