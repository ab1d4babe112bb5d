// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import Workloads

/// Traces that other people wrote, read where they lie beside the package.
@Suite(
  .enabled(
    if: Place.isThere(Place.sharedTraces), "no traces of other projects in ../shared/data/traces"))
struct SharedTraceTests {
  private func load(_ path: String) throws -> LoadedProgram {
    try ChakraTrace.load(prefixOrFolder: "\(Place.sharedTraces)/\(path)")
  }

  @Test(
    arguments: ["all_gather", "all_reduce", "all_to_all", "reduce_scatter"], [4, 8, 16])
  func `a microbenchmark is one collective of a mebibyte`(_ kind: String, _ ranks: Int) throws {
    let loaded = try load("chakra-microbench/\(kind)/\(ranks)npus_1MB")
    let graph = loaded.graph(ofRank: ranks - 1)
    #expect(loaded.program.rankCount == ranks)
    #expect(loaded.program.graphs.count == 1)
    #expect(graph.collective.map(\.rawValue) == [kind.replacingOccurrences(of: "_", with: "-")])
    // The shard is what an all-gather states.
    #expect(graph.bytes == [0x1p20 * (kind == "all_gather" ? Double(ranks) : 1)])
    WorkloadConformance.check(loaded.program)
  }

  @Test func `a ring of sends and receives is whole`() throws {
    let loaded = try load("chakra-microbench/custom_ring_allreduce_8npus_1MB")
    #expect(loaded.program.rankCount == 8)
    // 14 rounds of an eighth of a mebibyte; seven reductions of 7 us.
    for rank in 0..<8 {
      let graph = loaded.graph(ofRank: rank)
      #expect(graph.kind.filter { $0 == .send }.count == 14)
      #expect(graph.bytes.reduce(0, +) == 28 * 131_072)
      #expect(abs(graph.duration.reduce(0, +) - 49e-6) < 1e-15)
    }
    WorkloadConformance.check(loaded.program)
  }

  @Test func `ResNet-50 has the times of the workload that it was converted from`() throws {
    let loaded = try load("chakra-resnet50")
    #expect(loaded.program.rankCount == 8)
    #expect(loaded.program.graphs.count == 1)
    let graph = loaded.graph(ofRank: 0)
    #expect(graph.count == 215)
    #expect(graph.kind.filter { $0 == .collective }.count == 54)
    #expect(loaded.notes.isEmpty)
    WorkloadConformance.check(loaded.program)
  }

  @Test func `a pipelined GPT finds its process groups and peers`() throws {
    let loaded = try load("chakra-stage-gpt")
    let program = loaded.program
    #expect(program.rankCount == 8)
    #expect(loaded.files.last?.hasSuffix("workload.json") == true)
    // Tensor-parallel pairs 0-2, 1-3, 4-6, 5-7; data-parallel pairs 0-1, 2-3, 4-5, 6-7.
    #expect(
      program.families.map { $0.groups.map { $0.sorted() }.sorted { $0[0] < $1[0] } }
        == [[[0, 2], [1, 3], [4, 6], [5, 7]], [[0, 1], [2, 3], [4, 5], [6, 7]]])
    // An all-gather of a 2 MiB shard over two ranks gathers 4 MiB.
    let graph = loaded.graph(ofRank: 0)
    let gathers = graph.kind.indices.filter {
      graph.kind[$0] == .collective && graph.collective[$0] == .allGather
    }
    #expect(gathers.allSatisfy { graph.bytes[$0] == 4_194_304 })
    #expect(graph.duration.contains { $0.isNaN })
    WorkloadConformance.check(program)
    var timed = program
    try timed.resolveCompute(
      peak: .teraoperationsPerSecond(100), memoryBandwidth: .gigabytesPerSecond(1000))
    #expect(timed.graphs.allSatisfy { $0.duration.allSatisfy(\.isFinite) })
  }

  @Test func `a captured PyTorch trace is read`() throws {
    let folder = try TraceFolder()
    let archive = "\(Place.sharedTraces)/chakra-tests/feeder_tests_trace.tar.gz"
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tar.arguments = ["tar", "xzf", archive, "-C", folder.path, "--strip-components=2"]
    try tar.run()
    tar.waitUntilExit()
    try #require(tar.terminationStatus == 0)
    let loaded = try folder.load("chakra")
    let graph = loaded.graph(ofRank: 0)
    #expect(graph.count == 3664)
    #expect(graph.kind.filter { $0 == .collective }.count == 7)
    let onHost = graph.stream.filter { loaded.program.streams[max(0, Int($0))] == "cpu" }
    #expect(onHost.count == 2448)
    #expect(loaded.notes.contains { $0.contains("control dependencies name the caller") })
    WorkloadConformance.check(loaded.program)
  }
}
