// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// When each flow ended.
package struct FlowCompletions: Sendable {
  package let flows: [String]
  /// Seconds.
  package let starts: [Double]
  package let completions: [Double]

  package init(flows: [String], starts: [Double], completions: [Double]) {
    self.flows = flows
    self.starts = starts
    self.completions = completions
  }

  /// `flow_id,start_s,completion_s,duration_s`, numbers with every digit that they need.
  package var commaSeparated: String {
    var text = "flow_id,start_s,completion_s,duration_s\n"
    for row in flows.indices {
      text += "\(flows[row]),\(starts[row]),\(completions[row]),\(completions[row] - starts[row])\n"
    }
    return text
  }
}
