// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Which accelerators take ranks.
package struct RankSeats: Sendable, Hashable {
  /// The accelerator of each seat; nil where every accelerator has the seat of its own number.
  package var order: [GPUID]?
  /// Accelerators that ranks leave alone as long as nothing fails, in ascending order.
  package var spares: [Int32] = []
  /// Who takes another's place, for people.
  package var replacements: [String] = []
  /// Who takes no rank though no spare, and why, for people.
  package var vacancies: [String] = []

  package init() {}
}

/// How accelerators leave a job, and who takes their place.
struct SparePolicy: Sendable, Hashable {
  /// Spares of the whole cluster, or of each group.
  var count = 0
  /// Accelerators that leave together, and whose place is taken together.
  var unit = 1
  /// Accelerators in a group that has spares of its own; nil where the cluster has them.
  var group: Int?
}

extension RankSeats {
  /// Seats accelerators by a policy.
  ///
  /// - Parameters:
  ///   - policy: who leaves together, and how many spares there are.
  ///   - isOut: whether an accelerator can take no rank; one entry for each.
  ///   - name: how people call an accelerator.
  init(_ policy: SparePolicy, isOut: [Bool], name: (Int) -> String) {
    guard policy.count > 0 || isOut.contains(true) else { return }
    var order: [Int] = []
    if let group = policy.group {
      for start in stride(from: 0, to: isOut.count, by: group) {
        seat(start..<start + group, spares: policy.count, isOut, name, &order)
      }
    } else {
      seat(unitsOf: policy, isOut, name, &order)
    }
    self.order = order.map(GPUID.init)
  }

  /// One group with spares of its own, its last members.
  private mutating func seat(
    _ group: Range<Int>, spares count: Int, _ isOut: [Bool], _ name: (Int) -> String,
    _ order: inout [Int]
  ) {
    let regular = group.dropLast(count)
    spares += group.suffix(count).map(Int32.init)
    var ready = group.suffix(count).filter { !isOut[$0] }[...]
    var seats: [Int] = []
    for accelerator in regular {
      if !isOut[accelerator] {
        seats.append(accelerator)
      } else if let spare = ready.popFirst() {
        seats.append(spare)
        replacements.append("\(name(spare)) takes the place of \(name(accelerator))")
      } else {
        vacancies.append(
          "\(Self.span(group, name)) take no ranks: \(name(accelerator)) is out, and no spare of "
            + "theirs is left")
        return
      }
    }
    order += seats
  }

  /// Units of the cluster, the last of which are spares.
  private mutating func seat(
    unitsOf policy: SparePolicy, _ isOut: [Bool], _ name: (Int) -> String, _ order: inout [Int]
  ) {
    let units = stride(from: 0, to: isOut.count, by: policy.unit).map {
      $0..<min($0 + policy.unit, isOut.count)
    }
    let kept = policy.count / policy.unit
    spares = units.suffix(kept).joined().map(Int32.init)
    var ready = units.suffix(kept).filter { unit in !unit.contains { isOut[$0] } }[...]
    for unit in units.dropLast(kept) {
      guard let out = unit.first(where: { isOut[$0] }) else {
        order += unit
        continue
      }
      let what = Self.span(unit, name)
      if let spare = ready.popFirst() {
        order += spare
        replacements.append(
          "\(Self.span(spare, name)) in the place of \(what): \(name(out)) is out")
      } else {
        vacancies.append(
          unit.count == 1
            ? "\(what) takes no rank" : "\(what) take no ranks: \(name(out)) is out")
      }
    }
  }

  private static func span(_ unit: Range<Int>, _ name: (Int) -> String) -> String {
    unit.count == 1
      ? name(unit.lowerBound) : "\(name(unit.lowerBound)) to \(name(unit.upperBound - 1))"
  }
}

extension Cluster {
  /// Accelerators that may take a rank.
  package var seatCount: Int { seating.order?.count ?? accelerators.count }

  /// The accelerator of a seat below `seatCount`.
  package func seat(_ number: Int) -> GPUID { seating.order?[number] ?? GPUID(number) }
}
