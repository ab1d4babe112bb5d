// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SimulationEngine

/// Whether rates are the max-min fair ones, by what defines them: no link carries more than it can,
/// and every flow has a link that is full and on which no flow is faster.
struct FairShares {
  struct Flow {
    var rate: Double
    var hops: [(link: Int32, share: Double)]
  }

  let capacities: [Double]
  var flows: [Int32: Flow] = [:]

  /// Levels that differ by 2⁻⁴³ are one, and a link is full to 2⁻⁴¹ of what it holds back.
  private static let tolerance = 1e-11

  /// What is wrong, or nil.
  func breach() -> String? {
    var load = [Double](repeating: 0, count: capacities.count)
    var fastest = [Double](repeating: 0, count: capacities.count)
    for flow in flows.values {
      for hop in flow.hops {
        load[Int(hop.link)] += flow.rate * hop.share
        fastest[Int(hop.link)] = max(fastest[Int(hop.link)], flow.rate)
      }
    }
    for (link, capacity) in capacities.enumerated() where load[link] > capacity * (1 + 1e-11) {
      return "link \(link) carries \(load[link]) of \(capacity)"
    }
    for (number, flow) in flows {
      let isHeld = flow.hops.contains { hop in
        let link = Int(hop.link)
        return load[link] >= capacities[link] * (1 - Self.tolerance)
          && flow.rate >= fastest[link] * (1 - Self.tolerance)
      }
      guard isHeld else { return "nothing holds flow \(number) back at \(flow.rate)" }
    }
    return nil
  }
}

extension FluidNetwork {
  /// What is wrong with the books that a solve keeps for the next, or nil.
  func breachOfBooks(_ shares: FairShares) -> String? {
    for link in 0..<Int32(links.count) {
      let state = links[link]
      let users = shares.flows.filter { $0.value.hops.contains { $0.link == link } }
      let load = users.values.reduce(0) { sum, flow in
        sum + flow.rate * (flow.hops.first { $0.link == link }?.share ?? 0)
      }
      let spare = capacityBytesPerSecond[link] - load
      let held = users.keys.filter { flows[$0].heldBy == link }.count
      if Int(state.flowCount) != users.count { return "link \(link) counts \(state.flowCount)" }
      if Int(state.heldFlows) != held {
        return "link \(link) holds \(state.heldFlows), not \(held)"
      }
      if state.openFlows != 0 || state.isChained || state.isStirred {
        return "link \(link) is open"
      }
      // The sum here rounds once for each flow; that of the network does not.
      guard (state.spareBytesPerSecond - spare).magnitude <= 1e-13 * capacityBytesPerSecond[link]
      else { return "link \(link) has \(state.spareBytesPerSecond) to spare, not \(spare)" }
    }
    return nil
  }
}
