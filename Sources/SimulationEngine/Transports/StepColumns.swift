// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What lanes hold between their steps, for transports in which data has to be handed over.
struct StepColumns: ~Copyable {
  // One entry per schedule.
  private let customs: [AstraSimCustom]
  /// Whether some schedule lets its messages go one by one.
  let hasReleases: Bool
  private let isNeeded: Bool

  // One entry per lane.
  /// Whether data has just arrived and been handed over, so that it can leave without a wait.
  var holdsData = Column<Bool>()
  private var releaseHead = Column<Int32>()
  private var releaseTail = Column<Int32>()

  // Instants, in ticks, at which messages of a lane's next step may leave: chains, in order.
  private var instant = Column<Double>()
  private var next = Column<Int32>()
  private var free = Column<Int32>()

  init(algorithms: [String], isNeeded: Bool) {
    customs = algorithms.map { AstraSimCustom(algorithm: $0) }
    hasReleases = isNeeded && customs.contains(.direct)
    self.isNeeded = isNeeded
  }

  func custom(of schedule: Int32) -> AstraSimCustom { customs[Int(schedule)] }

  /// A lane begins with a chunk: nothing has arrived.
  mutating func open(_ lane: Int32) {
    guard isNeeded else { return }
    let count = Int(lane) + 1
    holdsData.extend(to: count, with: false)
    holdsData[lane] = false
    guard hasReleases else { return }
    releaseHead.extend(to: count, with: -1)
    releaseTail.extend(to: count, with: -1)
  }

  mutating func appendRelease(_ lane: Int32, at time: Double) {
    let slot: Int32
    if let reused = free.popLast() {
      slot = reused
      instant[slot] = time
      next[slot] = -1
    } else {
      slot = Int32(instant.count)
      instant.append(time)
      next.append(-1)
    }
    let tail = releaseTail[lane]
    if tail < 0 { releaseHead[lane] = slot } else { next[tail] = slot }
    releaseTail[lane] = slot
  }

  /// Takes the earliest instant of a lane, or nil where there is none.
  @inline(__always)
  mutating func takeRelease(_ lane: Int32) -> Double? {
    hasReleases ? takeEarliest(lane) : nil
  }

  private mutating func takeEarliest(_ lane: Int32) -> Double? {
    let slot = releaseHead[lane]
    guard slot >= 0 else { return nil }
    releaseHead[lane] = next[slot]
    if next[slot] < 0 { releaseTail[lane] = -1 }
    free.append(slot)
    return instant[slot]
  }

  /// The first instant of a lane that is not before another, or nil.
  func firstRelease(_ lane: Int32, from time: Double) -> Double? {
    guard hasReleases else { return nil }
    var slot = releaseHead[lane]
    while slot >= 0 {
      if instant[slot] >= time { return instant[slot] }
      slot = next[slot]
    }
    return nil
  }
}
