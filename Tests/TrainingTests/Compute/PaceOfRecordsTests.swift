// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Technologies
import TestSupport
import Testing

@testable import Training

/// Paces from the records of `technologies/`, and records of a test's own that lack a figure.
struct PaceOfRecordsTests {
  private static func catalogue(_ more: (path: String, text: String)...) throws
    -> TechnologyCatalogue
  {
    let folder = try ScratchFolder()
    for file in more { try folder.write(file.path, file.text) }
    let own = more.isEmpty ? [] : [folder.path]
    return try TechnologyCatalogue(folders: own + [PackageRoot.path("technologies")])
  }

  private static func pace(
    _ accelerator: String, _ software: String, _ precision: Plan.Precision = .bf16,
    headSize: Int = 128, in catalogue: TechnologyCatalogue
  ) throws -> ComputePace {
    try ComputePace(
      accelerator: try #require(catalogue.accelerators.first { $0.name == accelerator }),
      software: try #require(catalogue.software.first { $0.name == software }),
      precision: precision, headSize: headSize)
  }

  // 4096 cubed in BF16 takes 2 x 4096^3 = 137.4 GFLOP. Of 989 TFLOP/s products reach 0.79, depth
  // leaves 4096 / (4096 + 200), and 16 x 32 tiles of 256 x 128 on 132 multiprocessors take four
  // waves of which 512 / 528 is filled: 722.4 TFLOP/s. Measured were 716 to 789 (technologies/
  // accelerators/h100-sxm.yaml).
  @Test func `a product on H100 takes what its record says, and what was measured`() throws {
    let pace = try Self.pace("h100-sxm", "nemo-2024", in: try Self.catalogue())
    let seconds = pace.seconds(rows: 4096, columns: 4096, depth: 4096, count: 1)
    let speed = 2 * 4096.0 * 4096 * 4096 / seconds
    let byHand = 989e12 * 0.79 * 4096 / 4296 * 512 / 528
    #expect((speed - byHand).magnitude <= 1e-12 * byHand)
    #expect((716e12...789e12).contains(speed))
  }

  // A norm of 16,384 tokens of width 8192, read and written: 4 bytes a value, 1.2 times as many by
  // the software, at 0.84 of 3350 GB/s.
  @Test func `a norm on H100 takes its bytes over what streams reach`() throws {
    let pace = try Self.pace("h100-sxm", "nemo-2024", in: try Self.catalogue())
    let norm = Operator.streaming(.passes(16384 * 8192, 2))
    let byHand = 16384 * 8192 * 4 * 1.2 / (3350e9 * 0.84)
    #expect((pace.seconds(norm, .forward) - byHand).magnitude <= 1e-12 * byHand)
  }

  // Sequences of 8192 under a causal mask: queries see 4096 keys, of heads of 128 0.58 of the peak
  // forward and 0.51 backward where keys are many, and half of it at 220 keys.
  @Test func `an attention core on H100 takes its row of the record`() throws {
    let pace = try Self.pace("h100-sxm", "nemo-2024", in: try Self.catalogue())
    let core = AttentionCore(
      sequences: 1, queries: 8192, keys: 8192, heads: 16, headSize: 128, valueSize: 128, seen: 0.5)
    let work = 4 * 8192.0 * 8192 * 16 * 128 / 2
    let forward = work / (989e12 * 0.58 * 4096 / 4316)
    let backward = 2.5 * work / (989e12 * 0.51 * 4096 / 4316)
    #expect((pace.seconds(.core(core), .forward) - forward).magnitude <= 1e-12 * forward)
    #expect((pace.seconds(.core(core), .inputs) - backward).magnitude <= 1e-12 * backward)
  }

  // FP8 doubles the peak; operands of one byte need twice the depth for half of it. Attention
  // cores and their peak stay BF16.
  @Test func `a format has its own peak, half depth and casts`() throws {
    let catalogue = try Self.catalogue()
    let plain = try Self.pace("h100-sxm", "nemo-2024", in: catalogue)
    let short = try Self.pace("h100-sxm", "nemo-2024", .fp8, in: catalogue)
    #expect([plain.peak, plain.plainPeak, plain.halfDepth] == [989e12, 989e12, 200])
    #expect([short.peak, short.plainPeak, short.halfDepth] == [1979e12, 989e12, 400])
    #expect([plain.castBytes, short.castBytes] == [0, 4])
    #expect([plain.operandBytes, short.operandBytes] == [2, 1])
    #expect(short.attention == plain.attention)
    // Arithmetic beside a collective loses 0.16 of its rate.
    #expect(plain.overlapSlowdown == 1 / (1 - 0.16))
    #expect(plain.hostLayer == 1e-3)
  }

  @Test func `software without fused kernels has bytes of scores`() throws {
    let pace = try Self.pace("a100-sxm-80gb", "megatron-2021", in: try Self.catalogue())
    guard case .unfused(let forward, let backward) = pace.attention else {
      Issue.record("megatron-2021 is fused")
      return
    }
    #expect(forward > 0 && backward > forward)
  }

  private static let scope = "grade: A, source: a test}"

  /// An accelerator that is whole but for what a test leaves out.
  private static func board(peaks: String, efficiencies: String) -> String {
    RoundRecords.board(includes: "[core]")
      .replacing("bf16: {value: 100 TFLOP/s, grade: A, source: a test}", with: peaks) + """

        execution:
          multiprocessors: {value: 10, \(scope)
          product_efficiency: {\(efficiencies)}
          half_depth: {value: 100, \(scope)
          streaming_efficiency: {value: 0.9, \(scope)
        """
  }

  private static func refusal(
    _ accelerator: String, _ software: String, _ precision: Plan.Precision = .bf16,
    _ text: String? = nil
  ) throws -> String {
    let catalogue =
      try text.map { try Self.catalogue(("accelerators/board.yaml", $0)) } ?? Self.catalogue()
    let error = try #require(throws: DocumentError.self) {
      _ = try pace(accelerator, software, precision, in: catalogue)
    }
    return error.description
  }

  @Test func `an accelerator without execution is refused`() throws {
    let text = try Self.refusal(
      "board", "megatron-2021", .bf16, RoundRecords.board(includes: "[core]"))
    #expect(text.contains("board.yaml: execution: is missing"), "\(text)")
  }

  @Test func `an accelerator without the peak or what products reach is refused`() throws {
    let wide = "fp32: {value: 100 TFLOP/s, \(Self.scope)"
    let short = "fp8: {value: 200 TFLOP/s, \(Self.scope)"
    let none = try Self.refusal(
      "board", "megatron-2021", .bf16,
      Self.board(peaks: wide, efficiencies: "fp32: {value: 0.8, \(Self.scope)"))
    #expect(none.contains("peak.bf16: is missing: board has no peak in bf16"), "\(none)")
    let plain = "bf16: {value: 100 TFLOP/s, \(Self.scope)"
    let unknown = try Self.refusal(
      "board", "megatron-2021", .fp8,
      Self.board(
        peaks: "\(plain), \(short)", efficiencies: "bf16: {value: 0.8, \(Self.scope)"))
    #expect(unknown.contains("execution.product_efficiency.fp8: is missing"), "\(unknown)")
    #expect(unknown.contains("products in fp8"), "\(unknown)")
  }

  @Test func `software that does not train in a format is refused`() throws {
    let text = try Self.refusal("h100-sxm", "megatron-2021", .fp8)
    #expect(
      text.contains("cast_bytes.fp8: is missing: megatron-2021 does not train in fp8"), "\(text)")
    let attention = try Self.refusal("mi300x", "nemo-2024")
    #expect(attention.contains("mi300x"), "\(attention)")
  }
}
