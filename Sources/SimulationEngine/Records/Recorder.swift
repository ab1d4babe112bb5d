// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import Symmetry
import Timelines
import Traffic

/// Keeps what the run will be asked about: events, bytes over links, power, states of ranks.
struct Recorder: ~Copyable {
  let options: RecordOptions
  let rates: EnergyRates
  var events = EventColumns()
  var eventCount = 0

  /// Ranks that each stands for; empty where each is one.
  private let members: Column<Int32>
  /// Links that each stands for; empty where each is one.
  private let linkMembers: Column<Int32>

  // One entry per rank.
  private let state: Column<Int8>
  private let stateSince: Column<Double>
  /// Four entries per rank, in the order of `RankState`.
  var stateSeconds: Column<Double>
  /// By kind of accelerator and state.
  private var ranksInState: Column<Int32>
  /// The kind of each rank's accelerator; empty where there is one.
  private let groupOfRank: Column<Int32>
  /// Accelerators that no rank runs on, by kind: idle throughout.
  let spareAccelerators: [Int]

  // One entry per link.
  var bytesOverLink: Column<Double>
  private let linkRow: Column<Int32>
  private let lineOfLink: Column<Int32>
  private let joulesPerByteOfLink: Column<Double>
  var linkOfRow = Column<Int32>()
  var linkBins = BinnedAccumulator()
  var powerBins = BinnedAccumulator()

  private(set) var peakWatts = 0.0
  let meters: Meters
  /// Rows that the tables of names and streams get at their ends.
  let stallName: Int32
  let noStream: Int32

  /// - Parameters:
  ///   - cluster: with its power.
  ///   - graph: what is simulated.
  ///   - folded: how that stands for all ranks, where it does.
  ///   - placement: of all ranks.
  ///   - options: what to keep.
  ///   - stallName: row of stalls in the table of names.
  ///   - noStream: row of no stream in the table of streams.
  init(
    _ cluster: Cluster, _ graph: FlowGraph, folded: FoldedGraph?, placement: Placement,
    options: RecordOptions, stallName: Int32, noStream: Int32
  ) {
    let rankCount = graph.rankCount
    self.options = options
    self.stallName = stallName
    self.noStream = noStream
    rates = EnergyRates(cluster)
    state = Column(
      (0..<rankCount).map { rank in
        Int8((folded?.isPart(rank) == true ? RankState.absent : .idle).rawValue)
      })
    stateSince = Column(repeating: 0, count: rankCount)
    stateSeconds = Column(repeating: 0, count: rankCount * RankState.allCases.count)
    let accelerators = cluster.accelerators
    let groups = accelerators.groups(of: graph.placement.acceleratorOfRank)
    groupOfRank = Column(groups)
    ranksInState = Column(
      repeating: 0, count: accelerators.groups.count * RankState.allCases.count)
    members = Column(
      (0..<(folded?.classCount ?? 0)).map { Int32(folded?.members(of: $0).count ?? 0) })
    linkMembers = Column(folded?.links.count ?? [])
    var used = [Int](repeating: 0, count: accelerators.groups.count)
    for rank in 0..<rankCount where folded?.isPart(rank) != true {
      used[groups.isEmpty ? 0 : Int(groups[rank])] += folded?.members(of: rank).count ?? 1
    }
    for (group, ranks) in used.enumerated() {
      ranksInState[group * RankState.allCases.count + RankState.idle.rawValue] = Int32(ranks)
    }
    // What failed draws nothing.
    for accelerator in accelerators.failed { used[accelerators.group(of: Int(accelerator))] += 1 }
    spareAccelerators = zip(accelerators.groups, used).map { $0.count - $1 }
    let links = cluster.links
    let numbers = folded?.links.first ?? (0..<Int32(links.count)).map { $0 }
    bytesOverLink = Column(repeating: 0, count: numbers.count)
    linkRow = Column(repeating: -1, count: numbers.count)
    lineOfLink = Column(
      numbers.map { [rates] in Int32(rates.lineOfTechnology[Int(links.technology[Int($0)])]) })
    joulesPerByteOfLink = Column(
      numbers.map { (links.dynamicEnergy[Int($0)] * Bytes.bytes(1)).rawValue })
    for _ in rates.lines { _ = powerBins.addRow() }
    meters = Meters(
      options, cluster, placement, folded, rankCount: rankCount, rates)
    guard !meters.isEmpty else { return }
    for rank in 0..<rankCount where folded?.isPart(rank) != true {
      meters.add(watts(of: Int32(rank), .idle), to: Int32(rank))
    }
  }

  /// Moves a rank to a state and charges the time in the old one.
  ///
  /// - Returns: when the rank began to wait, where it has just stopped waiting.
  mutating func setState(of rank: Int32, to new: RankState, at now: Double) -> Double? {
    let old = Int(state[rank])
    guard old != new.rawValue else { return nil }
    let began = stateSince[rank]
    charge(rank, until: now)
    let count = members(of: Int(rank))
    let row = group(of: rank) * RankState.allCases.count
    ranksInState[row + old] -= count
    ranksInState[row + new.rawValue] += count
    state[rank] = Int8(new.rawValue)
    if !meters.isEmpty {
      let group = group(of: rank)
      meters.add(
        rates.watts(new.rawValue, ofGroup: group) - rates.watts(old, ofGroup: group), to: rank)
    }
    return old == RankState.waiting.rawValue && now > began ? began : nil
  }

  private mutating func charge(_ rank: Int32, until now: Double) {
    let began = stateSince[rank]
    stateSince[rank] = now
    guard now > began else { return }
    let current = Int(state[rank])
    stateSeconds[Int(rank) * RankState.allCases.count + current] += now - began
    let line = rates.line(current, ofGroup: group(of: rank))
    if options.power, line >= 0 {
      let watts = rates.watts(current, ofGroup: group(of: rank))
      powerBins.add(
        watts * Double(members(of: Int(rank))) * (now - began), to: line, from: began, until: now)
    }
  }

  /// Of the kinds of accelerators, the one of a rank.
  @inline(__always)
  func group(of rank: Int32) -> Int {
    groupOfRank.count == 0 ? 0 : Int(groupOfRank[Int(rank)])
  }

  /// Watts of a rank's accelerator in a state.
  func watts(of rank: Int32, _ state: RankState) -> Double {
    rates.watts(state.rawValue, ofGroup: group(of: rank))
  }

  /// Ranks, or links, that one stands for.
  @inline(__always)
  func members(of rank: Int) -> Int32 { members.count == 0 ? 1 : members[rank] }
  @inline(__always)
  func members(ofLink link: Int) -> Int32 { linkMembers.count == 0 ? 1 : linkMembers[link] }

  /// Ends every rank's last state.
  mutating func closeStates(at end: Double) {
    for rank in 0..<state.count { charge(Int32(rank), until: end) }
    guard options.power, end > 0 else { return }
    let idle = RankState.idle.rawValue
    for (group, spare) in spareAccelerators.enumerated() where spare > 0 {
      let line = rates.line(idle, ofGroup: group)
      guard line >= 0 else { continue }
      powerBins.add(
        rates.watts(idle, ofGroup: group) * Double(spare) * end, to: line, from: 0, until: end)
    }
  }

  /// Watts of everything while nothing changes, given what moving bytes costs now.
  ///
  /// - Parameters:
  ///   - dynamicWatts: of bytes on their way.
  ///   - time: seconds; until then.
  mutating func notePower(dynamicWatts: Double, until time: Double) {
    if !meters.isEmpty {
      meters.advance(to: time, shared: rates.constantWatts + dynamicWatts)
    }
    var watts = rates.constantWatts + dynamicWatts
    for (group, spare) in spareAccelerators.enumerated() {
      for state in RankState.ofRanks {
        let ranks = ranksInState[group * RankState.allCases.count + state.rawValue]
        watts += rates.watts(state.rawValue, ofGroup: group) * Double(ranks)
      }
      watts += rates.watts(RankState.idle.rawValue, ofGroup: group) * Double(spare)
    }
    watts *= rates.powerUsageEffectiveness
    if watts > peakWatts { peakWatts = watts }
  }

  /// A whole message left its sender.
  mutating func noteMessage(route: Int32, bytes: Double, hops: borrowing HopTable) {
    for hop in Int(hops.start[route])..<Int(hops.start[route + 1]) {
      bytesOverLink[hops.link[hop]] += bytes * hops.crossing[hop]
    }
  }

  /// Spreads what moved since the last call over the bins.
  mutating func takeSegments(from network: inout FluidNetwork) {
    for index in 0..<network.segments.count {
      let route = network.segments.route[index]
      let bytes = network.segments.bytes[index]
      let start = network.segments.start[index]
      let end = network.segments.end[index]
      for hop in Int(network.hops.start[route])..<Int(network.hops.start[route + 1]) {
        let link = network.hops.link[hop]
        let crossed = bytes * network.hops.crossing[hop]
        if options.links {
          linkBins.add(crossed, to: row(of: link), from: start, until: end)
        }
        let line = lineOfLink[link]
        if options.power, line >= 0 {
          powerBins.add(
            crossed * joulesPerByteOfLink[link] * Double(members(ofLink: Int(link))),
            to: Int(line), from: start, until: end)
        }
      }
    }
    network.segments.removeAll()
  }

  private mutating func row(of link: Int32) -> Int {
    if linkRow[link] < 0 {
      linkRow[link] = Int32(linkBins.addRow())
      linkOfRow.append(link)
    }
    return Int(linkRow[link])
  }
}
