// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite struct `The arrows between modules` {
  private let law = Law.heliograph
  private let tree = SourceTree.ofThisPackage()

  @Test func `the law itself points back along the path of the data only`() {
    var earlier: Set<String> = []
    for module in law.modules {
      #expect(module.imports.isSubset(of: earlier), "\(module.name)")
      #expect(earlier.insert(module.name).inserted, "\(module.name) is twice in the law")
    }
  }

  @Test func `Package.swift declares no arrow that the law does not have`() throws {
    let manifest = Manifest(text: try tree.text(of: "Package.swift"))
    #expect(manifest.targets.contains { $0.name == "Scenarios" && $0.dependencies.count == 17 })
    #expect(
      manifest.targets.contains { $0.name == "Documents" && $0.dependencies.contains("Yams") })
    expectNone(manifest.violations(of: law))
  }

  @Test func `no source imports what the law does not allow`() throws {
    let sources = try tree.files(withSuffixes: [".swift"]).filter { $0.module != nil }
    #expect(sources.count > 30)
    expectNone(sources.flatMap { ImportRules.violations(in: $0, under: law) })
  }

  @Test func `every import is declared in Package.swift, also where a dependency has it`() throws {
    let manifest = Manifest(text: try tree.text(of: "Package.swift"))
    let sources = try tree.files(withSuffixes: [".swift"])
    expectNone(sources.flatMap(manifest.undeclaredImports))
  }

  @Test func `every module of the law is a folder, and every folder a module`() throws {
    let folders = try tree.folders(in: "Sources")
    // CZlib is there where a reader of compressed traces needs it.
    let expected = law.modules.map(\.name).filter { $0 != "CZlib" || folders.contains($0) }
    #expect(folders == expected.sorted())
  }

  @Test func `a planted import is found`() {
    func found(_ path: String, _ text: String) -> [String] {
      ImportRules.violations(in: SourceFile(path: path, text: text), under: law)
    }
    let engine = "Sources/SimulationEngine/Planted.swift"
    #expect(found(engine, "import Clusters\nimport Traffic\n").isEmpty)
    #expect(found(engine, "import Scenarios\n").count == 1)
    #expect(found(engine, "@testable import Analysis\n").count == 1)
    #expect(found(engine, "@_spi(Test) internal import struct Analysis.Verdict\n").count == 1)
    #expect(found(engine, "import Foundation\n").count == 1)
    #expect(found(engine, "  import Foundation\n").count == 1)
    #expect(found(engine, "let text = \"\"\"\nimport Foundation\n\"\"\"\n").isEmpty)
    #expect(found(engine, "// import Foundation\n").isEmpty)
    #expect(found("Sources/Clusters/Planted.swift", "import Yams\n").count == 1)
    #expect(found("Sources/Documents/Planted.swift", "import Yams\nimport Foundation\n").isEmpty)
    #expect(found("Sources/Scenarios/Planted.swift", "import SwiftProtobuf\n").count == 1)
    #expect(found("Sources/Scenarios/Planted.swift", "import ArgumentParser\n").count == 1)
    #expect(found("Sources/Quantities/Planted.swift", "import Documents\n").count == 1)
    #expect(found("Sources/Planted/Planted.swift", "").count == 1)
  }

  @Test func `a planted import that only a dependency declares is found`() {
    let manifest = Manifest(
      text: """
        .target(name: "A"), .target(name: "B", dependencies: ["A"]),
        .target(name: "C", dependencies: ["B"]), .testTarget(name: "CTests", dependencies: ["C"])
        """)
    func found(_ path: String, _ text: String) -> Int {
      manifest.undeclaredImports(of: SourceFile(path: path, text: text)).count
    }
    #expect(found("Sources/C/Planted.swift", "import A\n") == 1)
    #expect(found("Sources/C/Planted.swift", "import B\nimport Foundation\n") == 0)
    #expect(found("Tests/CTests/Planted.swift", "import Testing\n@testable import B\n") == 1)
    #expect(found("Tests/CTests/Folder/Planted.swift", "import C\n") == 0)
  }

  @Test func `a planted dependency is found`() {
    func found(_ targets: String) -> [String] {
      Manifest(
        text: """
          let yams = Target.Dependency.product(name: "Yams", package: "Yams")
          let package = Package(targets: [\(targets)])
          """
      ).violations(of: law)
    }
    #expect(found(".target(name: \"Documents\", dependencies: [\"Quantities\", yams])").isEmpty)
    #expect(found(".target(name: \"Quantities\", dependencies: [\"Documents\"])").count == 1)
    #expect(
      found(".target(name: \"Clusters\",\n  dependencies: [\n \"Quantities\", yams,\n])").count == 1
    )
    #expect(found(".target(name: \"Surprise\")").count == 1)
    #expect(
      found(".executableTarget(name: \"heliograph\", dependencies: [\"Traffic\"])").count == 1)
  }
}
