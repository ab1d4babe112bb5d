// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

struct TrainTests {
  private let workplace: Workplace
  private static let step = [
    "train", "gpt3-125m", "--on", "dgx-h100-node", "--plan", "tp=2,dp=4,global_batch=32",
  ]

  init() throws { workplace = try Workplace() }

  private func run(_ more: [String]) throws -> [String: Any] {
    try workplace.json(Self.step + more)
  }

  private func training(_ more: [String] = []) throws -> [String: Any] {
    try #require(try run(more)["training"] as? [String: Any])
  }

  @Test func `a step has the keys of the contract`() throws {
    let run = try run([])
    #expect(run["ranks"] as? Int == 8)
    let training = try #require(run["training"] as? [String: Any])
    for key in [
      "model", "weights", "active_weights", "software", "tokens_per_s",
      "tokens_per_s_and_accelerator", "tokens_per_step", "causal_model_flops_per_step",
      "full_model_flops_per_step", "hardware_flops_per_step", "causal_mfu", "full_mfu", "hfu",
      "bubble_fraction", "exposed_by_group", "energy_per_token_J", "memory",
    ] { #expect(training[key] != nil, "\(key)") }
    let memory = try #require(training["memory"] as? [String: Any])
    let parts = ["weights_B", "gradients_B", "optimizer_B", "activations_B", "buffers_B"]
    let sum = parts.reduce(0.0) { $0 + (memory[$1] as? Double ?? .nan) }
    #expect(abs(sum - (memory["total_B"] as? Double ?? 0)) < 1)
    // 32 sequences of 2048 tokens a step.
    let tokens = try #require(training["tokens_per_s"] as? Double)
    let seconds = try #require(run["step_time_s"] as? Double)
    #expect(abs(tokens * seconds - 32 * 2048) < 1e-6)
    #expect(training["training"] == nil)
  }

  // 300 billion tokens at so many a second, and their energy at 0.1 USD a kilowatt-hour.
  @Test func `a whole training has its time, its energy and what that costs`() throws {
    let one = try training(["--tokens", "300e9", "--tariff", "0.1 USD"])
    let whole = try #require(one["training"] as? [String: Any])
    let tokens = try #require(one["tokens_per_s"] as? Double)
    let time = try #require(whole["time_s"] as? Double)
    #expect(abs(time * tokens / 300e9 - 1) < 1e-12)
    let energy = try #require(whole["energy_J"] as? Double)
    let each = try #require(one["energy_per_token_J"] as? Double)
    #expect(abs(energy / (each * 300e9) - 1) < 1e-12)
    let price = try #require(whole["electricity_USD"] as? Double)
    #expect(abs(price / (energy / 3.6e6 * 0.1) - 1) < 1e-12)
    let free = try training(["--tokens", "300e9"])
    #expect((free["training"] as? [String: Any])?["electricity_USD"] is NSNull)
  }

  @Test func `keys of the model and of the cluster are overridden apart`() throws {
    let plain = try run([])
    let half = try run(["--set", "layers=6"])
    let weights = { (run: [String: Any]) in
      (run["training"] as? [String: Any])?["weights"] as? Int ?? 0
    }
    // A layer of width 768 has about 12 x 768^2 weights.
    let layers = Double(weights(plain) - weights(half)) / (12 * 768 * 768)
    #expect(abs(layers - 6) < 0.06)
    let renamed = try run(["--set", "cluster.name=mine"])
    #expect(renamed["cluster"] as? String == "mine")
    #expect(weights(renamed) == weights(plain))
  }

  @Test func `several clusters answer in their order`() throws {
    let result = try Executable.run(
      Self.step + ["--on", "dgx-a100-node", "--json", "--software", "nemo-2024"],
      in: workplace.path)
    #expect(result.status == 0, "\(result.errors)")
    let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let runs = try #require(value as? [[String: Any]])
    #expect(runs.compactMap { $0["cluster"] as? String } == ["dgx-h100-node", "dgx-a100-node"])
    let times = runs.compactMap { $0["step_time_s"] as? Double }
    #expect(times.count == 2 && times[0] < times[1])
  }

  @Test func `jitter has a seed`() throws {
    func time(_ more: [String]) throws -> Double? { try run(more)["step_time_s"] as? Double }
    let one = try time(["--jitter", "0.05", "--seed", "7"])
    #expect(try time(["--jitter", "0.05", "--seed", "7"]) == one)
    #expect(try time(["--jitter", "0.05", "--seed", "8"]) != one)
    #expect(try time(["--jitter", "0"]) == time([]))
  }

  @Test(arguments: [
    (["--tokens", "0"], 64, "--tokens: a number above zero"),
    (["--jitter", "2"], 64, "--jitter: from 0 to 1"),
    (["--steps", "0"], 64, "--steps: one or more"),
    (["--on", "dgx-a100-node", "-o", "x.h5"], 64, "--output takes one cluster"),
    (["--software", "nemo-2042"], 65, "did you mean nemo-2024?"),
    (["--set", "layerz=3"], 65, "layerz: unknown key"),
    (["--set", "cluster.nme=x"], 65, "nme: unknown key"),
  ])
  func `a malformed step is refused`(more: [String], status: Int32, message: String) throws {
    let result = try Executable.run(Self.step + more, in: workplace.path)
    #expect(result.status == status, "\(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test(arguments: [
    (["gpt3-126m", "--plan", "global_batch=1"], "did you mean gpt3-125m?"),
    (["gpt3-125m", "--plan", "global_batch=1,tp=5"], "plan: tp: 5 does not divide the 12"),
    (["gpt3-125m", "--plan", "global_batch=1,tpp=5"], "--plan tpp=5: tpp: unknown key"),
    (["gpt3-125m", "--plan", "global_batch=16,dp=16"], "16 ranks, dgx-h100-node only 8"),
    (["gpt3-175b", "--plan", "global_batch=8,tp=8"], "the plan does not fit"),
  ])
  func `a model or a plan that cannot be is refused`(arguments: [String], message: String) throws {
    let result = try Executable.run(
      ["train"] + arguments + ["--on", "dgx-h100-node"], in: workplace.path)
    #expect(result.status == 65, "\(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
  }
}
