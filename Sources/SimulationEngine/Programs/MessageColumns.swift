// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Messages under way, from the moment they are asked for until they have arrived.
///
/// A message's number is also its flow's number in the network.
struct MessageColumns: ~Copyable {
  var route = Column<Int32>()
  var bytes = Column<Double>()
  /// Lane of the sender; -1 for a send of the program, then in `sender`; -2 and below for an
  /// aggregation, see `AggregationColumns`.
  var sourceLane = Column<Int32>()
  var targetLane = Column<Int32>()
  /// Step of the schedule that the message belongs to.
  var step = Column<Int32>()
  /// Instance of the collective, or the mailbox of a send.
  var owner = Column<Int32>()
  /// The sending rank's operation, for a send of the program.
  var sender = Column<RankOperation>()
  /// The channel that the message leaves by, or -1.
  var channel = Column<Int32>()
  /// Chains messages that wait for their channel, or for their receiver to enter the collective.
  var next = Column<Int32>()
  private var free = Column<Int32>()

  init() {}

  mutating func take() -> Int32 {
    if let slot = free.popLast() { return slot }
    let slot = Int32(route.count)
    route.append(-1)
    bytes.append(0)
    sourceLane.append(-1)
    targetLane.append(-1)
    step.append(0)
    owner.append(-1)
    sender.append(RankOperation(rank: -1, index: -1))
    channel.append(-1)
    next.append(-1)
    return slot
  }

  mutating func release(_ slot: Int32) { free.append(slot) }
}
