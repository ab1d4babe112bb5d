// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// All that a verdict rests on.
package struct VerdictEvidence: Sendable {
  /// How likely the claim is with one thing made equal.
  package struct Likelihood: Sendable, Hashable {
    package let normalisation: Normalisation
    package let probability: EstimatedProbability

    package init(_ normalisation: Normalisation, _ probability: EstimatedProbability) {
      self.normalisation = normalisation
      self.probability = probability
    }
  }

  /// The speed-up that was claimed.
  package let claimed: Double
  /// Those that hold for the claim as it is meant: power's only where it is one of equal power.
  package let ceilings: SpeedupCeilings
  /// At most one a normalisation. Equal cost is left out where there are no prices.
  package let likelihoods: [Likelihood]
  /// Parameters that the claim leaves unsaid, under the normalisation that counts and is the least
  /// likely. What it says, or what its technology spreads over, is not among them.
  package let unstated: [ParameterSlices]

  /// - Parameters:
  ///   - claimed: the speed-up, above zero.
  ///   - ceilings: of the speed-up, over all parameters' ranges.
  ///   - likelihoods: at most one a normalisation.
  ///   - unstated: one a parameter that the claim leaves unsaid.
  package init(
    claimed: Double, ceilings: SpeedupCeilings, likelihoods: [Likelihood],
    unstated: [ParameterSlices]
  ) {
    precondition(claimed > 0, "a claimed speed-up of \(claimed)")
    precondition(
      Set(likelihoods.map(\.normalisation)).count == likelihoods.count,
      "two likelihoods under one normalisation")
    self.claimed = claimed
    self.ceilings = ceilings
    self.likelihoods = likelihoods
    self.unstated = unstated
  }

  /// What the verdict rests on, the least likely first; of equal ones the first given.
  var counting: [Likelihood] {
    likelihoods.filter(\.normalisation.counts).enumerated().sorted {
      ($0.element.probability.estimate, $0.offset) < ($1.element.probability.estimate, $1.offset)
    }.map(\.element)
  }

  /// Unstated parameters that flip the verdict, the widest swing first; of equal ones the first given.
  package var flipping: [ParameterSlices] {
    unstated.filter(\.flips).enumerated().sorted {
      ($0.element.swing, $1.offset) > ($1.element.swing, $0.offset)
    }.map(\.element)
  }
}
