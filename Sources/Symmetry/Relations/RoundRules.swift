// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic

/// What the exchanges and aggregations of a round are as relations.
struct RoundRules {
  /// Exchanges with a rule each; `exchange` is the first of those that it stands for.
  var parts: [(exchange: Int, rule: Relation.Rule)] = []
  var aggregations: [Relation.Rule] = []
}

extension Schedule {
  /// The relations of each round.
  ///
  /// - Parameters:
  ///   - memberCount: of the groups that carry it out.
  ///   - hasChannels: whether chunks queue for the channel of an exchange. Flows of a whole round share
  ///     theirs with nothing but such rounds.
  /// - Returns: one entry per round.
  func relationRules(of memberCount: Int, hasChannels: Bool) -> [RoundRules] {
    let mayJoin =
      !hasChannels
      || rounds.allSatisfy {
        $0.exchanges.isEmpty || !$0.exchangesWithEveryone(of: memberCount).isEmpty
      }
    return rounds.map { round in
      var rules = RoundRules()
      let together = mayJoin ? round.exchangesWithEveryone(of: memberCount) : 0..<0
      if together.isEmpty, !hasChannels, let parts = round.partsForEveryone(of: memberCount) {
        rules.parts.append((0, .everyonesParts(parts)))
        return rules
      }
      for (row, exchange) in round.exchanges.enumerated() {
        if !together.contains(row) {
          rules.parts.append((row, .partners(exchange.partners)))
        } else if row == together.first {
          rules.parts.append((row, .everyone))
        }
      }
      rules.aggregations = round.aggregations.map { .lines($0) }
      return rules
    }
  }
}

extension Round {
  /// The exchanges by which every member sends as much to every other: all of its shifts, where they
  /// are one of each distance. Empty where they are not, or where there are fewer than two.
  func exchangesWithEveryone(of memberCount: Int) -> Range<Int> {
    guard exchanges.count == memberCount - 1, memberCount > 2,
      let blocks = exchanges[0].payload.countOfAll
    else { return 0..<0 }
    var isThere = [Bool](repeating: false, count: memberCount)
    for exchange in exchanges {
      guard case .shift(let shift) = exchange.partners, !isThere[shift],
        exchange.payload.countOfAll == blocks, exchange.combines == exchanges[0].combines
      else { return 0..<0 }
      isThere[shift] = true
    }
    return 0..<exchanges.count
  }

  /// Blocks from each member to each, where every member sends to every other in exchanges that differ in
  /// nothing but the sizes of their parts; nil where they do not, or aggregations are there too.
  func partsForEveryone(of memberCount: Int) -> [Double]? {
    guard exchanges.count == memberCount - 1, memberCount > 2, aggregations.isEmpty,
      exchanges.contains(where: { $0.payload.countOfAll == nil })
    else { return nil }
    var blocks = [Double](repeating: -1, count: memberCount * memberCount)
    for exchange in exchanges {
      guard exchange.combines == exchanges[0].combines else { return nil }
      for member in 0..<memberCount {
        guard let target = exchange.partners.target(of: member, among: memberCount),
          target != member, blocks[member * memberCount + target] < 0
        else { return nil }
        blocks[member * memberCount + target] = exchange.payload.count(from: member)
      }
    }
    return blocks
  }
}
