// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What ASTRA-sim's algorithms do, each in its own way, between what arrives and what leaves.
///
/// Facts from its source (`system/astraccl/native_collectives`), which its answers confirm; they
/// are the algorithms' there, so they go by the algorithm's name here. Whatever it has no
/// algorithm for is served `stepwise`.
enum AstraSimCustom: UInt8 {
  /// Ring: what arrives and is combined takes a reduction of its own size before the next step.
  case stepwise
  /// Direct: as many messages leave as came, one for each, in their order. None leaves until all
  /// have come; then the first reduction that ends lets go all whose reduction has ended, and each
  /// later one its own.
  case direct
  /// Halving and doubling: a reduction takes the time of the message that leaves next, half as
  /// large, and log2(p) - 1 of the log2(p) steps that combine are counted: the last is not.
  case halvingDoubling
  /// Trees: an inner node runs what comes down through memory as if it combined, before it passes
  /// it on.
  case trees

  init(algorithm: String) {
    switch algorithm {
    case "direct": self = .direct
    case "halving-doubling": self = .halvingDoubling
    case "alternating-trees", "double-binary-tree": self = .trees
    default: self = .stepwise
    }
  }
}
