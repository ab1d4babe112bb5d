// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

struct DrawTests {
  private let workplace: Workplace

  init() throws { workplace = try Workplace() }

  private func draw(_ arguments: [String]) throws -> Executable.Result {
    try Executable.run(["draw"] + arguments, in: workplace.path)
  }

  @Test func `a picture is written, and the same bytes again`() throws {
    for name in ["a.svg", "b.svg"] {
      let result = try draw(["dgx-h100-node", "-o", name])
      #expect(result.status == 0, "\(result.errors)")
    }
    let pictures = try ["a.svg", "b.svg"].map {
      try String(contentsOfFile: "\(workplace.path)/\($0)", encoding: .utf8)
    }
    #expect(pictures[0] == pictures[1])
    #expect(pictures[0].contains("<svg"))
  }

  @Test(arguments: [
    (["dgx-h100-nod", "-o", "a.svg"], 65, "did you mean dgx-h100-node?"),
    (["dgx-h100-node", "-o", "absent/a.svg"], 64, "no folder"),
    (["dgx-h100-node", "-o", "a.png"], 64, "does not end in .svg"),
    (["dgx-h100-node", "-o", "a.svg", "--order", "tp"], 64, "--order belongs to --workload"),
    (
      ["dgx-h100-node", "-o", "a.svg", "--workload", "workloads/tiny.yaml", "--order", "tp,tp"],
      65, "listed twice"
    ),
  ])
  func `what cannot be drawn is refused`(arguments: [String], status: Int, problem: String) throws {
    let result = try draw(arguments)
    #expect(Int(result.status) == status)
    #expect(result.errors.contains(problem), "\(result.errors)")
  }
}
