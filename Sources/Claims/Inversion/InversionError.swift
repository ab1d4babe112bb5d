// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Why bars do not say how a step's time is split.
package enum InversionError: Error, Hashable, CustomStringConvertible {
  /// A bar says of another number of parts how long they take.
  case wrongCoefficients(bar: String, given: Int, parts: Int)
  case underdetermined(bars: Int, unknowns: Int)
  /// There are enough bars, but some say the same of two parts.
  case indistinguishable(parts: [String])
  case tooManyRanges(count: Int)
  /// The bars make the baseline's own time zero or less.
  case noBaseline

  package var description: String {
    switch self {
    case .wrongCoefficients(let bar, let given, let parts):
      "bar \(bar) has \(given) coefficients for \(parts) parts of communication"
    case .underdetermined(let bars, let unknowns):
      "\(bars) bars cannot tell \(unknowns) unknowns apart, computing among them: it takes as many "
        + "bars, or fewer parts"
    case .indistinguishable(let parts):
      "no bar tells computing and \(parts.joined(separator: ", ")) apart, at the bars' coefficients "
        + "or somewhere in their ranges: in some combination they always change together"
    case .tooManyRanges(let count):
      "\(count) figures have a range, and every combination of their ends is solved: at most "
        + "\(CommunicationSplit.mostRanges) may"
    case .noBaseline: "the bars make the baseline take no time"
    }
  }
}
