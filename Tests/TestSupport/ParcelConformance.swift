// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Traffic
import Workloads

/// Follows the parcels of an all-to-all, or who has heard of whom in a barrier.
struct ParcelConformance {
  let kind: CollectiveKind
  let schedule: Schedule

  init(_ kind: CollectiveKind, _ schedule: Schedule) {
    self.kind = kind
    self.schedule = schedule
  }

  func faults() -> [String] {
    for message in schedule.messages()
    where message.receiver == message.sender
      || !(0..<schedule.memberCount).contains(message.receiver)
    {
      return ["member \(message.sender) sends to \(message.receiver)"]
    }
    return kind == .barrier ? faultsOfNews() : faultsOfParcels()
  }

  private func faultsOfParcels() -> [String] {
    let p = schedule.memberCount
    var faults: [String] = []
    var now = (0..<p).map { member in
      Set((0..<p).map { Parcel(source: member, destination: $0) })
    }
    var before = now
    for message in schedule.messages() {
      if message.beginsRound { before = now }
      let parcels = message.exchange.payload.parcels(
        member: message.sender, receiver: message.receiver, repetition: message.repetition,
        memberCount: p)
      if schedule.blockWeights == nil,
        Double(parcels.count) != message.exchange.payload.count(from: message.sender)
      {
        faults.append("\(message.sender) sends \(parcels.count) parcels and counts others")
      }
      for parcel in parcels {
        guard before[message.sender].contains(parcel),
          now[message.sender].remove(parcel) != nil
        else {
          faults.append("\(message.sender) sends \(parcel), which it does not have")
          continue
        }
        now[message.receiver].insert(parcel)
      }
    }
    for member in 0..<p
    where now[member] != Set((0..<p).map { Parcel(source: $0, destination: member) }) {
      faults.append("member \(member) ends with other parcels than its own")
    }
    return faults
  }

  private func faultsOfNews() -> [String] {
    let p = schedule.memberCount
    var now = (0..<p).map { Set([$0]) }
    var before = now
    for message in schedule.messages() {
      if message.beginsRound { before = now }
      now[message.receiver].formUnion(before[message.sender])
    }
    for aggregation in schedule.rounds.flatMap(\.aggregations) {
      for line in 0..<aggregation.lineCount {
        let members = (0..<aggregation.lineLength).map { aggregation.member(at: $0, of: line) }
        let all = members.reduce(into: Set<Int>()) { $0.formUnion(now[$1]) }
        for member in members { now[member] = all }
      }
    }
    return (0..<p).filter { now[$0].count != p }.map {
      "member \($0) leaves having heard of \(now[$0].count) members only"
    }
  }
}
