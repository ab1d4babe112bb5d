// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Technologies

extension ComputePace {
  /// The pace of an accelerator under a generation of software.
  ///
  /// - Parameters:
  ///   - accelerator: with what its kernels reach.
  ///   - software: with what it moves and waits for.
  ///   - precision: of matrix products.
  ///   - headSize: of a query; attention kernels differ by it.
  /// - Throws: `DocumentError` that names the record and the figure that it lacks.
  package init(
    accelerator: AcceleratorTechnology, software: SoftwareTechnology, precision: Plan.Precision,
    headSize: Int
  ) throws(DocumentError) {
    guard let execution = accelerator.execution else {
      throw DocumentError(
        file: accelerator.file, keyPath: "execution",
        problem: "is missing: what a training step takes on \(accelerator.name) is unknown")
    }
    let plain = try Self.peak(.bf16, accelerator)
    guard let reached = execution.productEfficiency(at: precision.peakName) else {
      throw DocumentError(
        file: accelerator.file, keyPath: "execution.product_efficiency.\(precision.peakName)",
        problem: "is missing: what products in \(precision.rawValue) reach is unknown")
    }
    plainPeak = plain
    peak = try Self.peak(precision, accelerator)
    productEfficiency = reached.value
    operandBytes = precision.operandBytes
    halfDepth =
      Double(execution.halfDepth.value) * Plan.Precision.bf16.operandBytes / operandBytes
    multiprocessors = execution.multiprocessors.value
    tiles = software.tiles.map {
      Tile(rows: $0.rows, columns: $0.columns, efficiency: $0.factor.value)
    }
    alignments = software.misaligned.map {
      Alignment(multiple: $0.multiple, efficiency: $0.factor.value)
    }
    memoryRate =
      accelerator.memoryBandwidth.value.bytesPerSecond * execution.streamingEfficiency.value
    if precision == .bf16 {
      castBytes = 0
    } else if let bytes = software.castBytes[precision.rawValue] {
      castBytes = bytes.value
    } else {
      throw DocumentError(
        file: software.file, keyPath: "cast_bytes.\(precision.rawValue)",
        problem: "is missing: \(software.name) does not train in \(precision.rawValue)")
    }
    attention = try Self.attention(software, accelerator, headSize)
    elementwiseFactor = software.elementwiseFactor.value
    lossForward = software.lossBytes.forward.value
    lossBackward = software.lossBytes.backward.value
    accumulationBytes = software.accumulationBytes.value
    optimizerBytes = software.optimizerBytes.value
    permutationFactor = software.permutationFactor.value
    hostLayer = software.hostTime.layer.value.rawValue
    hostExpertLayer = software.hostTime.expertLayer.value.rawValue
    hostRate = accelerator.hostBandwidth?.value.bytesPerSecond ?? 0
    overlapSlowdown = 1 / (1 - software.overlapSlowdown.value)
  }

  /// The dimensionless figures that a pace rests on.
  ///
  /// - Parameters:
  ///   - accelerator: its record.
  ///   - software: its record.
  ///   - precision: of matrix products.
  /// - Returns: every figure once.
  package static func figures(
    of accelerator: AcceleratorTechnology, _ software: SoftwareTechnology,
    _ precision: Plan.Precision
  ) -> [Figure<Double>] {
    var figures = [
      software.elementwiseFactor, software.lossBytes.forward, software.lossBytes.backward,
      software.accumulationBytes, software.optimizerBytes, software.permutationFactor,
      software.overlapSlowdown,
    ]
    if let execution = accelerator.execution {
      figures.append(execution.streamingEfficiency)
      if let reached = execution.productEfficiency(at: precision.peakName) {
        figures.append(reached)
      }
    }
    figures += software.tiles.map(\.factor) + software.misaligned.map(\.factor)
    if let bytes = software.castBytes[precision.rawValue] { figures.append(bytes) }
    switch software.attention {
    case .unfused(let bytes): figures += [bytes.forward, bytes.backward]
    case .fused(let rates):
      for rate in rates where rate.accelerator == accelerator.name {
        figures += [rate.forward, rate.backward]
      }
    }
    return figures
  }

  private static func peak(
    _ precision: Plan.Precision, _ accelerator: AcceleratorTechnology
  ) throws(DocumentError) -> Double {
    if let peak = accelerator.peaks.first(where: { $0.precision == precision.peakName }) {
      return peak.speed.value.rawValue
    }
    throw DocumentError(
      file: accelerator.file, keyPath: "peak.\(precision.peakName)",
      problem: "is missing: \(accelerator.name) has no peak in \(precision.rawValue)")
  }

  private static func attention(
    _ software: SoftwareTechnology, _ accelerator: AcceleratorTechnology, _ headSize: Int
  ) throws(DocumentError) -> AttentionPace {
    switch software.attention {
    case .unfused(let bytes):
      return .unfused(
        forwardBytesPerScore: bytes.forward.value, backwardBytesPerScore: bytes.backward.value)
    case .fused:
      guard let rate = try software.fusedRate(on: accelerator.name, headSize: headSize) else {
        preconditionFailure("\(software.name) is fused without rates")
      }
      return .fused(
        forward: rate.forward.value, backward: rate.backward.value,
        halfKeys: Double(rate.halfKeys.value))
    }
  }
}

extension Plan.Precision {
  /// The accelerator's peak that counts: formats with scales a block run at that of their width.
  package var peakName: String {
    switch self {
    case .bf16: "bf16"
    case .fp8, .mxfp8: "fp8"
    case .nvfp4: "fp4"
    }
  }

  /// Bytes of an operand; scales of blocks are left out.
  var operandBytes: Double {
    switch self {
    case .bf16: 2
    case .fp8, .mxfp8: 1
    case .nvfp4: 0.5
    }
  }
}
