// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Training

// Values of the axes.
extension PlanSpace {
  var tensorSizes: [Int] {
    guard !fixed.contains("tp") else { return [base.tensor] }
    return Self.divisors(of: model.attention.heads).filter { $0 <= accelerators }
  }

  /// Powers of two: shares of sequences are halved.
  var contextSizes: [Int] {
    guard !fixed.contains("cp") else { return [base.context] }
    let tokens = base.sequence ?? model.context
    return Self.powersOfTwo(upTo: accelerators).filter {
      $0 == 1 || tokens.isMultiple(of: 2 * $0)
    }
  }

  var pipelineSizes: [Int] {
    guard !fixed.contains("pp") else { return [base.pipeline] }
    let plain = Self.divisors(of: model.layers)
    let counted = Self.divisors(of: model.layers + 2)
    return Array(Set(plain + counted)).sorted().filter { $0 <= accelerators }
  }

  var expertSizes: [Int] {
    guard let experts = model.experts else { return [1] }
    return fixed.contains("ep") ? [base.expert] : Self.divisors(of: experts.count)
  }

  /// Replicas: what the other axes leave, or any divisor of the batch that fits.
  func dataSizes(besides others: Int) -> [Int] {
    if fixed.contains("dp") {
      let ranks = others * base.data
      let fits = shrinks ? ranks <= accelerators : ranks == accelerators
      return fits ? [base.data] : []
    }
    guard shrinks else {
      guard accelerators.isMultiple(of: others) else { return [] }
      let data = accelerators / others
      return base.globalBatch.isMultiple(of: data) ? [data] : []
    }
    return Self.divisors(of: base.globalBatch).filter { $0 * others <= accelerators }
  }

  /// Of one tensor rank nothing is shared, whatever is said.
  func sequenceChoices(_ tensor: Int) -> [Bool] {
    choices("sequence_parallel", base.sharesSequence, matters: tensor > 1)
  }

  /// A pipeline of one has both ends, whatever is counted.
  func endChoices(_ pipeline: Int) -> [Bool] {
    choices("count_ends", base.countsEnds, matters: pipeline > 1)
  }

  func interleaves(_ frame: PlanFrame) -> [Int] {
    guard !fixed.contains("interleave") else { return [base.interleave] }
    guard frame.pipeline > 1 else { return [1] }
    let slots = frame.countsEnds ? model.layers + 2 : model.layers
    guard slots.isMultiple(of: frame.pipeline) else { return [] }
    let microbatches = microbatches(of: frame)
    return Self.divisors(of: slots / frame.pipeline).filter {
      $0 == 1 || microbatches.isMultiple(of: frame.pipeline)
    }
  }

  /// One value where a key is fixed or changes nothing, both otherwise.
  func choices(_ key: String, _ value: Bool, matters: Bool) -> [Bool] {
    fixed.contains(key) || !matters ? [value] : [true, false]
  }

  static func divisors(of number: Int) -> [Int] {
    guard number > 0 else { return [] }
    return (1...number).filter { number.isMultiple(of: $0) }
  }

  static func powersOfTwo(upTo most: Int) -> [Int] {
    var found: [Int] = []
    var size = 1
    while size <= most {
      found.append(size)
      size *= 2
    }
    return found
  }
}
