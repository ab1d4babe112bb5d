// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite struct `The folders of the package` {
  private let law = Law.heliograph
  private let tree = SourceTree.ofThisPackage()

  /// Folders of tests that belong to no single module.
  private let shared: Set<String> = [
    "ArchitectureTests", "CommandTests", "GoldenTests", "ValidationTests", "TestSupport", "Readers",
  ]

  @Test func `every module has its tests and every folder of tests its module`() throws {
    let modules = law.modules.filter { $0.kind == .library }.map { "\($0.name)Tests" }
    let folders = Set(try tree.folders(in: "Tests"))
    #expect(folders.subtracting(shared) == Set(modules))
  }

  @Test func `every module has a page`() throws {
    for module in law.modules where module.kind == .library {
      let path = "Sources/\(module.name)/\(module.name).docc/\(module.name).md"
      guard tree.exists(path) else {
        Issue.record("\(path) is missing")
        continue
      }
      let page = try tree.text(of: path)
      #expect(page.hasPrefix("# ``\(module.name)``\n"), "\(path)")
      #expect(page.split(separator: "\n").count >= 3, "\(path) says nothing")
    }
  }

  @Test func `the files that a stranger looks for are there`() {
    for path in [
      "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "Makefile", ".ci/run",
      ".swift-format", ".editorconfig", ".gitignore", "docs/guide.md",
    ] {
      #expect(tree.exists(path), "\(path)")
    }
  }

  @Test func `no resolved versions are kept`() throws {
    let ignored = try tree.text(of: ".gitignore").split(separator: "\n")
    #expect(ignored.contains("Package.resolved"))
    #expect(ignored.contains(".build/"))
  }
}
