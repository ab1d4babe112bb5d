// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite struct `Catalogues` {
  private let tree = SourceTree.ofThisPackage()

  @Test(arguments: [
    Catalogue(
      protocolName: "CollectiveAlgorithm", folder: "Sources/Traffic/Collectives",
      list: "Sources/Traffic/Collectives/AlgorithmCatalogue.swift"),
    Catalogue(
      protocolName: "DomainShape", folder: "Sources/Clusters/Shapes",
      list: "Sources/Clusters/ShapeCatalogue.swift"),
  ])
  func `every conformer in the folder is in the catalogue`(catalogue: Catalogue) throws {
    let files = try tree.files(withSuffixes: [".swift"])
      .filter { $0.path.hasPrefix(catalogue.folder + "/") }
    #expect(catalogue.conformers(in: files).count >= 2)
    expectNone(catalogue.violations(files: files, listText: try tree.text(of: catalogue.list)))
  }

  @Test func `a planted conformer is found`() {
    let catalogue = Catalogue(protocolName: "Shape", folder: "Shapes", list: "Shapes.swift")
    let file = SourceFile(
      path: "Shapes/Ring.swift", text: "package struct Ring: Shape, Sendable {\n}\n")
    #expect(catalogue.violations(files: [file], listText: "[Ring()]").isEmpty)
    #expect(catalogue.violations(files: [file], listText: "[Ring.self]").isEmpty)
    #expect(catalogue.violations(files: [file], listText: "[Torus()]").count == 1)
    let other = SourceFile(path: "Shapes/Other.swift", text: "struct Other: Sendable {}\n")
    #expect(catalogue.violations(files: [other], listText: "[]").isEmpty)
  }
}
