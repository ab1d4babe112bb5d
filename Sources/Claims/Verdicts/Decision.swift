// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A verdict and why.
package struct Decision: Sendable, Hashable {
  package let word: Verdict
  /// One sentence with the numbers that decided.
  package let reason: String
  /// Unstated parameters that flip the verdict, at most three, the widest swing first; none unless
  /// the claim is under-specified.
  package let flippingParameters: [String]
  /// Whether more draws would say the same: no probability that decided has an interval that reaches
  /// across its threshold.
  package let isSettled: Bool
}

extension Verdict {
  /// The first of these that is true: a ceiling is below the claim for every parameter; it is likely
  /// under every equal power and cost that is known; unlikely under each of them; a parameter that
  /// it leaves unsaid flips it; and else it holds in a region.
  ///
  /// Where equal power is not known a claim cannot be supported, nor be called unsupported by its
  /// cost alone: it is under-specified.
  ///
  /// - Parameter evidence: all that is known.
  /// - Returns: the same for the same evidence.
  package static func decide(_ evidence: VerdictEvidence) -> Decision {
    if let ceiling = evidence.ceilings.broken(by: evidence.claimed).first {
      return Decision(
        word: .impossible,
        reason: "\(ceiling.name) allows at most \(worded(ceiling.speedup.upper)) where "
          + "\(worded(evidence.claimed)) is claimed: \(ceiling.sentence)",
        flippingParameters: [], isSettled: true)
    }
    let counting = evidence.counting
    guard let worst = counting.first, let best = counting.last,
      counting.contains(where: \.normalisation.isOfPower)
    else {
      return Decision(
        word: .underSpecified,
        reason: "how likely the claim is under equal power is not known",
        flippingParameters: names(evidence.flipping), isSettled: true)
    }
    if worst.probability.estimate >= likely {
      return Decision(
        word: .supported, reason: "\(sentence(worst)), the least of those that count",
        flippingParameters: [],
        isSettled: counting.allSatisfy { $0.probability.interval.lower >= likely })
    }
    if best.probability.estimate < unlikely {
      return Decision(
        word: .unsupported, reason: "\(sentence(best)), the most of those that count",
        flippingParameters: [],
        isSettled: counting.allSatisfy { $0.probability.interval.upper < unlikely })
    }
    let isSettled =
      counting.contains { $0.probability.interval.upper < likely }
      && counting.contains { $0.probability.interval.lower >= unlikely }
    let flipping = evidence.flipping
    guard flipping.isEmpty else {
      return Decision(
        word: .underSpecified,
        reason: "what the claim leaves unsaid decides it: "
          + flipping.prefix(namedParameters).map(sentence).joined(separator: "; "),
        flippingParameters: names(flipping), isSettled: isSettled)
    }
    return Decision(
      word: .conditional,
      reason: "neither likely nor unlikely, and nothing that the claim leaves unsaid decides it: "
        + sentence(worst),
      flippingParameters: [], isSettled: isSettled)
  }

  private static func names(_ flipping: [ParameterSlices]) -> [String] {
    flipping.prefix(namedParameters).map(\.parameter)
  }

  private static func sentence(_ likelihood: VerdictEvidence.Likelihood) -> String {
    let probability = likelihood.probability
    return "P = \(worded(probability.estimate)) (\(worded(probability.interval.lower)) to "
      + "\(worded(probability.interval.upper))) under \(likelihood.normalisation.rawValue)"
  }

  private static func sentence(_ slices: ParameterSlices) -> String {
    "over the range of \(slices.parameter), P = "
      + slices.slices.map { $0.map { worded($0.estimate) } ?? "unknown" }.joined(separator: ", ")
  }
}
