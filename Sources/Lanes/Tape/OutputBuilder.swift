// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Symmetry
import Traffic

/// Says what is to be read off the tapes: asks for the moments first, and finds them when the tapes are
/// written.
struct OutputBuilder {
  private let rehearsal: Rehearsal
  private let activities: Activities
  private let groupOfName: [Int32]
  private let groupCount: Int
  /// When each rank's program ends, and the whole.
  private var endOfRank: [Int32] = []
  private let end: Int32

  /// Pairs of an operation and the work beside it that are kept.
  private static let mostOverlaps = 1 << 18

  /// - Parameters:
  ///   - rehearsal: with the bounds of its flows; gets the moments of ends.
  ///   - activities: of its ranks.
  ///   - groups: names of groups whose exposed communication is wanted.
  ///   - groupOfName: by name of an operation the row of one, or -1.
  init(
    _ rehearsal: inout Rehearsal, _ activities: Activities, groups: [String], groupOfName: [Int32]
  ) {
    self.activities = activities
    self.groupOfName = groupOfName
    groupCount = groups.count
    for rank in 0..<rehearsal.graph.rankCount {
      let range = rehearsal.operationStart[rank]..<rehearsal.operationStart[rank + 1]
      // Of operations that follow each other the last alone.
      var ends: [Int32] = []
      for sequence in activities.ofRank[rank] {
        guard let last = activities.sequences[sequence].operations.last else { continue }
        ends.append(rehearsal.endsAt[Int(last)])
      }
      endOfRank.append(range.isEmpty ? Moments.beginning : rehearsal.moments.last(of: ends))
    }
    end = rehearsal.moments.last(of: endOfRank)
    self.rehearsal = rehearsal
  }

  /// Asks for every moment that is read.
  func want(_ builder: inout TapeBuilder) {
    builder.want(end)
    for moment in endOfRank { builder.want(moment) }
    guard groupCount > 0 else { return }
    for row in activities.kind.indices {
      guard activities.kind[row].isCommunication else { continue }
      builder.want(rehearsal.startsAt[row])
      builder.want(rehearsal.endsAt[row])
      for (_, works) in activities.meetings(of: Int32(row), { !$0.isCommunication }) ?? [] {
        for work in works {
          builder.want(rehearsal.startsAt[Int(work)])
          builder.want(rehearsal.endsAt[Int(work)])
        }
      }
    }
  }

  /// Everything, when the tapes are written.
  func outputs(_ builder: inout TapeBuilder) -> LaneOutputs {
    let members = (0..<rehearsal.graph.rankCount).map {
      Double(rehearsal.folds?.members(of: $0).count ?? 1)
    }
    let rankCount = members.reduce(0, +)
    var exposures = [LaneAmount](repeating: LaneAmount(), count: groupCount)
    var overlaps: [LaneOutputs.Overlap] = []
    var ranks: [LaneOutputs.Rank] = []
    var isSerial: [Bool] = []
    let senders = self.senders
    for rank in 0..<rehearsal.graph.rankCount {
      let worked = works(of: rank, builder)
      ranks.append(
        LaneOutputs.Rank(
          members: members[rank], kind: rehearsal.kind(of: rank),
          end: builder.instant(endOfRank[rank]), computing: worked.computing,
          waiting: worked.waiting,
          leastWork: worked.longest, mostWork: worked.most,
          computes: does(rank) { $0 == .compute }, communicates: does(rank) { $0.isCommunication },
          waits: does(rank) { $0 == .host }, sends: senders.contains(Int32(rank))))
      isSerial.append(
        addExposures(
          of: rank, times: members[rank] / max(rankCount, 1), &builder, &exposures, &overlaps))
    }
    for group in exposures.indices { exposures[group].close() }
    var joules = [Double](repeating: 0, count: rehearsal.cluster.links.technologies.count)
    for batch in rehearsal.batches {
      for flow in batch.flows {
        for (technology, perByte) in rehearsal.table.rows[Int(flow.row)].joules {
          joules[Int(technology)] += flow.bytes * batch.repeats * perByte
        }
      }
    }
    return LaneOutputs(
      end: builder.instant(end), ranks: ranks,
      rankCount: rankCount, exposures: exposures, overlaps: overlaps,
      serial: serial(builder.forms), joules: joules, powerOfFlows: powerOfFlows(builder.forms),
      isSerial: isSerial)
  }

  /// Ranks of which something is sure to be on its way for some time.
  private var senders: Set<Int32> {
    let chains = Set(
      rehearsal.batches.lazy.filter { batch in
        batch.flows.contains {
          $0.bytes > 0 && !rehearsal.table.rows[Int($0.row)].hops.isEmpty
        }
      }.map(\.chain))
    return Set(rehearsal.chains.lazy.filter { chains.contains($0.value) }.map(\.key.rank))
  }

  private func does(_ rank: Int, _ wanted: (TaskKind) -> Bool) -> Bool {
    activities.kind[rehearsal.operationStart[rank]..<rehearsal.operationStart[rank + 1]]
      .contains(where: wanted)
  }

  /// All work and all flows, one after the other.
  private func serial(_ forms: FormTable) -> LaneSum {
    var sum = LaneSum()
    for form in rehearsal.moments.upper where form > 0 { sum.add(form: form, times: 1, forms) }
    let slowest = rehearsal.graph.tasks.overlapSlowdown.max() ?? 1
    if slowest > 1 {
      for row in activities.kind.indices where activities.kind[row] == .compute {
        sum.add(form: rehearsal.workForm[row], times: slowest - 1, forms)
      }
    }
    sum.close()
    return sum
  }

  // MARK: Work

  private func works(
    of rank: Int, _ builder: TapeBuilder
  ) -> (computing: LaneAmount, waiting: LaneAmount, longest: LaneSum, most: LaneSum) {
    let slowdown = rehearsal.graph.tasks.overlapSlowdown[
      Int(rehearsal.graph.graphOfRank[rank])]
    var slowest = LaneSum()
    var computing = LaneAmount()
    var waiting = LaneAmount()
    var longest = LaneSum()
    var most = -1.0
    for sequence in activities.ofRank[rank] {
      var sum = LaneSum()
      var base = 0.0
      for operation in activities.sequences[sequence].operations {
        let row = Int(operation)
        let form = rehearsal.workForm[row]
        guard form >= 0 else { continue }
        if activities.kind[row] == .host {
          waiting.upper.add(form: form, times: 1, builder.forms)
          // Where nothing else may run, the accelerator waits for it.
          if let meets = activities.places[row].meets, meets.isEmpty {
            waiting.lower.add(form: form, times: 1, builder.forms)
          }
          continue
        }
        sum.add(form: form, times: 1, builder.forms)
        slowest.add(form: form, times: slowdown, builder.forms)
        base += builder.forms.base[Int(form)]
        if builder.isCertain(rehearsal.startsAt[row], rehearsal.endsAt[row]) {
          builder.add(
            rehearsal.startsAt[row], rehearsal.endsAt[row], times: 1, toLower: false,
            &computing)
        } else {
          computing.upper.add(form: form, times: slowdown, builder.forms)
        }
      }
      sum.close()
      if base > most {
        most = base
        longest = sum
      }
    }
    addLeastWork(of: rank, longest, builder, &computing)
    computing.close()
    waiting.close()
    slowest.close()
    return (computing, waiting, longest, slowest)
  }

  /// Of work on one sequence all of it; of several that may run beside each other, that of the
  /// longest.
  private func addLeastWork(
    of rank: Int, _ longest: LaneSum, _ builder: TapeBuilder, _ computing: inout LaneAmount
  ) {
    for sequence in activities.ofRank[rank] {
      for operation in activities.sequences[sequence].operations
      where activities.kind[Int(operation)] == .compute {
        guard let meets = activities.meetings(of: operation, { $0 == .compute }), meets.isEmpty
        else {
          computing.lower = longest
          return
        }
        let row = Int(operation)
        if builder.isCertain(rehearsal.startsAt[row], rehearsal.endsAt[row]) {
          builder.add(
            rehearsal.startsAt[row], rehearsal.endsAt[row], times: 1, toUpper: false, &computing)
        } else {
          computing.lower.add(form: rehearsal.workForm[row], times: 1, builder.forms)
        }
      }
    }
  }

  // MARK: Exposed communication

  /// - Returns: whether nothing that communicates may run beside work.
  private func addExposures(
    of rank: Int, times: Double, _ builder: inout TapeBuilder, _ exposures: inout [LaneAmount],
    _ overlaps: inout [LaneOutputs.Overlap]
  ) -> Bool {
    var isSerial = true
    var firstSequence: [Int: Int32] = [:]
    for sequence in activities.ofRank[rank] {
      for operation in activities.sequences[sequence].operations
      where activities.kind[Int(operation)].isCommunication {
        let row = Int(operation)
        // What is done on a host hides communication as well.
        let works = activities.meetings(of: operation) { !$0.isCommunication }
        if works?.isEmpty != true { isSerial = false }
        let group = group(of: row, rank)
        guard group >= 0 else { continue }
        // Of what a group does side by side the first is sure to count, and all may.
        let isAlone =
          activities.meetings(of: operation) { $0.isCommunication }.map {
            !$0.contains { $0.operations.contains { self.group(of: Int($0), rank) == group } }
          } ?? false
        let first = firstSequence[group] ?? Int32(sequence)
        firstSequence[group] = first
        let counts = isAlone || first == Int32(sequence)
        let pairs = (works ?? []).reduce(0) { $0 + $1.operations.count }
        let isKnown = works != nil && overlaps.count + pairs <= Self.mostOverlaps
        builder.add(
          rehearsal.startsAt[row], rehearsal.endsAt[row], times: times,
          toLower: counts && isKnown, &exposures[group])
        guard isKnown, let works else { continue }
        for (number, its) in works.enumerated() {
          for work in its.operations {
            let span = (rehearsal.startsAt[row], rehearsal.endsAt[row])
            let beside = (rehearsal.startsAt[Int(work)], rehearsal.endsAt[Int(work)])
            if let overlap = builder.overlap(span, beside) {
              if counts {
                exposures[group].lower.add(form: overlap.most, times: -times, builder.forms)
              }
              if number == 0 {
                exposures[group].upper.add(form: overlap.least, times: -times, builder.forms)
              }
              continue
            }
            overlaps.append(
              LaneOutputs.Overlap(
                group: group, times: times,
                operation: builder.span(span.0, span.1),
                work: builder.span(beside.0, beside.1),
                countsLower: counts, countsUpper: number == 0))
          }
        }
      }
    }
    return isSerial
  }

  private func group(of row: Int, _ rank: Int) -> Int {
    let task =
      Int(rehearsal.graph.tasks.graphStart[Int(rehearsal.graph.graphOfRank[rank])])
      + row - rehearsal.operationStart[rank]
    let name = Int(rehearsal.graph.tasks.name[task])
    return groupOfName.indices.contains(name) ? Int(groupOfName[name]) : -1
  }

  // MARK: Power of flows

  private func powerOfFlows(_ forms: FormTable) -> [[LaneOutputs.ChainPower]] {
    var batchesOfChain: [Int32: Set<[LaneOutputs.FlowPower]>] = [:]
    for batch in rehearsal.batches {
      let flows = batch.flows.compactMap { flow -> LaneOutputs.FlowPower? in
        let row = rehearsal.table.rows[Int(flow.row)]
        guard flow.bytes > 0, !row.hops.isEmpty, row.joules.contains(where: { $0.perByte > 0 })
        else { return nil }
        let edge = Int(flow.edge)
        return LaneOutputs.FlowPower(
          transfer: flow.transfer,
          isCertain: rehearsal.moments.lower[edge] == rehearsal.moments.upper[edge],
          technology: row.joules.map(\.technology), joules: row.joules.map(\.perByte))
      }
      if !flows.isEmpty { batchesOfChain[batch.chain, default: []].insert(flows) }
    }
    var found = [[LaneOutputs.ChainPower]](repeating: [], count: rehearsal.graph.rankCount)
    for (key, chain) in rehearsal.chains.sorted(by: { $0.value < $1.value }) {
      guard let batches = batchesOfChain[chain] else { continue }
      found[Int(key.rank)].append(
        LaneOutputs.ChainPower(
          batches: batches.sorted {
            $0.map(\.transfer).lexicographicallyPrecedes($1.map(\.transfer))
          }))
    }
    return found
  }
}
