// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

/// Flow classes as rows: what one flow of each costs, and what all of them load one link with.
package struct FlowRows: Sendable {
  /// `start[r]..<start[r + 1]` are the hops of row `r`.
  package private(set) var start: [Int32] = [0]
  /// Class of the link.
  package private(set) var link: [Int32] = []
  /// What one link of the class takes of the rate of each flow, over all flows that cross it.
  package private(set) var share: [Double] = []
  /// What crosses the link, in units of one flow's bytes.
  package private(set) var crossing: [Double] = []
  /// Flows on one link of the class.
  package private(set) var crowd: [Int] = []

  // One entry per row.
  package private(set) var latencySeconds: [Double] = []
  package private(set) var overheadSeconds: [Double] = []
  package private(set) var domain: [Int32] = []
  /// Of one flow.
  package private(set) var joulesPerByte: [Double] = []
  /// All flows of the class, and those of each sender.
  package private(set) var flows: [Double] = []
  package private(set) var perMember: [Double] = []

  package var count: Int { latencySeconds.count }

  /// Appends a class of flows.
  ///
  /// - Parameters:
  ///   - hops: what each flow takes of bundles, by class.
  ///   - costs: of one flow.
  ///   - count: flows of the class.
  ///   - each: how many of them each sender has.
  ///   - efficiency: of a share, what crosses the link.
  ///   - links: classes of links.
  ///   - layer: in which the hops' classes count.
  /// - Returns: the row of the class.
  mutating func append(
    _ hops: [FlowClass.Hop], _ costs: WayCosts, flows count: Int, perMember each: Int,
    efficiency: Double = 1, _ links: LinkClasses, layer: Int
  ) -> Int32 {
    var energy = 0.0
    var position = 0
    while position < hops.count {
      let own = hops[position].bundleClass
      var total = 0.0
      var bundles = 0
      while position < hops.count, hops[position].bundleClass == own {
        total += hops[position].share
        bundles += 1
        position += 1
      }
      let number = Int(links.row(of: own, in: layer))
      link.append(Int32(number))
      // Whole numbers are divided where they can be, so that shares of one stay one.
      let perLink = Self.ratio(count, Int(links.count[number])) * total
      share.append(perLink)
      crossing.append(perLink * efficiency)
      crowd.append(count * bundles / max(Int(links.bundles[number]), 1))
      energy += links.joulesPerByte[number] * total * efficiency
    }
    start.append(Int32(link.count))
    latencySeconds.append(costs.latency)
    overheadSeconds.append(costs.overhead)
    domain.append(costs.domain)
    joulesPerByte.append(energy)
    flows.append(Double(count))
    perMember.append(Double(each))
    return Int32(self.count - 1)
  }

  private static func ratio(_ a: Int, _ b: Int) -> Double {
    a.isMultiple(of: b) ? Double(a / b) : Double(a) / Double(b)
  }
}
