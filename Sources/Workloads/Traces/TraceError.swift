// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a trace, in which file and at which node or byte.
package struct TraceError: Error, Hashable, CustomStringConvertible {
  package enum Place: Hashable, Sendable {
    case file
    /// Offset from the beginning of the file, after decompression.
    case byte(Int)
    /// Line of a text file, from 1.
    case line(Int)
    case node(id: UInt64, name: String)
  }

  package let file: String
  package let place: Place
  package let problem: String

  package init(file: String, at place: Place = .file, _ problem: String) {
    self.file = file
    self.place = place
    self.problem = problem
  }

  /// `trace/job.3.et: node 17 "all_reduce": comm_size is missing`
  package var description: String {
    switch place {
    case .file: "\(file): \(problem)"
    case .byte(let offset): "\(file): byte \(offset): \(problem)"
    case .line(let line): "\(file):\(line): \(problem)"
    case .node(let id, let name): "\(file): node \(id) \"\(name)\": \(problem)"
    }
  }
}
