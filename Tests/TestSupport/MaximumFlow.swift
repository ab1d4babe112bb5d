// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities

/// Most that can flow from one half of a cluster's accelerators to the other: its bisection.
///
/// Dinic's algorithm on plain arrays: levels by breadth first search, then blocking flows.
package struct MaximumFlow {
  private var start: [[Int]]
  private var to: [Int] = []
  private var left: [Double] = []
  private var level: [Int] = []
  private var next: [Int] = []

  private init(nodes: Int) { start = Array(repeating: [], count: nodes) }

  /// Bits per second from accelerators below `half` to the rest, over all links at once.
  package static func bisection(of cluster: Cluster, half: Int) -> Double {
    let nodes = cluster.nodes.count
    var flow = MaximumFlow(nodes: nodes + 2)
    let (source, sink) = (nodes, nodes + 1)
    for accelerator in 0..<cluster.accelerators.count {
      if accelerator < half {
        flow.add(source, accelerator, .infinity)
      } else {
        flow.add(accelerator, sink, .infinity)
      }
    }
    let links = cluster.links
    for link in 0..<links.count {
      flow.add(Int(links.from[link]), Int(links.to[link]), links.rate[link].rawValue)
    }
    return flow.run(from: source, to: sink)
  }

  private mutating func add(_ from: Int, _ into: Int, _ capacity: Double) {
    start[from].append(to.count)
    to.append(into)
    left.append(capacity)
    start[into].append(to.count)
    to.append(from)
    left.append(0)
  }

  private mutating func run(from source: Int, to sink: Int) -> Double {
    var total = 0.0
    while findLevels(from: source, to: sink) {
      next = [Int](repeating: 0, count: start.count)
      while true {
        let pushed = push(from: source, to: sink, .infinity)
        if pushed <= 0 { break }
        total += pushed
      }
    }
    return total
  }

  private mutating func findLevels(from source: Int, to sink: Int) -> Bool {
    level = [Int](repeating: -1, count: start.count)
    level[source] = 0
    var queue = [source]
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      for edge in start[node] where left[edge] > 0 && level[to[edge]] < 0 {
        level[to[edge]] = level[node] + 1
        queue.append(to[edge])
      }
    }
    return level[sink] >= 0
  }

  private mutating func push(from node: Int, to sink: Int, _ limit: Double) -> Double {
    if node == sink { return limit }
    while next[node] < start[node].count {
      let edge = start[node][next[node]]
      if left[edge] > 0, level[to[edge]] == level[node] + 1 {
        let pushed = push(from: to[edge], to: sink, min(limit, left[edge]))
        if pushed > 0 {
          left[edge] -= pushed
          left[edge ^ 1] += pushed
          return pushed
        }
      }
      next[node] += 1
    }
    return 0
  }
}
