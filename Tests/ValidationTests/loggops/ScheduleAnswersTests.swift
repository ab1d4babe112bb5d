// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Quantities
import SimulationEngine
import TestSupport
import Testing
import Traffic
import Workloads

/// Random schedules with LogGOPSim's finishing time of every host.
///
/// `data/*.goal` were written by a seeded generator for this project: 2 to 8 ranks that send,
/// receive and calculate with random sizes and dependencies, none of which can deadlock. LogGOPSim
/// (github.com/spcl/LogGOPSim, its LogGP network) answered them under three sets of parameters;
/// `data/answers.csv` holds the parameters and its answers. Ready things that want one host at the
/// same time, messages before their receives, and messages above S occur all over.
struct ScheduleAnswersTests {
  @Test func `every host of every random schedule ends when theirs does`() throws {
    var hosts = 0
    var meetings = 0
    for answer in try Self.answers() {
      let path = PackageRoot.path("Tests/ValidationTests/loggops/data/\(answer.schedule)")
      let program = try GOALTrace.load(path: path).program
      let ends = try hostEnds(of: program, answer.parameters)
      #expect(ends == answer.ends, "\(answer.schedule) with \(answer.parameters)")
      hosts += ends.count
      for graph in program.graphs {
        meetings += graph.bytes.count { $0 > Double(answer.parameters.eagerLimit) }
      }
    }
    // An answer that drops out of the file must not drop out unseen.
    #expect(hosts == 549)
    #expect(meetings == 922)
  }

  private struct Answer {
    var schedule: String
    var parameters: LogGOPS
    var ends: [Int]
  }

  /// Columns: schedule, L, o, g, G, O, S, and the hosts' times with blanks between them.
  private static func answers() throws -> [Answer] {
    let path = PackageRoot.path("Tests/ValidationTests/loggops/data/answers.csv")
    return try PackageRoot.lines(of: path).dropFirst().map { line in
      let fields = line.split(separator: ",").map(String.init)
      func number(_ column: Int) throws -> Int { try #require(Int(fields[column])) }
      return Answer(
        schedule: fields[0],
        parameters: LogGOPS(
          latency: try number(1), overhead: try number(2), gap: try number(3),
          gapPerByte: Double(try number(4)), overheadPerByte: Double(try number(5)),
          eagerLimit: try number(6)),
        ends: try fields[7].split(separator: " ").map { try #require(Int($0)) })
    }
  }
}

/// Nanoseconds at which each rank of a program ended its last operation.
func hostEnds(
  of program: Program, _ parameters: LogGOPS, _ policy: CollectivePolicy = CollectivePolicy()
) throws -> [Int] {
  let ranks = program.rankCount
  let cluster = try Cluster.uniform(
    .packetSwitch, ranks: ranks, rate: .gigabitsPerSecond(1), latency: .zero)
  let timeline = try replay(
    program, on: cluster, policy: policy, transport: .loggops(parameters))
  return (0..<ranks).map { rank in
    // After its last operation a rank is idle.
    let busy = timeline.duration.rawValue - timeline.ranks.idle[rank]
    return Int((busy * 1e9).rounded())
  }
}
