// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// A record of software with round numbers, whole but for what a test changes.
enum SoftwareRecord {
  private static let rest = "year: 2025, boundary: b, kind: measured, grade: A, source: a test}"

  static let fused = """
      fused:
        - accelerator: h100-sxm
          head_size: 64
          forward: {value: 0.25, \(rest)
          backward: {value: 0.125, \(rest)
          half_keys: {value: 256, \(rest)
        - accelerator: h100-sxm
          head_size: 128
          forward: {value: 0.5, \(rest)
          backward: {value: 0.4, \(rest)
          half_keys: {value: 256, \(rest)

    """

  static let unfused = """
      unfused:
        forward_bytes: {value: 9, \(rest)
        backward_bytes: {value: 11, \(rest)

    """

  static func text(attention: String = fused) -> String {
    """
    name: round
    title: software of round numbers
    year: 2025
    attention:
    \(attention)
    elementwise_factor: {value: 1.5, \(rest)
    cast_bytes:
      fp8: {value: 4, \(rest)
    loss_bytes:
      forward: {value: 16, \(rest)
      backward: {value: 8, \(rest)
    accumulation_bytes: {value: 6, \(rest)
    optimizer_bytes: {value: 40, \(rest)
    permutation_factor: {value: 2, \(rest)
    host_time:
      layer: {value: 1 ms, \(rest)
      expert_layer: {value: 4 ms, \(rest)
    overlap_slowdown: {value: 0.25, \(rest)
    tiles:
      - rows: 256
        columns: 128
        factor: {value: 1, \(rest)
      - rows: 64
        columns: 64
        factor: {value: 0.5, \(rest)
    misaligned:
      - multiple: 64
        factor: {value: 0.75, \(rest)
      - multiple: 8
        factor: {value: 0.625, \(rest)
    """
  }
}
