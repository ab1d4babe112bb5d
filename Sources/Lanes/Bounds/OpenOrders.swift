// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Orders of the play that do not follow from what waits for what: each lane is asked whether they
/// hold.
struct OpenOrders {
  private(set) var orders: Set<MomentOrder> = []

  /// - Parameters:
  ///   - rehearsal: the play.
  ///   - activities: of its ranks.
  ///   - anchors: of messages that nobody waits for.
  ///   - precedence: of its moments.
  ///   - spacings: what was taken to be apart.
  init(
    _ rehearsal: borrowing Rehearsal, _ activities: Activities, _ anchors: Anchors,
    _ precedence: inout Precedence, _ spacings: [Spacing]
  ) {
    for (first, second) in rehearsal.servedInOrder
    where !Self.follows(first, second, rehearsal, activities) {
      let order = MomentOrder(first: rehearsal.readyAt[first], second: rehearsal.readyAt[second])
      if !precedence.waits(order.second, for: order.first) { orders.insert(order) }
    }
    var others = spacings.flatMap(\.orders)
    for (first, second) in rehearsal.arrivedInOrder
    where first.row != second.row || !anchors.isOver(first.send, before: second.send) {
      others.append(MomentOrder(first: first.moment, second: second.moment))
    }
    for order in others where !precedence.waits(order.second, for: order.first) {
      orders.insert(order)
    }
  }

  /// Whether all that the first waits for is done no later than something that the second waits for.
  private static func follows(
    _ first: Int, _ second: Int, _ rehearsal: borrowing Rehearsal, _ activities: Activities
  ) -> Bool {
    let later = rehearsal.inputs(of: second).map { activities.places[Int($0)] }
    return rehearsal.inputs(of: first).allSatisfy { input in
      let place = activities.places[Int(input)]
      return later.contains {
        $0.sequence == place.sequence && $0.position >= place.position
      }
    }
  }
}
