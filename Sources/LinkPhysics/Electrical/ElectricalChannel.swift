// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// A lane over copper, from die to die: what its pieces lose at its Nyquist frequency, against what
/// its receiver can still undo.
package struct ElectricalChannel: Sendable, Hashable {
  /// From the sender's die to the cable.
  package let near: [ChannelPiece]
  package let cable: LineLoss
  /// From the cable to the receiver's die.
  package let far: [ChannelPiece]
  /// What may be lost at the Nyquist frequency, for a stated code and error rate.
  package let budget: Decibels
  package let modulation: Modulation
  /// Of the line, with what codes and framing add, one way.
  package let laneRate: BitsPerSecond

  package init(
    near: [ChannelPiece], cable: LineLoss, far: [ChannelPiece], budget: Decibels,
    modulation: Modulation, laneRate: BitsPerSecond
  ) throws(ChannelError) {
    for piece in near + far { try piece.check() }
    guard budget > .zero, budget.isFinite else { throw .notABudget(budget) }
    guard laneRate > .zero, laneRate.isFinite else { throw .notARate(laneRate) }
    self.near = near
    self.cable = cable
    self.far = far
    self.budget = budget
    self.modulation = modulation
    self.laneRate = laneRate
  }

  package var nyquistFrequency: Hertz { modulation.nyquistFrequency(of: laneRate) }

  /// What is lost without any cable.
  package var fixedLoss: Decibels {
    (near + far).map { $0.loss(at: nyquistFrequency) }.reduce(.zero, +)
  }

  package var cableLoss: DecibelsPerMetre { cable.loss(at: nyquistFrequency) }

  /// Loss piece by piece, in the order that the signal meets them.
  package func lines(over length: Metres) -> [ChannelLossLine] {
    func line(_ piece: ChannelPiece) -> ChannelLossLine {
      ChannelLossLine(name: piece.name, loss: piece.loss(at: nyquistFrequency))
    }
    let run = ChannelLossLine(name: "cable, \(length)", loss: cableLoss * length)
    return near.map(line) + [run] + far.map(line)
  }

  package func totalLoss(over length: Metres) -> Decibels { fixedLoss + cableLoss * length }

  /// What the budget leaves; below zero where the channel does not close.
  package func margin(over length: Metres) -> Decibels { budget - totalLoss(over: length) }

  /// Throws the reason why a channel with so much cable does not close.
  package func requireClosing(over length: Metres) throws(ChannelError) {
    guard length >= .zero, length.isFinite else { throw .notALength(length) }
    let reach = try reach()
    guard margin(over: length) >= -Self.rounding else {
      throw .tooLong(
        length, reach: reach, total: totalLoss(over: length), budget: budget,
        at: nyquistFrequency)
    }
  }

  /// The longest cable that closes: (budget - fixed loss) / loss of the cable by length. Infinite
  /// over a cable without loss.
  package func reach() throws(ChannelError) -> Metres {
    let left = budget - fixedLoss
    guard left >= -Self.rounding else {
      throw .nothingLeftForCable(fixed: fixedLoss, budget: budget, at: nyquistFrequency)
    }
    guard cableLoss > .zero else { return .infinity }
    return max(.zero, left) / cableLoss
  }

  /// The same pieces and budget at another rate.
  package func running(at laneRate: BitsPerSecond) throws(ChannelError) -> Self {
    try Self(
      near: near, cable: cable, far: far, budget: budget, modulation: modulation,
      laneRate: laneRate)
  }

  /// Reach against rate: the same pieces and budget at each rate, in the order given; nil where
  /// nothing is left for cable.
  package func reaches(at laneRates: [BitsPerSecond]) throws(ChannelError) -> [Metres?] {
    var reaches: [Metres?] = []
    for laneRate in laneRates {
      let channel = try running(at: laneRate)
      reaches.append(try? channel.reach())
    }
    return reaches
  }

  /// Of both transceivers together, without retimers.
  package func serDesEnergy(over length: Metres, by law: SerDesLossLaw) -> JoulesPerBit {
    law.energy(over: totalLoss(over: length))
  }

  /// What sums of losses may be off by rounding.
  static let rounding = Decibels.decibels(1e-9)
}
