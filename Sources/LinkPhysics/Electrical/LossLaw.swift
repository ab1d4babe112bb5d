// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities

/// Loss of a conductor against frequency: s·√f by the skin effect, which crowds the current into
/// less metal, and d·f by the dielectric, which takes the same part of every cycle.
///
/// There is no constant term: at no frequency there is no loss. Both parts are zero or more.
package struct LossLaw<D: Dimension>: Sendable, Hashable {
  /// The frequency at which the two parts are stated.
  package let reference: Hertz
  /// Loss by the skin effect at the reference.
  package let skin: Quantity<D>
  /// Loss by the dielectric at the reference.
  package let dielectric: Quantity<D>

  /// A law through one point.
  ///
  /// - Parameters:
  ///   - loss: at the frequency; zero for what loses nothing.
  ///   - frequency: above zero.
  ///   - skinShare: of that loss, from 0 (all in the dielectric) to 1 (all in the metal).
  /// - Throws: what of the point is not one.
  package init(
    _ loss: Quantity<D>, at frequency: Hertz, skinShare: Double
  ) throws(LossLawError) {
    try Self.check(frequency)
    guard loss >= .zero, loss.isFinite else { throw .notALoss("\(loss)", at: frequency) }
    guard (0...1).contains(skinShare) else { throw .notAShare(skinShare) }
    reference = frequency
    skin = loss * skinShare
    dielectric = loss - skin
  }

  /// The law through two points, in any order.
  ///
  /// With l₁ = s√f₁ + d·f₁ and l₂ likewise, l/√f is a straight line in √f: its slope is d, and s
  /// is where it meets zero. Loss that grows slower than √f would need d < 0, and loss that grows
  /// faster than f would need s < 0; both are refused.
  ///
  /// - Parameters:
  ///   - one: a loss above zero and its frequency.
  ///   - other: the same at another frequency.
  /// - Throws: what of the points is not one, or why no such law goes through both.
  package init(
    through one: (frequency: Hertz, loss: Quantity<D>),
    and other: (frequency: Hertz, loss: Quantity<D>)
  ) throws(LossLawError) {
    for point in [one, other] {
      try Self.check(point.frequency)
      guard point.loss > .zero, point.loss.isFinite else {
        throw .notALoss("\(point.loss)", at: point.frequency)
      }
    }
    guard one.frequency != other.frequency else { throw .sameFrequency(one.frequency) }
    let (low, high) = one.frequency < other.frequency ? (one, other) : (other, one)
    let root = (high.frequency / low.frequency).squareRoot()
    // In units of the lower frequency: l₁ = s + d and l₂ = s·root + d·root².
    let slope = (high.loss / root - low.loss) / (root - 1)
    let slack = low.loss * Self.rounding
    guard slope >= -slack else {
      throw .growsTooSlowly(ratio: high.loss / low.loss, least: root, from: low.frequency)
    }
    guard low.loss - slope >= -slack else {
      throw .growsTooFast(ratio: high.loss / low.loss, most: root * root, from: low.frequency)
    }
    reference = low.frequency
    dielectric = min(max(.zero, slope), low.loss)
    skin = low.loss - dielectric
  }

  /// A part of the loss at every frequency.
  ///
  /// - Parameters:
  ///   - share: of the law, zero or more.
  ///   - law: the whole.
  package init(_ share: Double, of law: Self) {
    precondition(share >= 0 && share.isFinite, "a share of \(share) of a loss")
    reference = law.reference
    skin = law.skin * share
    dielectric = law.dielectric * share
  }

  package func loss(at frequency: Hertz) -> Quantity<D> {
    precondition(frequency >= .zero, "a frequency of \(frequency) has no loss")
    let ratio = frequency / reference
    return skin * ratio.squareRoot() + dielectric * ratio
  }

  /// The frequency at which so much is lost; infinite where nothing ever is.
  ///
  /// The root of d·r² + s·r = l in r = √f, in the form that does not cancel.
  package func frequency(losing loss: Quantity<D>) -> Hertz {
    precondition(loss >= .zero, "a loss of \(loss) is a gain")
    guard loss > .zero else { return .zero }
    let (s, d) = (skin / loss, dielectric / loss)
    let root = 2 / (s + (s * s + 4 * d).squareRoot())
    return reference * (root * root)
  }

  private static func check(_ frequency: Hertz) throws(LossLawError) {
    guard frequency > .zero, frequency.isFinite else { throw .notAFrequency(frequency) }
  }

  /// What a part may fall below zero by the rounding of a fit, as a part of the loss.
  private static var rounding: Double { 1e-12 }
}

/// Loss of a line by length: twinax, a trace on a board.
package typealias LineLoss = LossLaw<AttenuationDimension>
/// Loss of one thing without a length of its own: a package, a connector.
package typealias LumpedLoss = LossLaw<DecibelDimension>
