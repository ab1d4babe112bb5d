// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Technologies
import TestSupport
import Testing

/// Records of software and accelerators against the tables of single kernels that they cite: two
/// or three constants stand for each row of five or six lengths.
@Suite struct PublishedKernelTests {
  private let catalogue: TechnologyCatalogue

  init() throws {
    catalogue = try TechnologyCatalogue(folders: [PackageRoot.path("technologies")])
  }

  private func peak(of name: String) throws -> Double {
    let accelerator = try #require(catalogue.accelerators.first { $0.name == name })
    let peak = try #require(accelerator.peaks.first { $0.precision == "bf16" })
    return peak.speed.value.rawValue
  }

  private func rate(
    _ software: String, _ accelerator: String, _ headSize: Int
  ) throws -> AttentionSoftware.FusedRate {
    let record = try #require(catalogue.software.first { $0.name == software })
    return try #require(try record.fusedRate(on: accelerator, headSize: headSize))
  }

  /// Causal, forward and backward together, TFLOP/s at 512, 1024, ... 16384 tokens: FlashAttention
  /// repository, figures of both versions on A100, and of the second on H100.
  @Test(arguments: [
    ("pytorch-2022", "a100-sxm-80gb", 64, [58.0, 70, 77, 87, 92, 97]),
    ("pytorch-2022", "a100-sxm-80gb", 128, [55, 62, 69, 76, 80, 83]),
    ("flash-2023", "a100-sxm-80gb", 64, [88, 119, 140, 156, 165, 171]),
    ("flash-2023", "a100-sxm-80gb", 128, [99, 133, 155, 173, 182, 189]),
    ("flash-2023", "h100-sxm", 64, [141, 192, 232, 257, 273, 284]),
    ("flash-2023", "h100-sxm", 128, [163, 221, 265, 294, 308, 328]),
  ])
  func `FlashAttention is as fast as its figures at every length`(
    software: String, accelerator: String, headSize: Int, published: [Double]
  ) throws {
    let rate = try rate(software, accelerator, headSize)
    // 1 of work at f and 2.5 at b: together 3.5 / (1/f + 2.5/b).
    let together = 3.5 / (1 / rate.forward.value + 2.5 / rate.backward.value)
    for (index, measured) in published.enumerated() {
      let keys = Double(512 << index) / 2
      let reached = try together * rate.share(seeing: keys) * peak(of: accelerator) / 1e12
      // 7 %: one law for six lengths, and figures read to a whole TFLOP/s.
      #expect(abs(reached / measured - 1) < 0.07, "\(512 << index): \(reached) for \(measured)")
    }
  }

  /// Causal, TFLOP/s forward and backward at 2048, 4096, 8192 and 16384 tokens: cuDNN frontend's
  /// tables of 2026; the last is FlashAttention 3's figure of cuDNN in 2024, forward alone.
  @Test(arguments: [
    ("nemo-2026", "gb200", [1097.0, 1408, 1574, 1708], [885.0, 1148, 1332, 1328]),
    ("nemo-2026", "b300", [1373, 1703, 1856, 1915], [967, 1248, 1435, 1507]),
    ("nemo-2026", "h200-sxm", [484, 591, 644, 673], [370, 474, 541, 579]),
    ("nemo-2024", "h100-sxm", [484, 518, 529, 539], []),
  ])
  func `attention of cuDNN is as fast as its tables`(
    software: String, accelerator: String, forward: [Double], backward: [Double]
  ) throws {
    let rate = try rate(software, accelerator, 128)
    for (published, fraction) in [(forward, rate.forward), (backward, rate.backward)] {
      for (index, measured) in published.enumerated() {
        let keys = Double(2048 << index) / 2
        let reached =
          try fraction.value * rate.share(seeing: keys) * peak(of: accelerator) / 1e12
        // 12 %: forward and backward share one number of keys, and their own differ by a half.
        #expect(abs(reached / measured - 1) < 0.12, "\(2048 << index): \(reached), \(measured)")
      }
    }
  }

  /// Four bf16 products of 4096 x 4096 side by side, TFLOP/s at depths of 512 to 4096: OpenXLA's
  /// table of measured products.
  @Test(arguments: [
    ("h100-sxm", [620.4, 722.3, 759.5, 788.7]), ("b200", [1090.6, 1350.5, 1539.9, 1670.5]),
  ])
  func `a product loses by its depth what the published table says`(
    name: String, published: [Double]
  ) throws {
    let accelerator = try #require(catalogue.accelerators.first { $0.name == name })
    let half = Double(try #require(accelerator.execution).halfDepth.value)
    func share(_ depth: Double) -> Double { depth / (depth + half) }
    let deepest = try #require(published.last)
    for (index, measured) in published.enumerated() {
      let expected = share(Double(512 << index)) / share(4096)
      // 10 %: the record stands for libraries of several years, the table for one.
      #expect(abs(expected / (measured / deepest) - 1) < 0.10, "\(name), depth \(512 << index)")
    }
  }
}
