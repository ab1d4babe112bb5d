// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The greatest power of two of a group's members, and who stands in for the rest.
///
/// Of the first 2r members, where r are too many, those with an even place hand what they have to
/// their neighbour, sit out, and get the result back: the usual way to serve groups that are no
/// power of two, at the price of two more steps. Source: R. Thakur, R. Rabenseifner and W. Gropp,
/// "Optimization of collective communication operations in MPICH", Int. J. High Performance
/// Computing Applications 19 (2005).
struct Folding {
  let memberCount: Int
  /// Members that take part, a power of two.
  let coreCount: Int

  init(memberCount: Int) {
    self.memberCount = memberCount
    coreCount = 1 << memberCount.floorOfLogarithm
  }

  var extraCount: Int { memberCount - coreCount }

  /// The place of each member among those that take part, or -1.
  private var names: [Int32] {
    (0..<memberCount).map { member in
      guard member < 2 * extraCount else { return Int32(member - extraCount) }
      return member.isMultiple(of: 2) ? -1 : Int32(member / 2)
    }
  }

  /// What hands everything of those that sit out to their neighbours; nil where nobody does.
  func fold() -> Round? { extraCount == 0 ? nil : hand(fromEven: true) }

  /// What hands the result back.
  func unfold() -> Round? { extraCount == 0 ? nil : hand(fromEven: false) }

  private func hand(fromEven: Bool) -> Round {
    let everything = (0..<Int32(coreCount)).map { $0 }
    var targets = [Int32](repeating: -1, count: memberCount)
    for member in 0..<2 * extraCount where member.isMultiple(of: 2) == fromEven {
      targets[member] = Int32(member ^ 1)
    }
    return Round(exchanges: [
      Exchange(
        to: .table(targets), payload: .offsets(everything, mirrored: false), combines: fromEven)
    ])
  }

  /// Rounds of a schedule for those that take part, in the names of all.
  func renamed(_ rounds: [Round]) -> [Round] {
    guard extraCount > 0 else { return rounds }
    let names = names
    var members = [Int](repeating: 0, count: coreCount)
    for (member, name) in names.enumerated() where name >= 0 { members[Int(name)] = member }
    return rounds.map { round in
      Round(
        repeats: round.repeats,
        exchanges: round.exchanges.map { exchange in
          let targets = names.map { name in
            guard name >= 0,
              let target = exchange.partners.target(of: Int(name), among: coreCount)
            else { return Int32(-1) }
            return Int32(members[target])
          }
          return Exchange(
            to: .table(targets), payload: .renamed(names, exchange.payload),
            combines: exchange.combines)
        })
    }
  }
}
