// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

@testable import Training

/// The files of `models/`.
enum ModelsFolder {
  /// Names without their ending, in the order of letters.
  static var names: [String] {
    let folder = PackageRoot.path("models")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  static func model(_ name: String, _ overrides: String...) throws -> Model {
    try ModelFile.load(path: PackageRoot.path("models/\(name).yaml"), overrides: overrides).model
  }

  /// The transformer of a file; fails where the file is of another family.
  static func transformer(_ name: String, _ overrides: String...) throws -> Transformer {
    let path = PackageRoot.path("models/\(name).yaml")
    guard
      case .transformer(let model) = try ModelFile.load(path: path, overrides: overrides)
        .model.architecture
    else { throw OtherFamily(name: name) }
    return model
  }

  struct OtherFamily: Error { var name: String }
}
