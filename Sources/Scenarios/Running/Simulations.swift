// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Timelines

/// What a simulation answered, for programs that use the library.
public struct SimulatedRun: Sendable {
  /// What was run: the scenario, or the collective.
  public let name: String
  public let cluster: String
  /// From the first start to the last end.
  public let duration: Seconds
  /// Algorithms of the collectives, in alphabetical order.
  public let algorithms: [String]
  /// What moved, and what the engine did for it.
  public let traffic: TrafficTotals
  /// What a reader must know to read the figures right.
  public let notes: [String]

  init(_ report: RunReport) {
    name = report.name
    cluster = report.cluster
    duration = report.measures.duration
    algorithms = report.algorithms
    traffic = report.measures.traffic
    notes = report.notes
  }
}

/// The simulations of the command, for programs that use the library.
public enum Simulations {
  /// Times one collective on a network of equal links, with nothing else going on.
  ///
  /// - Parameters:
  ///   - kind: such as "all-reduce".
  ///   - algorithm: such as "ring", or "auto".
  ///   - ranks: that take part, one at each end of the network.
  ///   - bytes: nccl-tests' size: for all-gather and reduce-scatter the whole gathered buffer, for
  ///     all-to-all one rank's buffer, for the others the buffer.
  ///   - topology: "ring", "switch" or "full-mesh".
  ///   - rate: of each directed link.
  ///   - latency: of each directed link.
  ///   - chunks: pieces that proceed independently, 1 or more.
  ///   - folds: whether one of many ranks that behave alike is simulated for all; the answer is the
  ///     same.
  /// - Returns: the time, and the flows that it took.
  /// - Throws: an error whose description says what is wrong and what is allowed.
  public static func collective(
    _ kind: String, algorithm: String = "auto", ranks: Int, bytes: Bytes, topology: String,
    rate: BitsPerSecond, latency: Seconds, chunks: Int = 1, folds: Bool = true
  ) throws -> SimulatedRun {
    let kind = try CollectiveNames.kind(named: kind)
    let question = CollectiveQuestion(
      kind: kind, algorithm: try CollectiveNames.algorithm(named: algorithm, for: kind),
      ranks: ranks, bytes: bytes, choices: CollectiveChoices(chunks: chunks),
      folding: folds ? .auto : .off)
    let network = try UniformNetwork(
      shape: topology, rate: rate, latency: latency, energyPerBit: nil, overhead: .zero)
    let place = try PreparedCluster(network, ranks: ranks)
    let runner = Runner(root: nil, invocation: try .current())
    return SimulatedRun(try runner.answer(question, on: place).report)
  }

  /// Runs a scenario on its one cluster.
  ///
  /// - Parameters:
  ///   - path: of the scenario file.
  ///   - overrides: each `key.path=value`, such as `cluster=topologies/dgx-h100-pod.yaml`.
  ///   - output: where the timeline goes; nil for no file.
  ///   - folds: whether one of many ranks that behave alike is simulated for all; an event of the
  ///     timeline then stands for `multiplicity` of them.
  /// - Returns: the time, and the flows that it took.
  /// - Throws: an error whose description names file, line and key, and says what is allowed.
  public static func scenario(
    at path: String, overrides: [String] = [], output: String? = nil, folds: Bool = true
  ) throws -> SimulatedRun {
    let workbench = try Workbench(root: try DataRoot.find(near: path))
    var scenario = try ScenarioFile.load(path: path, overrides: overrides, root: workbench.root)
    scenario.options.folding = folds ? .auto : .off
    guard scenario.options.engine != .lanes else {
      throw InputError("\(path): engine: lanes tell no traffic; allowed here: fluid, auto")
    }
    let jobs = try workbench.jobs(for: scenario)
    guard let job = jobs.first, jobs.count == 1 else {
      throw InputError("\(path): cluster: lists \(jobs.count) clusters; choose one")
    }
    let runner = Runner(root: workbench.root, invocation: try .current())
    return SimulatedRun(try runner.run(job, output: output))
  }
}
