// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// How long each flow takes at least and at most, whatever it meets on its links.
///
/// A flow meets those that share a link with it and neither are over when it begins nor begin when it
/// is over. docs/theory.md ("Lanes") has the bounds and why they hold.
struct Contention {
  private let table: FlowTable
  private let batches: [Batch]
  /// Batches of each chain, in order.
  private var chainBatches: [[Int32]]
  private var placeInChain: [Int32]
  /// By batch, what it loads each link with, links rising.
  private var loads: [[FlowTable.Hop]] = []
  /// Chains on each link that more than one loads and that may hold flows back; by link.
  private var chainsOnLink: [Int32: [Int32]] = [:]
  /// What has to hold for the other links never to hold anything back.
  private(set) var conditions: Set<LinkCondition> = []
  /// Batches of a chain that load a link, in order, and the most that any of them loads it with.
  private var users: [ChainLink: ChainUse] = [:]
  /// What a byte of one row takes of the links of another; by both.
  private var sharedCosts: [UInt64: (term: Int32, seconds: Double)] = [:]
  /// By chain, for each batch the last of the chain's batches that is over when it begins; nil where
  /// nobody looked, so that nothing is known.
  private var before: [[Int32]?]
  /// By batch, chains whose batches it may meet, with their places.
  private var meetings: [[(chain: Int32, places: Range<Int>)]] = []

  private struct ChainLink: Hashable {
    var chain: Int32
    var link: Int32
  }

  private struct ChainUse {
    var places: [Int32] = []
    var load = 0.0
    var crowd = 0.0

    mutating func add(_ hop: FlowTable.Hop, _ place: Int32) {
      places.append(place)
      load = max(load, hop.load)
      crowd = max(crowd, hop.crowd)
    }
  }

  /// Edges that are looked at for the order of flows, and places that are kept.
  private static let mostEffort = 400_000_000
  private static let mostPlaces = 50_000_000
  /// Flows that one flow may meet for their bytes to be counted one by one.
  private static let mostMeetings = 4096

  /// - Parameters:
  ///   - rehearsal: the play.
  ///   - anchors: of messages that nobody waits for.
  ///   - precedence: of its moments.
  ///   - spacing: what is taken to be apart; gets what each lane is asked for it.
  init(
    _ rehearsal: borrowing Rehearsal, _ anchors: Anchors, _ precedence: inout Precedence,
    _ spacing: inout Spacing
  ) {
    table = rehearsal.table
    batches = rehearsal.batches
    chainBatches = [[Int32]](repeating: [], count: rehearsal.chains.count)
    placeInChain = []
    for (number, batch) in rehearsal.batches.enumerated() {
      placeInChain.append(Int32(chainBatches[Int(batch.chain)].count))
      chainBatches[Int(batch.chain)].append(Int32(number))
    }
    before = [[Int32]?](repeating: nil, count: chainBatches.count)
    loads = batches.map { Self.loads(of: $0, table) }
    findSharedLinks()
    findOrder(&precedence)
    findMeetings(anchors, &spacing)
  }

  private static func loads(of batch: Batch, _ table: FlowTable) -> [FlowTable.Hop] {
    if batch.flows.count == 1 {
      return batch.flows[0].bytes > 0
        ? table.rows[Int(batch.flows[0].row)].hops.sorted { $0.link < $1.link } : []
    }
    var sums: [Int32: FlowTable.Hop] = [:]
    for flow in batch.flows where flow.bytes > 0 {
      for hop in table.rows[Int(flow.row)].hops {
        sums[hop.link, default: FlowTable.Hop(link: hop.link, load: 0, crowd: 0)].load += hop.load
        sums[hop.link]?.crowd += hop.crowd
      }
    }
    return sums.values.sorted { $0.link < $1.link }
  }

  // MARK: Who may meet whom

  private mutating func findSharedLinks() {
    var chains: [Int32: Set<Int32>] = [:]
    var rows: [Int32: Set<Int32>] = [:]
    for (number, batch) in batches.enumerated() {
      for hop in loads[number] { chains[hop.link, default: []].insert(batch.chain) }
      for flow in batch.flows where flow.bytes > 0 {
        for hop in table.rows[Int(flow.row)].hops {
          rows[hop.link, default: []].insert(flow.row)
        }
      }
    }
    // Those that many chains cross are held against what leads to them first. A link that another one
    // was left out for stays: two that only hold each other would hold nothing.
    let crossed = chains.filter { $0.value.count > 1 }
    let order = crossed.keys.sorted {
      let (a, b) = (crossed[$0]?.count ?? 0, crossed[$1]?.count ?? 0)
      return a != b ? a > b : $0 < $1
    }
    var areNeeded: Set<Int32> = []
    var isLeftOut: Set<Int32> = []
    for link in order {
      if !areNeeded.contains(link),
        let condition = LinkCondition(link, rows: rows[link] ?? [], without: isLeftOut, table)
      {
        areNeeded.formUnion(condition.links)
        isLeftOut.insert(link)
        if !condition.isAlwaysTrue { conditions.insert(condition) }
      } else {
        chainsOnLink[link] = crossed[link]?.sorted()
      }
    }
    for (number, batch) in batches.enumerated() {
      for hop in loads[number] where chainsOnLink[hop.link] != nil {
        let key = ChainLink(chain: batch.chain, link: hop.link)
        users[key, default: ChainUse()].add(hop, placeInChain[number])
      }
    }
  }

  private mutating func findOrder(_ precedence: inout Precedence) {
    let chains = Set(chainsOnLink.values.joined()).sorted()
    guard chains.count * precedence.effort <= Self.mostEffort,
      chains.count * batches.count <= Self.mostPlaces
    else { return }
    let begins = batches.map(\.begin)
    for chain in chains {
      before[Int(chain)] = precedence.lastEnd(
        before: begins, of: chainBatches[Int(chain)].map { batches[Int($0)].end })
    }
  }

  private mutating func findMeetings(_ anchors: Anchors, _ spacing: inout Spacing) {
    for (number, batch) in batches.enumerated() {
      var chains: Set<Int32> = []
      for hop in loads[number] { chains.formUnion(chainsOnLink[hop.link] ?? []) }
      chains.remove(batch.chain)
      var its: [(chain: Int32, places: Range<Int>)] = []
      for chain in chains.sorted() {
        let list = chainBatches[Int(chain)]
        let places = spacing.narrow(
          anchors.narrow(unordered(number, with: chain), batch.operation) {
            batches[Int(list[$0])].operation
          }, chains: (batch.chain, chain),
          position: placeInChain[number], start: batch.begin, end: batch.end,
          starts: { batches[Int(list[$0])].begin }, ends: { batches[Int(list[$0])].end })
        if !places.isEmpty { its.append((chain, places)) }
      }
      meetings.append(its)
    }
  }

  /// Places in a chain whose batches are neither over when a batch begins nor begin when it is over.
  private func unordered(_ batch: Int, with chain: Int32) -> Range<Int> {
    let its = chainBatches[Int(chain)]
    let own = batches[batch].chain
    guard let over = before[Int(chain)], let mine = before[Int(own)] else { return its.indices }
    let low = Int(over[batch]) + 1
    let end = (low..<its.count).partition { mine[Int(its[$0])] >= placeInChain[batch] }
    return low..<end
  }

  /// What a chain may load a link with while a batch is under way; nil for nothing.
  private func use(_ chain: Int32, of link: Int32, within range: Range<Int>) -> ChainUse? {
    guard let use = users[ChainLink(chain: chain, link: link)] else { return nil }
    let first = use.places.indices.partition { Int(use.places[$0]) >= range.lowerBound }
    guard first < use.places.count, Int(use.places[first]) < range.upperBound else { return nil }
    return use
  }

  // MARK: What meeting costs

  /// Writes the bounds of every flow into its edge.
  ///
  /// - Parameter rehearsal: gets them.
  mutating func bound(_ rehearsal: inout Rehearsal) {
    for number in batches.indices { bound(number, &rehearsal) }
  }

  private mutating func bound(_ number: Int, _ rehearsal: inout Rehearsal) {
    let batch = batches[number]
    // What each shared link of the batch carries beside it at most.
    var beside: [Int32: (load: Double, crowd: Double)] = [:]
    for hop in loads[number] where chainsOnLink[hop.link] != nil {
      for (chain, places) in meetings[number] {
        guard let use = use(chain, of: hop.link, within: places) else { continue }
        beside[hop.link, default: (0, 0)].load += use.load
        beside[hop.link, default: (0, 0)].crowd += use.crowd
      }
    }
    let areAlike = areAlike(batch)
    for (place, flow) in batch.flows.enumerated() {
      let alone = cost(of: flow, loads: nil, beside: [:])
      let together = cost(of: flow, loads: loads[number], beside: [:])
      let slowest = cost(of: flow, loads: loads[number], beside: beside)
      let lower = areAlike ? together : alone
      var upper = rehearsal.forms.form(
        rehearsal.forms.terms.row(slowest), times: flow.bytes * batch.repeats)
      if batch.flows.count > 1 || !beside.isEmpty {
        let most = rehearsal.forms.base[Int(upper)]
        upper = counted(flow, number, below: most, &rehearsal) ?? upper
      }
      let transfer = rehearsal.forms.terms.row(lower)
      rehearsal.batches[number].flows[place].transfer = transfer
      let least = rehearsal.forms.form(transfer, times: flow.bytes * batch.repeats)
      let edge = Int(flow.edge)
      rehearsal.moments.lower[edge] = rehearsal.forms.sum(
        rehearsal.forms.sum(
          rehearsal.forms.product(flow.lowerOverhead, times: batch.repeats), least),
        rehearsal.forms.product(flow.lowerLatency, times: batch.repeats))
      rehearsal.moments.upper[edge] = rehearsal.forms.sum(
        rehearsal.forms.sum(
          rehearsal.forms.product(flow.upperOverhead, times: batch.repeats), upper),
        rehearsal.forms.product(flow.upperLatency, times: batch.repeats))
    }
    if !areAlike { boundByVolume(batch, loads[number], &rehearsal) }
  }

  /// Whether the flows of a batch are one: the same bytes over links that all of them load alike.
  private func areAlike(_ batch: Batch) -> Bool {
    guard let first = batch.flows.first else { return true }
    let hops = table.rows[Int(first.row)].hops
    return batch.flows.dropFirst().allSatisfy { flow in
      let its = table.rows[Int(flow.row)].hops
      return flow.bytes == first.bytes && its.count == hops.count
        && zip(its, hops).allSatisfy { $0.link == $1.link && $0.load == $1.load }
    }
  }

  /// Seconds a byte of a flow on each technology's slowest link.
  private func cost(
    of flow: LaneFlow, loads: [FlowTable.Hop]?, beside: [Int32: (load: Double, crowd: Double)]
  ) -> TransferCost {
    var cost = TransferCost()
    for hop in table.rows[Int(flow.row)].hops {
      let own = loads?.first { $0.link == hop.link } ?? hop
      let others = beside[hop.link] ?? (0, 0)
      let capacity = table.links.capacity(of: hop.link, crowd: own.crowd + others.crowd)
      cost.add(table.links.technology[Int(hop.link)], (own.load + others.load) / capacity)
    }
    return cost
  }

  /// The second bound: the flow alone, and behind it as many bytes of each that it meets as it has
  /// itself.
  ///
  /// - Returns: nil where that is no less than the first.
  private mutating func counted(
    _ flow: LaneFlow, _ number: Int, below most: Double, _ rehearsal: inout Rehearsal
  ) -> Int32? {
    let batch = batches[number]
    guard meetings[number].reduce(0, { $0 + $1.places.count }) <= Self.mostMeetings else {
      return nil
    }
    let bytes = flow.bytes * batch.repeats
    var bytesOfTerm: [Int32: Double] = [:]
    var seconds = 0.0
    func add(_ other: LaneFlow, times repeats: Double) {
      guard other.bytes > 0 else { return }
      let cost = sharedCost(flow.row, other.row, &rehearsal)
      guard cost.term >= 0 else { return }
      let counts = min(bytes, other.bytes * repeats)
      bytesOfTerm[cost.term, default: 0] += counts
      seconds += counts * cost.seconds
    }
    for other in batch.flows { add(other, times: batch.repeats) }
    for (chain, places) in meetings[number] {
      for place in places {
        let other = batches[Int(chainBatches[Int(chain)][place])]
        for its in other.flows { add(its, times: other.repeats) }
        if seconds >= most { return nil }
      }
    }
    guard seconds < most else { return nil }
    var form: Int32 = 0
    for (term, bytes) in bytesOfTerm.sorted(by: { $0.key < $1.key }) {
      form = rehearsal.forms.sum(form, rehearsal.forms.form(term, times: bytes))
    }
    return form
  }

  /// What a byte of a row takes of the links that another row crosses as well; no term for nothing.
  /// Where links lose by many, as if very many were there.
  private mutating func sharedCost(
    _ row: Int32, _ other: Int32, _ rehearsal: inout Rehearsal
  ) -> (term: Int32, seconds: Double) {
    let key = UInt64(UInt32(bitPattern: row)) << 32 | UInt64(UInt32(bitPattern: other))
    if let known = sharedCosts[key] { return known }
    var cost = TransferCost()
    for hop in table.rows[Int(other)].hops
    where table.rows[Int(row)].hops.contains(where: { $0.link == hop.link }) {
      cost.add(
        table.links.technology[Int(hop.link)],
        hop.load / table.links.capacity(of: hop.link, crowd: .infinity))
    }
    let its =
      cost.technology.isEmpty
      ? (term: Int32(-1), seconds: 0) : (rehearsal.forms.terms.row(cost), cost.base)
    sharedCosts[key] = its
    return its
  }

  /// Flows that end together are not through before the links that they share have carried all of
  /// them.
  private func boundByVolume(
    _ batch: Batch, _ loads: [FlowTable.Hop], _ rehearsal: inout Rehearsal
  ) {
    let ends = Set(batch.flows.map { rehearsal.moments.target[Int($0.edge)] })
    guard batch.flows.count > 1, ends.count == 1, let end = ends.first else { return }
    for hop in loads {
      let flows = batch.flows.compactMap { flow in
        table.rows[Int(flow.row)].hops.first { $0.link == hop.link }.map { (flow, $0.load) }
      }
      guard flows.count > 1 else { continue }
      var cost = TransferCost()
      cost.add(
        table.links.technology[Int(hop.link)],
        1 / table.links.capacity(of: hop.link, crowd: 1))
      let volume = flows.reduce(0) { $0 + $1.0.bytes * $1.1 }
      var form = rehearsal.forms.form(rehearsal.forms.terms.row(cost), times: volume)
      if Set(flows.map(\.0.lowerOverhead)).count == 1 {
        form = rehearsal.forms.sum(form, flows[0].0.lowerOverhead)
      }
      if Set(flows.map(\.0.lowerLatency)).count == 1 {
        form = rehearsal.forms.sum(form, flows[0].0.lowerLatency)
      }
      rehearsal.moments.connect(
        Moments.Wait(
          batch.begin, lower: rehearsal.forms.product(form, times: batch.repeats),
          upper: Moments.none), to: end)
    }
  }
}
