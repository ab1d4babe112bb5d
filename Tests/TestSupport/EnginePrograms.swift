// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Programs of four ranks, as files, that engines are told apart by.
package enum EnginePrograms {
  /// One thing after the other: nothing shares a link.
  package static let calm = """
    name: calm
    groups: {tp: 2, dp: 2}
    phases:
      - name: all
        operations:
          - {compute: 100 us, flops: 10 GFLOP, name: layer}
          - {collective: all-reduce, group: tp, bytes: 1 MiB, name: activations}
          - {compute: 50 us, name: adam}
          - {collective: all-gather, group: dp, bytes: 8 MiB, name: parameters}
    """

  /// Over the links of a rank, a collective of each group at the same time.
  package static let crossing = """
    name: crossing
    groups: {tp: 2, dp: 2}
    phases:
      - name: both
        operations:
          - {collective: reduce-scatter, group: dp, bytes: 64 MiB, stream: side, name: gradients}
          - {collective: all-reduce, group: tp, bytes: 8 MiB, name: activations}
    """
}
