// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Testing

@testable import Claims

struct VerdictTests {
  /// A claim of 3 under a ceiling of 1 / (1 - exposed), with probabilities in thousandths.
  private static func decide(
    exposed: Double = 0.8, _ likelihoods: [(Normalisation, Int)],
    unstated: [ParameterSlices] = [], of count: Int = 1000
  ) -> Decision {
    let step = BaselineStep(time: Interval(.seconds(1)), exposed: Interval(0.1, exposed))
    return Verdict.decide(
      VerdictEvidence(
        claimed: 3, ceilings: SpeedupCeilings([.amdahl(step)]),
        likelihoods: likelihoods.map {
          VerdictEvidence.Likelihood($0.0, EstimatedProbability(hits: $0.1, of: count))
        }, unstated: unstated))
  }

  private static let flip = ParameterSlicesTests.made("batch", [900, 500, 100])

  @Test func `a ceiling below the claim is before everything`() {
    let decision = Self.decide(exposed: 0.6, [(.averagePower, 1000)], unstated: [Self.flip])
    #expect(decision.word == .impossible && decision.isSettled)
    #expect(
      decision.reason.hasPrefix("Amdahl allows at most 2.5 where 3 is claimed: 10 to 60 % of"))
    #expect(decision.flippingParameters.isEmpty)
    #expect(Self.decide(exposed: 2.0 / 3, [(.averagePower, 1000)]).word == .supported)
  }

  @Test(arguments: [
    (900, Verdict.supported), (899, .conditional), (100, .conditional), (99, .unsupported),
    (0, .unsupported), (1000, .supported),
  ])
  func `thresholds are met where they are just met`(hits: Int, word: Verdict) {
    #expect(Self.decide([(.averagePower, hits)]).word == word)
    #expect(Self.decide([(.peakPower, hits)]).word == word)
  }

  @Test func `support needs every equal power and cost that is known`() {
    #expect(Self.decide([(.averagePower, 950), (.cost, 900)]).word == .supported)
    #expect(Self.decide([(.averagePower, 950), (.cost, 899)]).word == .conditional)
    #expect(Self.decide([(.averagePower, 950), (.peakPower, 500)]).word == .conditional)
  }

  @Test func `being unsupported needs every one of them too`() {
    #expect(Self.decide([(.averagePower, 50), (.cost, 99)]).word == .unsupported)
    #expect(Self.decide([(.averagePower, 50), (.cost, 100)]).word == .conditional)
  }

  @Test func `equal accelerators and equal bandwidth are not what counts`() {
    let likelihoods: [(Normalisation, Int)] = [(.accelerators, 1000), (.injection, 500)]
    #expect(Self.decide(likelihoods + [(.averagePower, 50)]).word == .unsupported)
    #expect(Self.decide(likelihoods.map { ($0.0, 0) } + [(.averagePower, 950)]).word == .supported)
  }

  @Test func `without equal power nothing is supported or unsupported`() {
    for hits in [0, 500, 1000] {
      let decision = Self.decide([(.accelerators, hits), (.cost, hits)], unstated: [Self.flip])
      #expect(decision.word == .underSpecified)
      #expect(decision.flippingParameters == ["batch"])
    }
    #expect(Self.decide([]).word == .underSpecified)
  }

  @Test func `a parameter that is unsaid and flips the verdict is named`() {
    let decision = Self.decide([(.averagePower, 500)], unstated: [Self.flip])
    #expect(decision.word == .underSpecified)
    #expect(decision.flippingParameters == ["batch"])
    #expect(
      decision.reason
        == "what the claim leaves unsaid decides it: over the range of batch, P = 0.9, 0.5, 0.1")
    // Likely or unlikely wherever it stands: no parameter is asked.
    #expect(Self.decide([(.averagePower, 900)], unstated: [Self.flip]).word == .supported)
    #expect(Self.decide([(.averagePower, 99)], unstated: [Self.flip]).word == .unsupported)
  }

  @Test func `the three of the widest swing are named, the widest first`() {
    let decision = Self.decide(
      [(.averagePower, 500)],
      unstated: [
        ParameterSlicesTests.made("small", [400, 500, 600]),
        ParameterSlicesTests.made("none", [500, 500, 500]),
        ParameterSlicesTests.made("wide", [0, 500, 1000]),
        ParameterSlicesTests.made("middle", [300, 500, 700]),
        ParameterSlicesTests.made("also middle", [700, 500, 300]),
      ])
    #expect(decision.word == .underSpecified)
    #expect(decision.flippingParameters == ["wide", "middle", "also middle"])
  }

  @Test func `between likely and unlikely it holds in a region`() {
    let slices = ParameterSlicesTests.made("batch", [700, 600, 550])
    let decision = Self.decide([(.averagePower, 620)], unstated: [slices])
    #expect(decision.word == .conditional && decision.flippingParameters.isEmpty)
    #expect(decision.reason.contains("P = 0.62 (0.5895 to 0.6496) under equal average power"))
  }

  @Test func `a verdict is settled where more draws would say the same`() {
    #expect(Self.decide([(.averagePower, 950)]).isSettled)
    #expect(!Self.decide([(.averagePower, 905)]).isSettled)
    #expect(!Self.decide([(.averagePower, 890)]).isSettled)
    #expect(Self.decide([(.averagePower, 500)]).isSettled)
    #expect(!Self.decide([(.averagePower, 105)]).isSettled)
    #expect(!Self.decide([(.averagePower, 95)]).isSettled)
    #expect(Self.decide([(.averagePower, 10)]).isSettled)
    // One that is surely not likely settles that it is not supported, however unsure the other.
    #expect(Self.decide([(.averagePower, 500), (.cost, 900)]).isSettled)
  }

  @Test func `the words are the protocol's`() {
    #expect(
      Verdict.allCases.map(\.rawValue)
        == ["IMPOSSIBLE", "SUPPORTED", "UNSUPPORTED", "UNDER-SPECIFIED", "CONDITIONAL"])
  }
}
