// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The word on a claim, as the protocol of claim checks defines it.
package enum Verdict: String, Sendable, Hashable, CaseIterable {
  /// A ceiling is below the claim for every parameter.
  case impossible = "IMPOSSIBLE"
  /// Likely under equal power and, where there are prices, equal cost.
  case supported = "SUPPORTED"
  /// Unlikely however power or cost are made equal.
  case unsupported = "UNSUPPORTED"
  /// What the claim leaves unsaid decides whether it holds.
  case underSpecified = "UNDER-SPECIFIED"
  /// Holds in a region.
  case conditional = "CONDITIONAL"

  /// From here on a claim is likely. Source: the protocol, "P >= 0.9 under equal power and equal
  /// cost".
  package static let likely = 0.9
  /// Below this a claim is unlikely. Source: the protocol, "P < 0.1".
  package static let unlikely = 0.1
  /// Of two slices of a parameter's range, one from here on and one below make a flip: the claim holds
  /// more often than not in one and fails more often than not in the other.
  package static let even = 0.5
  /// Slices that differ by less make no flip: a chance that small is one the protocol does without
  /// where it calls a claim unlikely.
  package static let leastSwing = unlikely
  /// How many parameters an under-specified claim names. Source: the protocol, "list the three that
  /// flip it".
  package static let namedParameters = 3
}
