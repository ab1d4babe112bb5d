// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Foundation

/// The folder that holds `technologies/` and `topologies/`, against which the paths of scenarios
/// resolve.
package struct DataRoot: Sendable, Hashable {
  /// Absolute.
  package let path: String

  package init(path: String) { self.path = path }

  /// Where to look, in order.
  package struct Surroundings: Sendable {
    /// The value of `HELIOGRAPH_DATA`, if any.
    package var variable: String?
    package var workingDirectory: String
    package var executable: String?

    package init(variable: String?, workingDirectory: String, executable: String?) {
      self.variable = variable
      self.workingDirectory = workingDirectory
      self.executable = executable
    }

    /// Of this process.
    package static var current: Surroundings {
      Surroundings(
        variable: ProcessInfo.processInfo.environment["HELIOGRAPH_DATA"],
        workingDirectory: FileManager.default.currentDirectoryPath,
        executable: Bundle.main.executablePath)
    }
  }

  /// Finds the data: `$HELIOGRAPH_DATA`, or the nearest folder above the input file, the working
  /// directory or the executable that holds `technologies/` and `topologies/`.
  ///
  /// - Parameters:
  ///   - input: a file that the person named, if any.
  ///   - surroundings: where else to look.
  /// - Returns: the nearest folder with data.
  /// - Throws: `InputError` where none is found, or where `$HELIOGRAPH_DATA` is none.
  package static func find(
    near input: String?, in surroundings: Surroundings = .current
  ) throws(InputError) -> DataRoot {
    if let variable = surroundings.variable, !variable.isEmpty {
      guard holdsData(variable) else {
        throw InputError(
          "HELIOGRAPH_DATA is \"\(variable)\", which does not hold technologies/ and topologies/")
      }
      return DataRoot(path: Self.absolute(variable, from: surroundings.workingDirectory))
    }
    let starts = [
      input.map { folder(of: absolute($0, from: surroundings.workingDirectory)) },
      surroundings.workingDirectory, surroundings.executable.map(folder),
    ]
    for start in starts.compactMap({ $0 }) {
      if let path = ancestors(of: start).first(where: holdsData) { return DataRoot(path: path) }
    }
    throw InputError(
      "no data found: no folder above the input, \(surroundings.workingDirectory) or the "
        + "executable holds technologies/ and topologies/; set HELIOGRAPH_DATA to one that does")
  }

  /// The files of a folder of the data, and of the folders in it, by name, without their extension.
  ///
  /// - Parameter folder: such as "topologies".
  /// - Returns: names in alphabetical order, folder by folder, each with its path below the root.
  package func names(in folder: String) -> [(name: String, path: String)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []
    let own = names.filter { $0.hasSuffix(".yaml") }.sorted()
      .map { (name: String($0.dropLast(".yaml".count)), path: "\(folder)/\($0)") }
    let inner = names.filter { !$0.contains(".") }.sorted()
    return own + inner.flatMap { self.names(in: "\(folder)/\($0)") }
  }

  /// The existing file that `name` means: from `folder`, or else from the data root.
  ///
  /// - Parameters:
  ///   - name: as the person wrote it.
  ///   - folder: of the file that names it, or the working directory.
  /// - Returns: nil where there is no such file at either place.
  package func resolve(_ name: String, from folder: String) -> String? {
    candidates(for: name, from: folder).first { FileManager.default.fileExists(atPath: $0) }
  }

  /// Where `resolve` looks.
  package func candidates(for name: String, from folder: String) -> [String] {
    if name.hasPrefix("/") { return [name] }
    let near = folder.isEmpty || folder == "." ? name : "\(folder)/\(name)"
    return [near, "\(path)/\(name)"]
  }

  private static func holdsData(_ path: String) -> Bool {
    ["technologies", "topologies"].allSatisfy { name in
      var isFolder: ObjCBool = false
      let found = FileManager.default.fileExists(
        atPath: "\(path)/\(name)", isDirectory: &isFolder)
      return found && isFolder.boolValue
    }
  }

  /// The folder that a path's last part lies in, as written.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func absolute(_ path: String, from directory: String) -> String {
    URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: directory, isDirectory: true))
      .standardizedFileURL.path
  }

  private static func ancestors(of path: String) -> [String] {
    var all: [String] = []
    var folder = URL(fileURLWithPath: path).standardizedFileURL.path
    while folder != "/" {
      all.append(folder)
      folder = Self.folder(of: folder)
    }
    return all + ["/"]
  }
}
