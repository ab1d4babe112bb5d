// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Which blocks a message carries.
///
/// Most algorithms say the same of every member, so that a schedule for thousands of members
/// stays small; only those that treat each member apart need tables.
package enum Payload: Sendable, Hashable {
  /// One block: `(member + offset + stride * repetition) mod blockCount`.
  case rotating(offset: Int, stride: Int)
  /// The block that the sender holds for the receiver alone; of an all-to-all, its parcel.
  case personal
  /// Blocks `(member + offset) mod blockCount` for each offset; where `mirrored`, members with an
  /// odd place subtract it instead. No offsets at all is a message without data.
  case offsets([Int32], mirrored: Bool)
  /// The blocks that each member sends, the same in every repetition.
  case table([[Int32]])
  /// The same, and what they weigh together, in blocks of the mean size.
  case weighted([[Int32]], sizes: [Double])
  /// What another payload says of the members of one line of a grid, and with it the blocks
  /// before and behind that line.
  indirect case slice(GridSlice, Payload)
  /// Another payload under other names: member `m` is `names[m]` there, -1 where it has none.
  indirect case renamed([Int32], Payload)
  /// One part of the buffer on its way round a ring of members: another payload says which place's
  /// block a place sends, and that is block `part * members.count + members[place]`.
  indirect case alongRing([Int32], part: Int, Payload)
  /// Parcels of an all-to-all on their way, named from where they are.
  case relayed([RelayedParcel])
  /// The one parcel of an all-to-all that goes `distance` places round the group, a place further
  /// in every repetition.
  case passing(distance: Int)
  /// The parcels of an all-to-all that cross one axis of a grid.
  case crossing(dimensions: [Int], axis: Int)

  /// Blocks in a member's message: a whole number unless weighted.
  package func count(from member: Int) -> Double {
    switch self {
    case .rotating, .personal, .passing: 1
    case .offsets(let offsets, _): Double(offsets.count)
    case .table(let blocks): Double(blocks[member].count)
    case .weighted(_, let sizes): sizes[member]
    case .slice(let slice, let inner):
      inner.count(from: slice.coordinate(of: member)) * Double(slice.width)
    case .renamed(let names, let inner):
      names[member] < 0 ? 0 : inner.count(from: Int(names[member]))
    case .alongRing(_, _, let inner): inner.count(from: 0)
    case .relayed(let parcels): Double(parcels.count)
    case .crossing(let dimensions, let axis):
      Double(dimensions.reduce(1, *) / dimensions[axis])
    }
  }

  /// Blocks in a message, where every member's has as many; nil where a table says.
  package var countOfAll: Double? {
    switch self {
    case .rotating, .personal, .passing, .offsets, .relayed, .crossing: count(from: 0)
    case .slice(let slice, let inner): inner.countOfAll.map { $0 * Double(slice.width) }
    case .alongRing(_, _, let inner): inner.countOfAll
    case .table, .weighted, .renamed: nil
    }
  }

  /// The numbers of the blocks that `member` sends; of an all-to-all, see `parcels` instead.
  ///
  /// - Parameters:
  ///   - member: the sender's place in the group.
  ///   - receiver: the receiver's place in the group.
  ///   - repetition: which repetition of the round, from 0.
  ///   - blockCount: blocks of the buffer.
  /// - Returns: block numbers, each at most once.
  package func blocks(
    member: Int, receiver: Int, repetition: Int, blockCount: Int
  ) -> [Int] {
    switch self {
    case .rotating(let offset, let stride):
      return [remainder(member + offset + stride * repetition, blockCount)]
    case .personal:
      return [receiver]
    case .offsets(let offsets, let mirrored):
      let sign = mirrored && !member.isMultiple(of: 2) ? -1 : 1
      return offsets.map { remainder(member + sign * Int($0), blockCount) }
    case .table(let blocks), .weighted(let blocks, _):
      return blocks[member].map { Int($0) }
    case .slice(let slice, let inner):
      let along = inner.blocks(
        member: slice.coordinate(of: member), receiver: slice.coordinate(of: receiver),
        repetition: repetition, blockCount: slice.dimensions[slice.axis])
      return slice.blocks(of: member, along: along)
    case .renamed(let names, let inner):
      return inner.blocks(
        member: Int(names[member]), receiver: Int(names[receiver]), repetition: repetition,
        blockCount: blockCount)
    case .alongRing(let members, let part, let inner):
      let place = members.firstIndex(of: Int32(member)) ?? 0
      let next = members.firstIndex(of: Int32(receiver)) ?? 0
      return inner.blocks(
        member: place, receiver: next, repetition: repetition, blockCount: members.count
      ).map { part * members.count + Int(members[$0]) }
    case .relayed, .passing, .crossing:
      return []
    }
  }

  /// The parcels of an all-to-all that a message carries.
  ///
  /// - Parameters:
  ///   - member: the sender's place in the group.
  ///   - receiver: the receiver's place in the group.
  ///   - repetition: which repetition of the round, from 0.
  ///   - memberCount: members of the group.
  /// - Returns: each parcel at most once; empty for collectives of other kinds.
  package func parcels(
    member: Int, receiver: Int, repetition: Int, memberCount: Int
  ) -> [Parcel] {
    switch self {
    case .personal:
      [Parcel(source: member, destination: receiver)]
    case .relayed(let parcels):
      parcels.map {
        Parcel(
          source: remainder(member - Int($0.travelled), memberCount),
          destination: remainder(member + Int($0.ahead), memberCount))
      }
    case .passing(let distance):
      [
        Parcel(
          source: remainder(member - repetition, memberCount),
          destination: remainder(member - repetition + distance, memberCount))
      ]
    case .weighted(let numbers, _):
      numbers[member].map {
        Parcel(source: Int($0) / memberCount, destination: Int($0) % memberCount)
      }
    case .crossing(let dimensions, let axis):
      Self.crossing(dimensions, axis, from: member, to: receiver)
    default: []
    }
  }

  /// Axes before `axis` have been crossed: parcels from anywhere along them have come here, all
  /// for here along them. Axes behind it have not: all are from here, for anywhere along them.
  private static func crossing(
    _ dimensions: [Int], _ axis: Int, from member: Int, to receiver: Int
  ) -> [Parcel] {
    let inner = dimensions[..<axis].reduce(1, *)
    let lane = inner * dimensions[axis]
    var found: [Parcel] = []
    for source in 0..<inner {
      for outer in 0..<(dimensions.reduce(1, *) / lane) {
        found.append(
          Parcel(
            source: member - member % inner + source,
            destination: receiver % lane + outer * lane))
      }
    }
    return found
  }
}

/// What one member has for another in an all-to-all.
package struct Parcel: Sendable, Hashable {
  package var source: Int
  package var destination: Int

  package init(source: Int, destination: Int) {
    self.source = source
    self.destination = destination
  }
}

/// A parcel seen from the member that holds it, by distances around the group.
package struct RelayedParcel: Sendable, Hashable {
  /// From its source to here.
  package var travelled: Int32
  /// From here to its destination.
  package var ahead: Int32
}

/// The remainder that is never negative.
func remainder(_ value: Int, _ modulus: Int) -> Int {
  let rest = value % modulus
  return rest < 0 ? rest + modulus : rest
}
