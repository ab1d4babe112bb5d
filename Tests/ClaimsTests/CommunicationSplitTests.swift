// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

@testable import Claims

/// The bars of a talk of 2026: copper at 14.4 Tb/s a GPU in four pods, light at the same bandwidth in
/// one pod, and light at 32 Tb/s in one pod.
struct CommunicationSplitTests {
  private static func slide(rounding: Double = 0.01) -> [PublishedBar] {
    [
      PublishedBar("copper", time: 1, rounding: 0, coefficients: [Interval(1), Interval(1)]),
      PublishedBar(
        "one pod", time: 0.60, rounding: rounding, coefficients: [Interval(1), Interval(0)]),
      PublishedBar(
        "32 Tb/s", time: 0.37, rounding: rounding,
        coefficients: [Interval(14.4 / 32), Interval(0)]),
    ]
  }

  private static let parts = ["scale-up", "scale-out"]

  private static func isClose(_ a: Double, _ b: Double) -> Bool { (a - b).magnitude < 1e-12 }

  @Test func `the slide says that four fifths of its step are exposed`() throws {
    // Scale-out goes with the pods: 0.40. Scale-up: 0.23 / (1 - 0.45) = 0.41818. The rest computes.
    let split = try CommunicationSplit(parts: Self.parts, bars: Self.slide())
    #expect(Self.isClose(split.parts[0].nominal, 0.23 / 0.55))
    #expect(Self.isClose(split.parts[1].nominal, 0.40))
    #expect(Self.isClose(split.computing.nominal, 0.60 - 0.23 / 0.55))
    #expect(Self.isClose(split.exposed.nominal, 0.40 + 0.23 / 0.55))
    #expect(split.residual < 1e-15 && split.contradiction == nil)
    // Two bars at 0.595 and 0.605, 0.365 and 0.375: scale-up is 0.22 to 0.24 over 0.55; computing is
    // (0.37 - 0.45 * 0.60) / 0.55, from (0.365 - 0.45 * 0.605) to (0.375 - 0.45 * 0.595).
    #expect(Self.isClose(split.parts[0].range.lower, 0.22 / 0.55))
    #expect(Self.isClose(split.parts[0].range.upper, 0.24 / 0.55))
    #expect(Self.isClose(split.parts[1].range.lower, 0.395))
    #expect(Self.isClose(split.computing.range.lower, (0.365 - 0.45 * 0.605) / 0.55))
    #expect(Self.isClose(split.computing.range.upper, (0.375 - 0.45 * 0.595) / 0.55))
    #expect(Self.isClose(split.exposed.range.upper, 1 - split.computing.range.lower))
  }

  @Test func `nothing within the rounding and the ranges goes beyond the ends`() throws {
    var bars = Self.slide()
    bars[2] = PublishedBar(
      "32 Tb/s", time: 0.37, rounding: 0.01, coefficients: [Interval(0.4, 0.5), Interval(0, 0.1)])
    let split = try CommunicationSplit(parts: Self.parts, bars: bars)
    let draws = ClaimDraws(seed: 9)
    var reached = Interval(split.computing.nominal)
    for row in 0..<20_000 {
      // Every other row is near a corner.
      func drawn(_ name: String, _ low: Double, _ high: Double) -> Double {
        let level = draws.level(of: name, row: row, matrix: .a)
        let pushed = row % 2 == 0 ? level : (level < 0.5 ? 0.001 : 0.999)
        return low + (high - low) * pushed
      }
      let pod = drawn("pod", 0.595, 0.605)
      let fast = drawn("fast", 0.365, 0.375)
      let up = drawn("up", 0.4, 0.5)
      let out = drawn("out", 0, 0.1)
      // C + U + O = 1, C + U = pod, C + up U + out O = fast, by hand.
      let scaleOut = 1 - pod
      let scaleUp = (pod + out * scaleOut - fast) / (1 - up)
      let computing = pod - scaleUp
      #expect(split.computing.range.contains(computing))
      #expect(split.parts[0].range.contains(scaleUp))
      #expect(split.parts[1].range.contains(scaleOut))
      reached = Interval(min(reached.lower, computing), max(reached.upper, computing))
    }
    // The ends are reached but for the thousandth of each range that was left.
    let width = split.computing.range.upper - split.computing.range.lower
    #expect(reached.upper - reached.lower > 0.98 * width)
  }

  @Test func `more bars than unknowns are fitted`() throws {
    // One part, at 1, 1/2 and 1/4: the line through (1, 1.00), (0.5, 0.61), (0.25, 0.40) by least
    // squares has the slope sum (x - 7/12)(y - 0.67) / sum (x - 7/12)².
    let bars = [(1, 1.00), (0.5, 0.61), (0.25, 0.40)].map {
      PublishedBar("at \($0.0)", time: $0.1, rounding: 0.02, coefficients: [Interval($0.0)])
    }
    let x = [1, 0.5, 0.25].map { $0 - 7.0 / 12 }
    let y = [1.00, 0.61, 0.40].map { $0 - 0.67 }
    let slope =
      zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } / x.reduce(0) { $0 + $1 * $1 }
    let rest = 0.67 - slope * 7 / 12
    let split = try CommunicationSplit(parts: ["network"], bars: bars)
    #expect(Self.isClose(split.parts[0].nominal, slope / (slope + rest)))
    let misses = zip(x, y).map { (slope * $0 - $1).magnitude }
    #expect(Self.isClose(split.residual, try #require(misses.max())))
    #expect(split.residual > 0.005 && split.contradiction == nil)
  }

  @Test func `bars that no such step has contradict the model`() throws {
    // Half the time at half the network leaves less than nothing to compute.
    func bars(_ time: Double, rounding: Double) -> [PublishedBar] {
      [
        PublishedBar("all", time: 1, rounding: 0, coefficients: [Interval(1)]),
        PublishedBar("half", time: time, rounding: rounding, coefficients: [Interval(0.5)]),
      ]
    }
    let split = try CommunicationSplit(parts: ["network"], bars: bars(0.4, rounding: 0.1))
    #expect(Self.isClose(split.computing.nominal, -0.2))
    #expect(
      split.contradiction
        == "the bars contradict the model: computing would be -0.2 of the step, network would be "
        + "1.2 of the step, whatever was rounded")
    let near = try CommunicationSplit(parts: ["network"], bars: bars(0.48, rounding: 0.1))
    #expect(near.contradiction?.hasSuffix("unless it is what was rounded") == true)
    // All of it network is still a step.
    let all = try CommunicationSplit(parts: ["network"], bars: bars(0.5, rounding: 0.1))
    #expect(all.contradiction == nil)
    let none = PublishedBar("none", time: 0.3, rounding: 0.01, coefficients: [Interval(0)])
    let bent = bars(0.8, rounding: 0.01) + [none]
    let missed = try CommunicationSplit(parts: ["network"], bars: bent)
    #expect(missed.contradiction?.contains("half is missed by 0.1") == true)
  }

  @Test func `too few bars, and bars that say the same, are refused`() throws {
    #expect(throws: InversionError.underdetermined(bars: 2, unknowns: 3)) {
      try CommunicationSplit(parts: Self.parts, bars: Array(Self.slide().prefix(2)))
    }
    var same = Self.slide()
    same[2] = PublishedBar("again", time: 0.6, rounding: 0, coefficients: same[1].coefficients)
    #expect(throws: InversionError.indistinguishable(parts: Self.parts)) {
      try CommunicationSplit(parts: Self.parts, bars: same)
    }
    // From slower to faster than the other bar: somewhere between both say the same.
    same[2] = PublishedBar(
      "unknown", time: 0.6, rounding: 0, coefficients: [Interval(0.7, 1.5), Interval(0)])
    #expect(throws: InversionError.indistinguishable(parts: Self.parts)) {
      try CommunicationSplit(parts: Self.parts, bars: same)
    }
    #expect(throws: InversionError.wrongCoefficients(bar: "copper", given: 2, parts: 1)) {
      try CommunicationSplit(parts: ["network"], bars: Self.slide())
    }
    let many = (0..<13).map {
      PublishedBar("\($0)", time: 1, rounding: 0.1, coefficients: [Interval(Double($0))])
    }
    #expect(throws: InversionError.tooManyRanges(count: 13)) {
      try CommunicationSplit(parts: ["network"], bars: many)
    }
    #expect(InversionError.underdetermined(bars: 2, unknowns: 3).description.hasPrefix("2 bars"))
  }
}
