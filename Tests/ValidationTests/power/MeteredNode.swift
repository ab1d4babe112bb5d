// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Analysis
import Quantities
import Technologies
import TestSupport
import Testing

@testable import Scenarios

/// A server of eight GPUs that was metered while it trained.
struct MeteredNode: CustomStringConvertible {
  private let values: [String: String]

  var name: String { values["row"] ?? "" }
  var description: String { "\(name): \(values["system"] ?? "")" }
  var server: String { values["server"] ?? "" }
  var step: String { values["step"] ?? "" }
  var power: Watts { Watts(rawValue: number("watts") ?? .nan) }
  var nodes: Double { number("nodes") ?? .nan }
  /// Of the run; nil where it is not known.
  var time: Seconds? { number("seconds").map { Seconds(rawValue: $0) } }
  /// Of all servers over the run; nil where it is not known.
  var energy: Joules? { number("kilowatt_hours").map { .kilowattHours($0) } }
  /// What the documents say is predicted over measured, less one.
  var documentedError: Double { number("error") ?? .nan }

  private func number(_ key: String) -> Double? { values[key].flatMap(Double.init) }

  static func rows() throws -> [MeteredNode] {
    let path = PackageRoot.path("Tests/ValidationTests/power/data/metered-nodes.csv")
    let lines = try PackageRoot.lines(of: path).filter { !$0.hasPrefix("#") && !$0.isEmpty }
    let keys = try #require(lines.first).split(separator: ",").map(String.init)
    return lines.dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return MeteredNode(values: Dictionary(uniqueKeysWithValues: zip(keys, fields)))
    }
  }
}

/// The step that stands for what a metered server did.
enum MeteredStep: String {
  /// NVIDIA's settings for eight H100 in v4.0, config_DGXH100_1x8x4xtp4pp1cp1.sh: FP8, sequences of
  /// 8192 tokens, tensor exchanges in parts.
  case lora8 = "lora-h100-8"
  /// Those for 64, config_DGXH100_8x8x1xtp4pp1cp2.sh.
  case lora64 = "lora-h100-64"
  /// Those for eight B200, config_DGXB200_1x8x1xtp1pp1cp1.sh. That rank holds its weights in FP8;
  /// here they take two bytes, and layers are computed again to leave room for them.
  case lora8OfB200 = "lora-b200-8"
  /// Nobody says how these ran: sharded weights, as is usual.
  case llama13B = "llama2-13b"

  private static let lora = "global_batch=8,sequence=8192,precision=fp8,frozen=true"

  private var model: String { self == .llama13B ? "llama2-13b" : "llama2-70b" }
  private var software: String { self == .lora8OfB200 ? "nemo-2025" : "nemo-2024" }
  private var plan: String {
    switch self {
    case .lora8: "tp=4,dp=2,overlap.tp=4,\(Self.lora)"
    case .lora64: "tp=4,cp=2,dp=8,overlap.tp=4,\(Self.lora)"
    case .lora8OfB200: "dp=8,recompute=full,\(Self.lora)"
    case .llama13B: "dp=8,zero=3,global_batch=32,recompute=selective"
    }
  }
  private var cluster: String {
    switch self {
    case .lora8, .llama13B: "dgx-h100-node"
    case .lora64: "dgx-h100-pod"
    case .lora8OfB200: "dgx-b200-superpod"
    }
  }

  /// How the ranks of the step spend their time, and on what.
  func simulated(
    _ workbench: Workbench
  ) throws -> (shares: RankShares, accelerator: AcceleratorTechnology) {
    let source = try workbench.training(
      model: model, overrides: [], plan: plan, software: software, jitter: nil)
    let job = try #require(
      try workbench.jobs(
        for: .training(source), on: [try workbench.clusterPath(named: cluster)],
        options: RunOptions()
      ).first)
    let runner = Runner(
      root: nil, invocation: Invocation(commandLine: "", platform: "", startTime: ""))
    let measures = try runner.run(job, certifies: false).measures
    let name = self == .lora8OfB200 ? "b200" : "h100-sxm"
    let accelerator = try #require(
      workbench.catalogue.accelerators.first { $0.name == name })
    return (measures.shares, accelerator)
  }
}
