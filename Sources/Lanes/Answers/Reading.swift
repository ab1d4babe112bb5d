// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Kernels
import SimulationEngine

/// Both ends of a figure in eight lanes.
struct LaneRange {
  var lower: Lane
  var upper: Lane

  init(_ lower: Lane, _ upper: Lane) {
    self.lower = lower
    self.upper = upper
  }

  init(_ both: Lane) {
    lower = both
    upper = both
  }

  static var zero: LaneRange { LaneRange(Lane()) }

  static func + (a: LaneRange, b: LaneRange) -> LaneRange {
    LaneRange(a.lower + b.lower, a.upper + b.upper)
  }

  static func - (a: LaneRange, b: LaneRange) -> LaneRange {
    LaneRange(a.lower - b.upper, a.upper - b.lower)
  }

  /// With a factor that is not below zero.
  static func * (a: LaneRange, factor: Lane) -> LaneRange {
    LaneRange(a.lower * factor, a.upper * factor)
  }

  static func * (a: LaneRange, factor: Double) -> LaneRange {
    LaneRange(a.lower * factor, a.upper * factor)
  }

  /// Nothing below zero.
  var positive: LaneRange { LaneRange(Lane().larger(lower), Lane().larger(upper)) }
}

/// Reads the figures of eight lanes off their tapes.
struct Reading {
  private let program: LaneProgram
  private let place: Workplace
  private let terms: [Lane]
  private let batch: TermValues.Batch
  private let holds: SIMDMask<SIMD8<Int64>>
  /// Of the whole program.
  private let duration: LaneRange

  init(_ program: LaneProgram, _ place: Workplace, _ terms: [Lane], _ batch: TermValues.Batch) {
    self.program = program
    self.place = place
    self.terms = terms
    self.batch = batch
    holds = Self.holds(program, place, batch)
    let outputs = program.outputs
    var least = Lane()
    for rank in outputs.ranks {
      least = least.larger(Self.value(rank.leastWork, place, terms))
    }
    // Where the play does not hold, all that is known is that streams do one thing at a time.
    let serial = Self.value(outputs.serial, place, terms)
    duration = LaneRange(
      least.replacing(with: place.value(outputs.end.lower), where: holds),
      serial.replacing(with: place.value(outputs.end.upper), where: holds))
  }

  /// Whether each lane goes as it was played.
  private static func holds(
    _ program: LaneProgram, _ place: Workplace, _ batch: TermValues.Batch
  ) -> SIMDMask<SIMD8<Int64>> {
    var holds = SIMDMask<SIMD8<Int64>>(repeating: true)
    for order in program.orders {
      holds .&= place.value(order.first) .<= place.value(order.second)
    }
    for claim in program.claims {
      holds .&= place.delays[Int(claim.send)] .<= place.delays[Int(claim.work)]
    }
    for condition in program.conditions {
      var rate = Lane()
      for (technology, bytes) in zip(condition.technologies, condition.rates) {
        rate += bytes * batch.bandwidth[Int(technology)]
      }
      let capacity = condition.capacity * batch.bandwidth[Int(condition.technology)]
      holds .&= rate .<= capacity * LinkCondition.slack
    }
    return holds
  }

  private static func value(_ sum: LaneSum, _ place: Workplace, _ terms: [Lane]) -> Lane {
    var value = Lane()
    for (side, node, times) in sum.nodes { value += place.times[side][Int(node)] * times }
    for (term, times) in sum.terms { value += terms[Int(term)] * times }
    return value
  }

  private func range(_ amount: LaneAmount) -> LaneRange {
    LaneRange(
      Self.value(amount.lower, place, terms), Self.value(amount.upper, place, terms))
  }

  private func range(_ instant: LaneInstant) -> LaneRange {
    let lower = place.value(instant.lower)
    return LaneRange(
      lower, instant.lower == instant.upper ? lower : place.value(instant.upper))
  }

  /// Seconds of all ranks of a kind together.
  private struct KindSeconds {
    var ranks = 0.0
    var computing = LaneRange.zero
    var waiting = LaneRange.zero
    var ends = LaneRange.zero
  }

  /// Writes what the lanes came to.
  ///
  /// - Parameter columns: gets the rows of these lanes.
  func write(into columns: inout LaneAnswers.Block) {
    var kinds = [KindSeconds](
      repeating: KindSeconds(), count: batch.computeRate.count)
    var exposed = LaneRange.zero
    var worst = LaneRange.zero
    for rank in program.outputs.ranks {
      let computing = computing(rank)
      let waiting = range(rank.waiting)
      var end = range(rank.end)
      end.lower = computing.lower.replacing(with: end.lower, where: holds)
      end.upper = duration.upper.replacing(with: end.upper, where: holds)
      let its = (end - computing - waiting).positive
      exposed = exposed + its * (rank.members / program.outputs.rankCount)
      worst.lower = worst.lower.larger(its.lower)
      worst.upper = worst.upper.larger(its.upper)
      kinds[rank.kind].ranks += rank.members
      kinds[rank.kind].computing = kinds[rank.kind].computing + computing * rank.members
      kinds[rank.kind].waiting = kinds[rank.kind].waiting + waiting * rank.members
      kinds[rank.kind].ends = kinds[rank.kind].ends + end * rank.members
    }
    columns.set(.duration, duration)
    columns.set(.exposed, exposed)
    columns.set(.worstExposed, worst)
    for (group, range) in exposures(within: exposed).enumerated() {
      columns.set(group: group, range)
    }
    let energy = write(energies: kinds, into: &columns)
    columns.set(.energy, energy)
    let (average, peak) = power(energy)
    columns.set(.averagePower, average)
    columns.set(.peakPower, peak)
    columns.set(followsThePlay: holds)
  }

  /// Average and peak, each a bound of the other. A run that takes no time has neither.
  private func power(_ energy: LaneRange) -> (average: LaneRange, peak: LaneRange) {
    var peak = peak()
    let never = duration.upper .<= 0
    let average = LaneRange(
      (energy.lower / duration.upper).replacing(with: 0, where: never),
      (energy.upper / duration.lower).replacing(with: peak.upper, where: duration.lower .<= 0)
        .smaller(peak.upper).replacing(with: 0, where: never))
    peak.lower = peak.lower.larger(average.lower).smaller(peak.upper)
    return (average, peak)
  }

  private func computing(_ rank: LaneOutputs.Rank) -> LaneRange {
    let played = range(rank.computing)
    return LaneRange(
      Self.value(rank.leastWork, place, terms).replacing(with: played.lower, where: holds),
      Self.value(rank.mostWork, place, terms).replacing(with: played.upper, where: holds))
  }

  private func exposures(within all: LaneRange) -> [LaneRange] {
    let outputs = program.outputs
    var found = outputs.exposures.map(range)
    for overlap in outputs.overlaps {
      let operation = (range(overlap.operation.start), range(overlap.operation.end))
      let work = (range(overlap.work.start), range(overlap.work.end))
      let longest = Lane().larger(
        operation.1.upper.smaller(work.1.upper) - operation.0.lower.larger(work.0.lower))
      let shortest = Lane().larger(
        operation.1.lower.smaller(work.1.lower) - operation.0.upper.larger(work.0.upper))
      if overlap.countsLower { found[overlap.group].lower -= longest * overlap.times }
      if overlap.countsUpper { found[overlap.group].upper -= shortest * overlap.times }
    }
    return found.map { range in
      var range = range.positive
      // No group is exposed for longer than all together are.
      range.upper = range.upper.smaller(all.upper)
      range.lower = Lane().replacing(with: range.lower, where: holds).smaller(range.upper)
      range.upper = all.upper.replacing(with: range.upper, where: holds)
      return range
    }
  }

  // MARK: Energy

  private func write(
    energies kinds: [KindSeconds], into columns: inout LaneAnswers.Block
  ) -> LaneRange {
    let rates = program.power.rates
    let outputs = program.outputs
    let overhead = batch.powerUsageEffectiveness
    var total = LaneRange.zero
    for (kind, its) in kinds.enumerated() {
      let spare = program.power.spares[kind]
      let communicating = (its.ends - its.computing - its.waiting).positive
      let idle = (duration * its.ranks - its.ends).positive + duration * spare
      var watts: [Lane] = []
      for (state, seconds) in [its.computing, communicating, its.waiting, idle].enumerated() {
        let line = rates.line(state, ofGroup: kind)
        let each =
          line < 0 ? Lane() : batch.power[line] * rates.watts(state, ofGroup: kind)
        watts.append(each)
        if line >= 0 { columns.set(staticLine: line, seconds * each) }
      }
      total = total + joules(its, watts, spare: spare)
    }
    for (line, its) in rates.lines.enumerated() where its.constantWatts > 0 {
      let joules = duration * (batch.power[line] * its.constantWatts)
      columns.set(staticLine: line, joules)
      total = total + joules
    }
    for (technology, joules) in outputs.joules.enumerated() {
      let line = rates.lineOfTechnology[technology]
      guard line >= 0 else { continue }
      let joules = LaneRange(batch.energyPerBit[technology] * joules)
      columns.set(dynamicLine: line, joules)
      total = total + joules
    }
    return total.positive * overhead
  }

  /// Of all accelerators of a kind. A second more of one state is one less of another, so that the sum
  /// is known better than its parts.
  private func joules(_ its: KindSeconds, _ watts: [Lane], spare: Double) -> LaneRange {
    func weigh(_ range: LaneRange, _ weight: Lane) -> LaneRange {
      let a = range.lower * weight
      let b = range.upper * weight
      return LaneRange(a.smaller(b), a.larger(b))
    }
    return weigh(its.computing, watts[0] - watts[1]) + weigh(its.waiting, watts[2] - watts[1])
      + weigh(its.ends, watts[1] - watts[3])
      + duration * (watts[3] * (its.ranks + spare))
  }

  // MARK: Peak power

  /// What all ranks draw at most if each does what draws most, and what they draw at least while one
  /// of them does.
  private func peak() -> LaneRange {
    let rates = program.power.rates
    let outputs = program.outputs
    var constant = Lane()
    for (line, its) in rates.lines.enumerated() {
      constant += batch.power[line] * its.constantWatts
    }
    func watts(_ state: RankState, _ kind: Int) -> Lane {
      let line = rates.line(state.rawValue, ofGroup: kind)
      return line < 0 ? Lane() : batch.power[line] * rates.watts(state.rawValue, ofGroup: kind)
    }
    for (kind, spare) in program.power.spares.enumerated() {
      constant += watts(.idle, kind) * spare
    }
    var most = constant
    var least = constant
    var gain = Lane()
    for (row, rank) in outputs.ranks.enumerated() {
      let computing = watts(.computing, rank.kind) * rank.members
      let communicating = watts(.communicating, rank.kind) * rank.members
      let waiting = watts(.waiting, rank.kind) * rank.members
      let idle = watts(.idle, rank.kind) * rank.members
      var flows = Lane()
      var certain = Lane()
      for chain in outputs.powerOfFlows[row] {
        let its = power(of: chain)
        flows += its.upper
        certain = certain.larger(its.lower)
      }
      let works = rank.computes ? computing : Lane()
      let talks = rank.communicates ? communicating : Lane()
      let waits = rank.waits ? waiting : Lane()
      let high =
        outputs.isSerial[row]
        ? works.larger(talks + flows) : works.larger(talks) + flows
      most += high.larger(waits).larger(idle)
      // At the least it does what draws least.
      var low = idle
      if rank.computes { low = low.smaller(computing) }
      if rank.communicates { low = low.smaller(communicating) }
      if rank.waits { low = low.smaller(waiting) }
      least += low
      // Of what takes no time nothing is seen.
      let work = Lane().replacing(with: works, where: range(rank.computing).lower .> 0)
      let talk = rank.sends ? (outputs.isSerial[row] ? talks : low) + certain : Lane()
      gain = gain.larger(work.larger(talk) - low)
    }
    let overhead = batch.powerUsageEffectiveness
    return LaneRange((least + gain) * overhead, most * overhead)
  }

  private func power(of chain: LaneOutputs.ChainPower) -> LaneRange {
    var range = LaneRange.zero
    for flows in chain.batches {
      var watts = Lane()
      var areCertain = true
      for flow in flows {
        var joules = Lane()
        for (technology, perByte) in zip(flow.technology, flow.joules) {
          joules += batch.energyPerBit[Int(technology)] * perByte
        }
        watts += joules / terms[Int(flow.transfer)]
        if !flow.isCertain { areCertain = false }
      }
      range.upper = range.upper.larger(watts)
      if areCertain { range.lower = range.lower.larger(watts) }
    }
    return range
  }
}
