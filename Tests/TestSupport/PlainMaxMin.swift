// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Progressive filling in its plainest form: the reference that the engine must agree with.
///
/// Between two events all rates are found anew from nothing: every flow without a rate rises
/// evenly until some link is full, whose flows then keep their rate. Nothing is kept, skipped or
/// batched; quadratic and obvious.
package struct PlainMaxMin {
  package struct Flow {
    package var start: Double
    package var bytes: Double
    package var links: [Int]

    package init(start: Double, bytes: Double, links: [Int]) {
      self.start = start
      self.bytes = bytes
      self.links = links
    }
  }

  package let capacities: [Double]
  package let flows: [Flow]

  package init(capacities: [Double], flows: [Flow]) {
    self.capacities = capacities
    self.flows = flows
  }

  /// Bytes a second of each active flow.
  package func rates(of active: [Int]) -> [Int: Double] {
    var rates: [Int: Double] = [:]
    var spare = capacities
    while rates.count < active.count {
      let open = active.filter { rates[$0] == nil }
      var tightest = (link: -1, level: Double.infinity)
      for link in capacities.indices {
        let users = open.filter { flows[$0].links.contains(link) }.count
        guard users > 0 else { continue }
        let level = spare[link] / Double(users)
        if level < tightest.level { tightest = (link, level) }
      }
      for flow in open where flows[flow].links.contains(tightest.link) {
        rates[flow] = tightest.level
        for link in flows[flow].links { spare[link] -= tightest.level }
      }
    }
    return rates
  }

  /// When each flow ends, in seconds.
  package func completions() -> [Double] {
    var ends = flows.map(\.start)
    var left = flows.map(\.bytes)
    var pending = flows.indices.sorted { flows[$0].start < flows[$1].start }
    var active: [Int] = []
    var now = 0.0
    while !pending.isEmpty || !active.isEmpty {
      if active.isEmpty, let next = pending.first { now = max(now, flows[next].start) }
      while let next = pending.first, flows[next].start <= now {
        pending.removeFirst()
        active.append(next)
      }
      let rates = rates(of: active)
      var span = Double.infinity
      for flow in active { span = min(span, left[flow] / (rates[flow] ?? 0)) }
      if let next = pending.first { span = min(span, flows[next].start - now) }
      now += span
      for flow in active { left[flow] -= (rates[flow] ?? 0) * span }
      // Whatever would need less than a billionth of its bytes is over: the rounding of `left`.
      for flow in active where left[flow] <= flows[flow].bytes * 1e-12 { ends[flow] = now }
      active.removeAll { left[$0] <= flows[$0].bytes * 1e-12 }
    }
    return ends
  }
}
