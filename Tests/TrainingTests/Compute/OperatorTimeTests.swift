// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Training

/// Seconds of operators on an accelerator of round numbers: 1000 operations a second, half of them
/// in BF16, of which products reach 0.8; a byte takes nothing unless a test says.
struct OperatorTimeTests {
  private static let pace: ComputePace = {
    var pace = TrainingModels.pace
    pace.peak = 1000
    pace.plainPeak = 500
    pace.productEfficiency = 0.8
    pace.memoryRate = 1e18
    return pace
  }()

  private func isClose(_ a: Double, _ b: Double) -> Bool {
    (a - b).magnitude <= 1e-12 * b.magnitude  // a dozen roundings
  }

  // 2 x 16 x 16 x 16 = 8192 operations at 800 a second; operands and result of 2 bytes each,
  // 2 (256 + 256) + 2 x 256 = 1536 bytes.
  @Test func `a product takes the longer of its arithmetic and its traffic`() {
    var pace = Self.pace
    func seconds() -> Double { pace.seconds(rows: 16, columns: 16, depth: 16, count: 1) }
    #expect(isClose(seconds(), 8192.0 / 800))
    pace.memoryRate = 1536
    #expect(isClose(seconds(), 8192.0 / 800))
    pace.memoryRate = 15.36
    #expect(isClose(seconds(), 100))
    // Operands of one byte: 512 + 2 x 256 = 1024 bytes; results stay at two.
    pace.operandBytes = 1
    #expect(isClose(seconds(), 1024 / 15.36))
    #expect(isClose(pace.seconds(rows: 16, columns: 16, depth: 16, count: 3), 3 * 1024 / 15.36))
  }

  // k / (k + k0): half at k0, three quarters at 3 k0.
  @Test func `a product of the half depth reaches half`() {
    var pace = Self.pace
    pace.halfDepth = 16
    #expect(isClose(pace.seconds(rows: 16, columns: 16, depth: 16, count: 1), 8192.0 / 400))
    #expect(isClose(pace.seconds(rows: 16, columns: 16, depth: 48, count: 1), 3 * 8192.0 / 600))
  }

  // Four multiprocessors, tiles of 8 x 8. 16 x 16 are four tiles, one wave, all of it filled;
  // 24 x 16 are six, two waves, 384 of 512 filled; 17 x 16 are six as well, 272 of 512.
  @Test func `tiles are computed in whole waves`() {
    var pace = Self.pace
    pace.multiprocessors = 4
    pace.tiles = [ComputePace.Tile(rows: 8, columns: 8, efficiency: 1)]
    func reached(_ rows: Double, _ columns: Double, _ count: Double = 1) -> Double {
      let work = 2 * rows * columns * 4 * count
      return work / pace.seconds(rows: rows, columns: columns, depth: 4, count: count) / 800
    }
    #expect(isClose(reached(16, 16), 1))
    #expect(isClose(reached(24, 16), 384.0 / 512))
    #expect(isClose(reached(17, 16), 272.0 / 512))
    // Three products side by side share a wave of four.
    #expect(isClose(reached(8, 8, 3), 0.75))
    // A smaller, slower tile fills what the larger one cannot: 24 of 4 x 4, six waves.
    pace.tiles.append(ComputePace.Tile(rows: 4, columns: 4, efficiency: 0.9))
    #expect(isClose(reached(24, 16), 0.9))
    #expect(isClose(reached(16, 16), 1))
  }

  @Test func `the slowest rule that a dimension breaks is the product's`() {
    var pace = Self.pace
    pace.alignments = [
      ComputePace.Alignment(multiple: 64, efficiency: 0.9),
      ComputePace.Alignment(multiple: 8, efficiency: 0.6),
    ]
    func reached(_ rows: Double, _ columns: Double, _ depth: Double) -> Double {
      2 * rows * columns * depth
        / pace.seconds(rows: rows, columns: columns, depth: depth, count: 1) / 800
    }
    #expect(isClose(reached(64, 128, 192), 1))
    for (rows, columns, depth) in [(72.0, 64.0, 64.0), (64, 72, 64), (64, 64, 72)] {
      #expect(isClose(reached(rows, columns, depth), 0.9))
    }
    for (rows, columns, depth) in [(70.0, 64.0, 64.0), (64, 70, 64), (64, 64, 70)] {
      #expect(isClose(reached(rows, columns, depth), 0.6))
    }
  }

  // Two products of 4 x 6 by 6 x 5. Forward casts the inputs, 48 values; the gradient of the
  // outputs, 40 values, is cast once for both of its uses.
  @Test func `inputs are cast forward, and gradients of outputs once backward`() {
    var plain = Self.pace
    plain.memoryRate = 10
    var casting = plain
    casting.castBytes = 3
    let product = Operator.product(MatrixProduct(rows: 4, columns: 5, depth: 6, count: 2))
    func difference(_ pass: ComputePass) -> Double {
      casting.seconds(product, pass) - plain.seconds(product, pass)
    }
    #expect(isClose(difference(.forward), 48 * 3 / 10.0))
    #expect(isClose(difference(.inputs), 40 * 3 / 10.0))
    #expect(difference(.weights) == 0)
  }

  // Gradients of inputs sum over columns, those of weights over rows.
  @Test func `each gradient is as much work as forward, with another depth`() {
    var pace = Self.pace
    let product = Operator.product(MatrixProduct(rows: 32, columns: 8, depth: 64, count: 2))
    let work = 2 * 32.0 * 8 * 64 * 2
    for pass in [ComputePass.forward, .inputs, .weights] {
      #expect(isClose(pace.seconds(product, pass), work / 800))
      #expect(product.work(pass, isFused: true) == work)
    }
    pace.halfDepth = 32
    #expect(isClose(pace.seconds(product, .forward), work / (800 * 64.0 / 96)))
    #expect(isClose(pace.seconds(product, .inputs), work / (800 * 8.0 / 40)))
    #expect(isClose(pace.seconds(product, .weights), work / (800 * 32.0 / 64)))
  }

  /// 2 x 4 x 8 x 16 = 1024 scores, 2 x 1024 x (6 + 10) = 32768 operations, half of them seen.
  private static let core = AttentionCore(
    sequences: 2, queries: 8, keys: 16, heads: 4, headSize: 6, valueSize: 10, seen: 0.5)

  // The average query sees 8 keys, and with half_keys 8 half of the rate is left.
  @Test func `a fused core skips what the mask hides, and backward takes five products for two`() {
    var pace = Self.pace
    pace.attention = .fused(forward: 0.5, backward: 0.25, halfKeys: 8)
    let core = Operator.core(Self.core)
    #expect(isClose(pace.seconds(core, .forward), 16384 / (500 * 0.5 / 2)))
    #expect(isClose(pace.seconds(core, .inputs), 2.5 * 16384 / (500 * 0.25 / 2)))
    #expect(pace.seconds(core, .weights) == 0)
    #expect(core.work(.forward, isFused: true) == 16384)
    #expect(core.work(.inputs, isFused: true) == 2.5 * 16384)
    pace.attention = .fused(forward: 0.5, backward: 0.25, halfKeys: 0)
    #expect(isClose(pace.seconds(core, .forward), 16384 / 250.0))
  }

  // Eight products of 8 x 16 over depth 6, and of 8 x 10 over depth 16, at 0.8 of the BF16 peak.
  @Test func `an unfused core takes all pairs, and passes over its scores`() {
    var pace = Self.pace
    pace.halfDepth = 2
    pace.memoryRate = 1e9
    pace.attention = .unfused(forwardBytesPerScore: 9e9, backwardBytesPerScore: 11e9)
    let scores: Double = 2 * 8 * 16 * 6 * 8
    let values: Double = 2 * 8 * 10 * 16 * 8
    let products = scores / (400 * 6 / 8) + values / (400 * 16 / 18)
    let core = Operator.core(Self.core)
    #expect(isClose(pace.seconds(core, .forward), products + 1024 * 9))
    #expect(isClose(pace.seconds(core, .inputs), 2 * products + 1024 * 11))
    #expect(core.work(.forward, isFused: false) == 32768)
    #expect(core.work(.inputs, isFused: false) == 65536)
  }

  @Test func `streams are multiplied by what the software moves for their purpose`() {
    var pace = Self.pace
    pace.memoryRate = 100
    pace.elementwiseFactor = 1.5
    pace.permutationFactor = 3
    pace.lossForward = 16
    pace.lossBackward = 8
    func seconds(_ purpose: Streaming.Purpose) -> [Double] {
      let stream = Operator.streaming(Streaming(purpose, bytes: 200, backwardBytes: 500))
      return [ComputePass.forward, .inputs, .weights].map { pace.seconds(stream, $0) }
    }
    #expect(seconds(.elementwise) == [3, 7.5, 0])
    #expect(seconds(.permutation) == [6, 15, 0])
    #expect(seconds(.loss) == [32, 40, 0])
    #expect(seconds(.plain) == [2, 5, 0])
    // Every pass meets its gradient too, unless somebody says otherwise.
    #expect(Streaming(.elementwise, bytes: 200).backwardBytes == 400)
  }
}
