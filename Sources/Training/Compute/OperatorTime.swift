// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

// Seconds of operators.
extension ComputePace {
  /// - Parameters:
  ///   - operators: of a segment.
  ///   - pass: forward, or one of the gradients.
  /// - Returns: what they take one after the other.
  package func seconds(_ operators: [Operator], _ pass: ComputePass) -> Double {
    operators.reduce(0) { $0 + seconds($1, pass) }
  }

  package func seconds(_ one: Operator, _ pass: ComputePass) -> Double {
    switch one {
    case .product(let product): seconds(product, pass)
    case .core(let core): seconds(core, pass)
    case .streaming(let streaming): seconds(streaming, pass)
    }
  }

  private func seconds(_ product: MatrixProduct, _ pass: ComputePass) -> Double {
    var shape = product
    // What this pass casts: the input forward; the output's gradient backward, once for both uses.
    var cast = 0.0
    switch pass {
    case .forward:
      cast = product.rows * Double(product.depth * product.count)
    case .inputs:
      (shape.columns, shape.depth) = (product.depth, product.columns)
      cast = product.rows * Double(product.columns * product.count)
    case .weights:
      return seconds(
        rows: Double(product.depth), columns: Double(product.columns), depth: product.rows,
        count: Double(product.count))
    }
    return cast * castBytes / memoryRate
      + seconds(
        rows: shape.rows, columns: Double(shape.columns), depth: Double(shape.depth),
        count: Double(shape.count))
  }

  /// The longer of the arithmetic and the traffic of `count` products side by side.
  ///
  /// Arithmetic: work over peak, the part of it that large products reach, that which the depth
  /// leaves, k/(k + k0), and that of the best tile in whole waves over the multiprocessors.
  ///
  /// - Parameters:
  ///   - rows: of each result.
  ///   - columns: of each result.
  ///   - depth: of the sum.
  ///   - count: products.
  /// - Returns: seconds.
  package func seconds(rows: Double, columns: Double, depth: Double, count: Double) -> Double {
    guard rows > 0, columns > 0, depth > 0, count > 0 else { return 0 }
    let work = 2 * rows * columns * depth * count
    let reached =
      peak * productEfficiency * depth / (depth + halfDepth)
      * tileEfficiency(rows: rows, columns: columns, count: count)
      * alignment(rows, columns, depth)
    let traffic =
      count
      * (operandBytes * (rows * depth + depth * columns) + Microbatch.bytesOfValue * rows * columns)
    return max(work / reached, traffic / memoryRate)
  }

  private func tileEfficiency(rows: Double, columns: Double, count: Double) -> Double {
    let units = Double(multiprocessors)
    var best = 0.0
    for tile in tiles {
      let (height, width) = (Double(tile.rows), Double(tile.columns))
      let parts =
        (rows / height).rounded(.up) * (columns / width).rounded(.up) * count
      let waves = (parts / units).rounded(.up)
      let filled = rows * columns * count / (waves * units * height * width)
      best = max(best, filled * tile.efficiency)
    }
    return best
  }

  private func alignment(_ rows: Double, _ columns: Double, _ depth: Double) -> Double {
    var lowest = 1.0
    for rule in alignments {
      let multiple = Double(rule.multiple)
      let isAligned = [rows.rounded(), columns, depth].allSatisfy {
        $0.truncatingRemainder(dividingBy: multiple) == 0
      }
      if !isAligned { lowest = min(lowest, rule.efficiency) }
    }
    return lowest
  }

  /// Backward, a fused core computes the scores again: 2.5 times forward (Dao, arXiv 2307.08691,
  /// section 3.1.2: five products instead of two). Unfused it takes twice as many products.
  private func seconds(_ core: AttentionCore, _ pass: ComputePass) -> Double {
    switch (attention, pass) {
    case (_, .weights): return 0
    case (.fused(let forward, _, let halfKeys), .forward):
      return core.seenWork / (plainPeak * forward * core.share(halfKeys))
    case (.fused(_, let backward, let halfKeys), .inputs):
      return AttentionCore.fusedBackward * core.seenWork
        / (plainPeak * backward * core.share(halfKeys))
    case (.unfused(let bytes, _), .forward):
      return unfusedProducts(core) + core.scores * bytes / memoryRate
    case (.unfused(_, let bytes), .inputs):
      return 2 * unfusedProducts(core) + core.scores * bytes / memoryRate
    }
  }

  /// Queries by keys, and scores by values: one product a head and sequence, in BF16.
  private func unfusedProducts(_ core: AttentionCore) -> Double {
    var plain = self
    plain.peak = plainPeak
    let count = core.sequences * core.heads
    return plain.seconds(
      rows: core.queries, columns: core.keys, depth: Double(core.headSize), count: count)
      + plain.seconds(
        rows: core.queries, columns: Double(core.valueSize), depth: core.keys, count: count)
  }

  private func seconds(_ streaming: Streaming, _ pass: ComputePass) -> Double {
    let bytes: Double
    switch pass {
    case .forward: bytes = streaming.bytes
    case .inputs: bytes = streaming.backwardBytes
    case .weights: return 0
    }
    let factor =
      switch streaming.purpose {
      case .elementwise: elementwiseFactor
      case .permutation: permutationFactor
      case .loss: pass == .forward ? lossForward : lossBackward
      case .plain: 1.0
      }
    return bytes * factor / memoryRate
  }
}
