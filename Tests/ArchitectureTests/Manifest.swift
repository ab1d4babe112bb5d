// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The targets of a Package.swift, read as text.
struct Manifest {
  struct Target: Hashable {
    /// Such as "target", "testTarget", "executableTarget", "systemLibrary".
    let kind: String
    let name: String
    let dependencies: [String]
  }

  let targets: [Target]

  /// - Parameter text: the manifest, whose product dependencies are named by constants
  ///   (`let yams = Target.Dependency.product(name: "Yams", ...)`).
  init(text: String) {
    let constants = Self.constants(in: text)
    var targets: [Target] = []
    for kind in ["target", "executableTarget", "systemLibrary", "testTarget", "plugin", "macro"] {
      for body in Self.calls(of: ".\(kind)(", in: text) {
        guard let name = Self.string(after: "name:", in: body) else { continue }
        let list = Self.list(after: "dependencies:", in: body)
        targets.append(
          Target(kind: kind, name: name, dependencies: list.map { constants[$0] ?? $0 }))
      }
    }
    self.targets = targets
  }

  /// Targets whose dependencies go beyond the law, and targets that one of the two does not know.
  func violations(of law: Law) -> [String] {
    var found: [String] = []
    for target in targets where target.kind != "testTarget" && target.name != "TestSupport" {
      guard let module = law.module(target.name) else {
        found.append("Package.swift: the law does not know the target \(target.name)")
        continue
      }
      for dependency in target.dependencies
      where !module.imports.union(module.external).contains(dependency) {
        found.append("Package.swift: \(target.name) may not depend on \(dependency)")
      }
    }
    return found
  }

  /// Imports that a target's own list of dependencies does not have.
  ///
  /// SwiftPM lets a source import what its dependencies depend on, even where it is told to check.
  ///
  /// - Parameter file: a source in the folder of a target, `Sources/X` or `Tests/X`.
  /// - Returns: one line for each.
  func undeclaredImports(of file: SourceFile) -> [String] {
    guard file.folders.count > 1, let target = targets.first(where: { $0.name == file.folders[1] })
    else { return [] }
    let ours = Set(targets.map(\.name)).union(targets.flatMap(\.dependencies))
    return ImportRules.imports(of: file).compactMap { imported, line in
      guard ours.contains(imported), !target.dependencies.contains(imported) else { return nil }
      return
        "\(file.path):\(line): \(target.name) imports \(imported), which Package.swift does not declare"
    }
  }

  private static func constants(in text: String) -> [String: String] {
    var constants: [String: String] = [:]
    for line in text.split(separator: "\n") where line.hasPrefix("let ") {
      let words = line.split(separator: " ")
      guard line.contains("Dependency.product("), words.count > 1,
        let product = string(after: "name:", in: line)
      else { continue }
      constants[String(words[1])] = product
    }
    return constants
  }

  /// The arguments of every call that begins with `opening`, up to its own closing parenthesis.
  private static func calls(of opening: String, in text: String) -> [Substring] {
    text.split(separator: opening, omittingEmptySubsequences: false).dropFirst().map { rest in
      var depth = 1
      let end = rest.firstIndex {
        if $0 == "(" { depth += 1 }
        if $0 == ")" { depth -= 1 }
        return depth == 0
      }
      return rest[..<(end ?? rest.endIndex)]
    }
  }

  private static func string(after label: String, in text: Substring) -> String? {
    let parts = text.split(separator: label, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let quoted = parts[1].split(separator: "\"", omittingEmptySubsequences: false)
    return quoted.count > 2 ? String(quoted[1]) : nil
  }

  private static func list(after label: String, in text: Substring) -> [String] {
    let parts = text.split(separator: label, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let open = parts[1].firstIndex(of: "["),
      let close = parts[1].firstIndex(of: "]")
    else { return [] }
    return parts[1][parts[1].index(after: open)..<close].split(separator: ",")
      .map { String($0.filter { !$0.isWhitespace && $0 != "\"" }) }
      .filter { !$0.isEmpty }
  }
}
