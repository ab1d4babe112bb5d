// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite struct `The text of sources` {
  private let tree = SourceTree.ofThisPackage()

  @Test func `every source keeps the rules of the house`() throws {
    let sources = try tree.files(withSuffixes: [".swift", ".h", ".c", ".proto", ".py", ".sh"])
    #expect(sources.contains { $0.path == "Package.swift" })
    expectNone(sources.flatMap(SourceRules.violations))
  }

  @Test func `no file names a path of one machine`() throws {
    let files = try tree.files(withSuffixes: [
      ".swift", ".h", ".c", ".proto", ".py", ".sh", ".md", ".yaml", ".yml", ".json", ".toml",
      ".txt", ".csv", ".modulemap", "Makefile", ".ci/run", ".ci/setup", ".swift-format",
      ".editorconfig", ".gitignore",
    ])
    #expect(files.contains { $0.path == "Makefile" })
    #expect(files.contains { $0.path == ".ci/run" })
    expectNone(files.flatMap(MachinePaths.violations))
  }

  @Test func `a planted breach of each rule is found`() {
    let header =
      "// Copyright 2026 the Heliograph authors\n// SPDX-License-Identifier: Apache-2.0\n\n"
    func found(_ text: String, path: String = "Sources/Traffic/Planted.swift") -> [String] {
      SourceRules.violations(in: SourceFile(path: path, text: text))
    }
    #expect(found(header + "struct Route {}\n").isEmpty)
    #expect(found("struct Route {}\n").count == 1)
    #expect(found("#!/bin/sh\n" + header, path: "Tests/Readers/planted.sh").count == 1)
    let hashed = header.split(separator: "\n").map { "#" + $0.dropFirst(2) + "\n" }.joined()
    #expect(found("#!/bin/sh\n" + hashed, path: "Tests/Readers/planted.sh").isEmpty)
    #expect(found("// swift-tools-version: 6.2\n" + header, path: "Package.swift").isEmpty)

    let long = header + String(repeating: "//\n", count: 397)
    #expect(found(long).isEmpty)
    #expect(found(long + "//\n").count == 1)

    #expect(found(header + "let x = try! f()\n").count == 1)
    #expect(found(header + "let x = y as! Z\n").count == 1)
    #expect(found(header + "  fatalError(\"no\")\n").count == 1)
    #expect(found(header + "// never fatalError() here\n").isEmpty)
    #expect(found(header + "let x = try! f()\n", path: "Tests/XTests/Planted.swift").isEmpty)

    #expect(found(header, path: "Sources/Traffic/FlowHelpers.swift").count == 1)
    #expect(found(header, path: "Sources/Traffic/Core.swift").count == 1)
    #expect(found(header + "package final class RouteManager {\n").count == 1)
    #expect(found(header + "enum Common {}\n").count == 1)
    #expect(found(header + "  private struct TraceUtils: Sendable {}\n").count == 1)
    #expect(found(header + "struct CoreSwitch {}\n").isEmpty)
    #expect(found(header + "/// A class of Helpers\n").isEmpty)
  }

  @Test func `a planted machine path is found`() {
    func count(_ text: String) -> Int {
      MachinePaths.violations(in: SourceFile(path: "docs/planted.md", text: text)).count
    }
    let slash = "/"
    #expect(count("see \(slash)home/me/traces") == 1)
    #expect(count("\(slash)Users/me") == 1)
    #expect(count("path: \"\(slash)root/x\"\nb: (\(slash)work/x)") == 2)
    #expect(count("https:\(slash)\(slash)example.org\(slash)home/me") == 0)
    #expect(count("workloads\(slash)work/x") == 0)
    #expect(count("scenarios/first-light.yaml") == 0)
  }
}
