// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Quantities
import TestSupport
import Testing

@testable import Scenarios

/// A step of a GPT on the authors' machine, as a table tells it.
struct PublishedStep: CustomStringConvertible {
  /// Which paper, and what it gives.
  enum Table: String {
    case sc21 = "sc21-table-1"
    case korthikanti = "korthikanti-table-5"

    /// The code that was measured.
    var software: String { self == .sc21 ? "megatron-2021" : "megatron-2022" }
  }

  let table: Table
  private let values: [String: String]

  var model: String { values["model"] ?? "" }
  var description: String { "\(table.rawValue): \(model), recompute \(values["recompute"] ?? "")" }

  func number(_ key: String) -> Double { values[key].flatMap(Double.init) ?? .nan }

  /// The rows of a table.
  ///
  /// - Parameter table: which.
  /// - Returns: one entry a row, in order.
  /// - Throws: an error where the file cannot be read.
  static func rows(_ table: Table) throws -> [PublishedStep] {
    let path = PackageRoot.path("Tests/ValidationTests/megatron/data/\(table.rawValue).csv")
    let lines = try PackageRoot.lines(of: path).filter { !$0.hasPrefix("#") }
    let keys = try #require(lines.first).split(separator: ",").map(String.init)
    return lines.dropFirst().map { line in
      let fields = line.split(separator: ",").map(String.init)
      return PublishedStep(
        table: table, values: Dictionary(uniqueKeysWithValues: zip(keys, fields)))
    }
  }

  /// Seconds of a step that the published figure may have been rounded from, the figure itself
  /// between: half a unit of its last digit to either side.
  ///
  /// A figure in TFLOP/s is of 96 B s L h^2 (1 + s/6h + V/16Lh) operations
  /// (SC21's equation 3).
  var seconds: ClosedRange<Double> {
    guard table == .sc21 else {
      let half = 0.005
      return number("seconds") - half...number("seconds") + half
    }
    let (layers, hidden, tokens) = (number("layers"), number("hidden"), 2048.0)
    let terms = 1 + tokens / (6 * hidden) + 51200 / (16 * layers * hidden)
    let work = 96 * number("batch") * tokens * layers * hidden * hidden * terms
    func step(_ teraflops: Double) -> Double { work / (teraflops * 1e12 * number("accelerators")) }
    return step(number("teraflops") + 0.5)...step(number("teraflops") - 0.5)
  }

  /// Seconds of the figure as it was published.
  var published: Double {
    table == .sc21
      ? 2 / (1 / seconds.lowerBound + 1 / seconds.upperBound)
      : number("seconds")
  }

  /// What is not in the tables is the code's: no sharing of the optimizer; gradients and messages
  /// between stages behind nothing; sums of tensor ranks behind gradients of weights from 2022 on.
  private var plan: String {
    let keys = [
      ("tp", "tp"), ("pp", "pp"), ("dp", "dp"), ("microbatch", "microbatch"),
      ("global_batch", "batch"), ("recompute", "recompute"),
      ("sequence_parallel", "sequence_parallel"), ("interleave", "interleave"),
    ]
    return keys.map { "\($0.0)=\(values[$0.1] ?? "")" }.joined(separator: ",")
      + ",sequence=2048,zero=0,dropout=true,overlap.dp=false,overlap.pp=false"
      + ",overlap.tp_backward=\(table == .korthikanti)"
  }

  /// Seconds of the step on Selene.
  ///
  /// - Parameter workbench: with the checkout's data.
  /// - Returns: the simulated step.
  /// - Throws: an error for a row that cannot be run.
  func predicted(_ workbench: Workbench) throws -> Double {
    let source = try workbench.training(
      model: model, overrides: [], plan: plan, software: table.software, jitter: nil)
    let job = try #require(
      try workbench.jobs(
        for: .training(source), on: [try workbench.clusterPath(named: "selene")],
        options: RunOptions()
      ).first)
    let runner = Runner(
      root: nil, invocation: Invocation(commandLine: "", platform: "", startTime: ""))
    return try runner.run(job, certifies: false).measures.stepTime.rawValue
  }
}
