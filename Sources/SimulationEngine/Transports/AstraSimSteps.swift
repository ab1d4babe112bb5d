// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Steps of collectives as ASTRA-sim carries them out: data is handed over between memory and
// network, which takes the endpoint delay, and what is combined runs through memory first.
extension EventLoop {
  /// Nanoseconds before a lane's step; 0 where steps follow each other at once.
  ///
  /// What a member sends is handed to the network first. Where it has just arrived, the delay
  /// after its arrival was that.
  mutating func pauseBeforeStep(_ instance: Int32, lane: Int32) -> Double {
    guard case .astraSim(let parameters) = transport else { return 0 }
    guard sends(instance, lane: lane, in: collectives.round[lane]) > 0 else { return 0 }
    let holdsData = service.steps.holdsData[lane]
    service.steps.holdsData[lane] = false
    return holdsData ? 0 : ServiceColumns.nanoseconds(of: parameters.endpointDelay.rawValue)
  }

  /// Nanoseconds between a member's last message of a step and its next step; 0 where steps follow
  /// each other at once, and after one in which nothing arrives.
  mutating func pauseAfterStep(_ instance: Int32, lane: Int32) -> Double {
    guard case .astraSim(let parameters) = transport else { return 0 }
    let round = collectives.round[lane]
    let place = collectives.laneMember[lane]
    let taken = schedules.expected(in: round, of: place) - sends(instance, lane: lane, in: round)
    guard taken > 0 else { return 0 }
    service.steps.holdsData[lane] = true
    if let release = service.steps.firstRelease(lane, from: now) { return release - now }
    return delayOfArrival(instance, lane: lane, parameters)
  }

  /// Takes note of messages that arrive in a lane's present step, where each makes room for one of
  /// the next.
  mutating func noteArrivals(_ count: Int32, _ instance: Int32, lane: Int32) {
    guard count > 0, service.steps.hasReleases, case .astraSim(let parameters) = transport
    else { return }
    let schedule = collectives.schedule[instance]
    guard service.steps.custom(of: schedule) == .direct,
      collectives.round[lane] + 1 < schedules.roundStart[schedule + 1]
    else { return }
    let delay = delayOfArrival(instance, lane: lane, parameters)
    for _ in 0..<count { service.steps.appendRelease(lane, at: now + delay) }
  }

  /// Nanoseconds from the arrival of a message to when its member can go on: it is handed over, and
  /// two operands are read and one result is written, each rounded down.
  private mutating func delayOfArrival(
    _ instance: Int32, lane: Int32, _ parameters: AstraSim
  ) -> Double {
    let perNanosecond = parameters.memoryRate.bytesPerSecond / ServiceColumns.nanoseconds
    let bytes = collectives.bytesPerBlock[instance] * blocksToReduce(instance, lane: lane)
    return ServiceColumns.nanoseconds(of: parameters.endpointDelay.rawValue)
      + Self.touches * (bytes / perNanosecond).rounded(.down)
  }

  /// Two operands are read and one result is written.
  private static var touches: Double { 3 }

  /// Blocks that run through memory for a message of a lane's present step.
  private mutating func blocksToReduce(_ instance: Int32, lane: Int32) -> Double {
    let round = collectives.round[lane]
    let schedule = collectives.schedule[instance]
    let combined = schedules.combinedBlocks[round]
    let hasNext = round + 1 < schedules.roundStart[schedule + 1]
    switch service.steps.custom(of: schedule) {
    case .stepwise, .direct: return combined
    case .halvingDoubling: return hasNext ? schedules.combinedBlocks[round + 1] : 0
    case .trees:
      guard combined == 0 else { return combined }
      return hasNext ? blocksSent(instance, lane: lane, in: round + 1) : 0
    }
  }

  /// Messages that a lane's member sends in a round.
  private mutating func sends(_ instance: Int32, lane: Int32, in round: Int32) -> Int32 {
    let place = collectives.laneMember[lane]
    let members = collectives.memberCount[instance]
    var count: Int32 = 0
    for exchange in schedules.exchangeStart[round]..<schedules.exchangeStart[round + 1]
    where schedules.target(of: place, in: exchange, among: members) >= 0 { count += 1 }
    return count
  }

  /// Blocks of the largest message that a lane's member sends in a round.
  private mutating func blocksSent(_ instance: Int32, lane: Int32, in round: Int32) -> Double {
    let place = collectives.laneMember[lane]
    let members = collectives.memberCount[instance]
    var most = 0.0
    for exchange in schedules.exchangeStart[round]..<schedules.exchangeStart[round + 1]
    where schedules.target(of: place, in: exchange, among: members) >= 0 {
      most = max(most, schedules.blocks(from: place, in: exchange))
    }
    return most
  }

  /// Chunks of a collective that a member works on at once.
  var activeChunks: Int {
    mutating get {
      guard case .astraSim(let parameters) = transport else { return chunks }
      return min(chunks, parameters.activeChunks)
    }
  }
}
