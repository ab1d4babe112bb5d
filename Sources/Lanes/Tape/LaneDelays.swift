// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The delays of all tapes as sums of terms.
struct LaneDelays: Sendable {
  /// Parts of delay `d` are `start[d]..<start[d + 1]`. Delay 0 is nothing.
  private(set) var start: [Int32] = [0]
  private(set) var term: [Int32] = []
  private(set) var multiple: [Double] = []

  var count: Int { start.count - 1 }

  init(_ columns: DelayColumns, _ forms: FormTable) {
    for form in columns.form {
      for part in forms.parts(of: form) {
        term.append(part.term)
        multiple.append(part.multiple)
      }
      start.append(Int32(term.count))
    }
  }
}
