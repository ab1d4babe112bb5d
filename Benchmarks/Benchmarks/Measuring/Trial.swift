// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import Foundation

/// What one run of a benchmark left.
public struct Sample<Outcome> {
  public let outcome: Outcome
  public let effort: Effort
}

/// A benchmark that is judged: it reports its figures when all its runs are over, and ends the
/// process with a failure where a target is missed.
///
/// The benchmark package's own thresholds cannot say this: to them a figure better than its
/// threshold is a failure too, and a benchmark that reports an error leaves the command successful.
/// Each benchmark runs in a process of its own, so its memory is its own as well.
public enum Trial {
  /// - Parameters:
  ///   - name: of the benchmark.
  ///   - runs: how often; times are judged by the fastest, since whatever else the machine does
  ///     only makes a run slower.
  ///   - run: the work. Returns what it took where that is not all that it did.
  ///   - figures: what to report and judge, given all runs.
  public static func register<Outcome>(
    _ name: String, runs: Int = 5,
    run: @escaping () throws -> (outcome: Outcome, effort: Effort),
    figures: @escaping ([Sample<Outcome>]) -> [Figure]
  ) {
    var samples: [Sample<Outcome>] = []
    Benchmark(
      name,
      configuration: .init(
        metrics: [.wallClock, .peakMemoryResident], warmupIterations: 0, scalingFactor: .one,
        maxDuration: .seconds(600), maxIterations: runs),
      closure: { benchmark in
        do {
          let (outcome, effort) = try run()
          samples.append(Sample(outcome: outcome, effort: effort))
        } catch {
          stop("\(name): \(error)")
        }
      },
      teardown: {
        let figures = figures(samples)
        report(name, figures)
        let missed = figures.filter { !$0.isMet }.map(\.name)
        if samples.count < runs { stop("\(name): only \(samples.count) of \(runs) runs") }
        if !missed.isEmpty { stop("\(name): missed \(missed.joined(separator: ", "))") }
      })
  }

  private static func report(_ name: String, _ figures: [Figure]) {
    print("\n" + ([name] + figures.map(\.line)).joined(separator: "\n"))
  }

  private static func stop(_ reason: String) -> Never {
    FileHandle.standardError.write(Data("heliograph: \(reason)\n".utf8))
    exit(EXIT_FAILURE)
  }
}

extension [Effort] {
  public var fastestWall: Double { map(\.wallSeconds).min() ?? .nan }
  public var fastestProcessor: Double { map(\.processorSeconds).min() ?? .nan }
  public var medianWall: Double { Self.median(map(\.wallSeconds)) }
  public var medianProcessor: Double { Self.median(map(\.processorSeconds)) }

  private static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
