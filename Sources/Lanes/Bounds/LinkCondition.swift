// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A link that holds nothing back as long as what leads to it can bring no more than it carries.
///
/// Every flow on it crosses another link first, or later: those of one such link together bring no
/// more than its rate, times the largest part of it that crosses over.
struct LinkCondition: Hashable {
  /// Of the link.
  let technology: Int32
  let capacity: Double
  /// What may come, by technology of the links that bring it: bytes a second at their own rates.
  let technologies: [Int32]
  let rates: [Double]
  /// Those links.
  let links: [Int32]

  /// Nil where more may come at the cluster's own rates.
  ///
  /// - Parameters:
  ///   - link: the link.
  ///   - rows: of the flows that cross it.
  ///   - others: links that do not count.
  ///   - table: of the flows.
  init?(_ link: Int32, rows: Set<Int32>, without others: Set<Int32>, _ table: FlowTable) {
    var most: [Int32: Double] = [:]
    for row in rows.sorted() {
      let hops = table.rows[Int(row)].hops
      guard let here = hops.first(where: { $0.link == link }),
        let other = hops.filter({ $0.link != link && !others.contains($0.link) }).max(by: {
          $0.load / table.links.capacity[Int($0.link)]
            < $1.load / table.links.capacity[Int($1.link)]
        })
      else { return nil }
      most[other.link] = max(most[other.link] ?? 0, here.load / other.load)
    }
    var rates: [Int32: Double] = [:]
    for (other, part) in most.sorted(by: { $0.key < $1.key }) {
      rates[table.links.technology[Int(other)], default: 0] +=
        part * table.links.capacity[Int(other)]
    }
    technology = table.links.technology[Int(link)]
    capacity = table.links.capacity(of: link, crowd: .infinity)
    technologies = rates.keys.sorted()
    links = most.keys.sorted()
    self.rates = technologies.map { rates[$0] ?? 0 }
    guard self.rates.reduce(0, +) <= capacity * Self.slack else { return nil }
  }

  /// Whether it holds whatever the rates of technologies are multiplied with.
  var isAlwaysTrue: Bool { technologies == [technology] }

  /// Rates that differ by no more are the same.
  static let slack = 1 + 1e-9
}
