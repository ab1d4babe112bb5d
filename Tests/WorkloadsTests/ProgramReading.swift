// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Workloads

/// Words for looking into a program in a test.
extension LoadedProgram {
  func graph(ofRank rank: Int) -> OperationGraph {
    program.graphs[Int(program.graphOfRank[rank])]
  }

  /// Names of a rank's operations in the order of the graph.
  func names(ofRank rank: Int) -> [String] {
    graph(ofRank: rank).name.map { program.names[Int($0)] }
  }

  /// Dependencies of a rank as texts "earlier>later", in the order of the graph.
  func edges(ofRank rank: Int) -> [String] {
    let graph = graph(ofRank: rank)
    let names = names(ofRank: rank)
    return (0..<graph.count).flatMap { earlier in
      graph.successors[Int(graph.successorStart[earlier])..<Int(graph.successorStart[earlier + 1])]
        .map { "\(names[earlier])>\(names[Int($0)])" }
    }
  }
}

/// Where the package and the traces beside it are.
enum Place {
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  static let sharedTraces = "\(package)/../shared/data/traces"

  static func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}

/// The text of the error that a closure throws; nil where it throws none.
func problem(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch {
    return "\(error)"
  }
}
