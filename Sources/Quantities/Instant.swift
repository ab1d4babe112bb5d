// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A point on the simulated clock, which starts at zero.
///
/// Instants are not spans: two of them subtract to `Seconds`, and nothing adds two of them.
@frozen
public struct Instant: Hashable, Comparable, Sendable {
  /// Seconds since the start of the simulation.
  public let secondsSinceStart: Double

  /// - Parameter secondsSinceStart: finite and not negative; anything else is our own bug.
  @inlinable
  public init(secondsSinceStart: Double) {
    precondition(
      secondsSinceStart >= 0 && secondsSinceStart.isFinite, "an instant left the clock")
    self.secondsSinceStart = secondsSinceStart
  }

  @inlinable public static var start: Self { Self(secondsSinceStart: 0) }

  @inlinable
  public static func < (a: Self, b: Self) -> Bool { a.secondsSinceStart < b.secondsSinceStart }

  @inlinable
  public static func - (a: Self, b: Self) -> Seconds {
    Seconds(rawValue: a.secondsSinceStart - b.secondsSinceStart)
  }

  @inlinable
  public static func + (a: Self, span: Seconds) -> Self {
    Self(secondsSinceStart: a.secondsSinceStart + span.rawValue)
  }
}
