// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Clusters
import Documents
import LinkPhysics
import Quantities
import Technologies

/// Looks a name up among technologies and clusters and says where its numbers come from.
package struct Explaining {
  private let root: DataRoot
  private let catalogue: TechnologyCatalogue

  /// - Parameter root: the data folder.
  /// - Throws: `DocumentError` for a record that is wrong.
  package init(root: DataRoot) throws {
    self.root = root
    catalogue = try TechnologyCatalogue(folders: [root.path + "/technologies"])
  }

  /// - Parameters:
  ///   - name: of a record, or of a cluster or its file.
  ///   - devices: records over which a link runs instead of its own wires.
  ///   - overrides: `a.b[2].c=value`, for a cluster.
  ///   - route: two accelerators of a cluster, between which the way of a bit is followed.
  /// - Returns: every figure with its source, and what follows from them.
  /// - Throws: `InputError` for an unknown name, `DocumentError` for a file that is wrong.
  package func explain(
    _ name: String, over devices: [String] = [], overrides: [String] = [],
    route: (from: String, to: String)? = nil
  ) throws -> Explanation {
    if let record = catalogue.records.first(where: { $0.name == name }) {
      guard overrides.isEmpty else {
        throw InputError("--set changes a cluster, and \(name) is a \(record.shape.kind)")
      }
      guard route == nil else {
        throw InputError("a route is one of a cluster, and \(name) is a \(record.shape.kind)")
      }
      var explanation = Explanation(record)
      if let link = catalogue.links.first(where: { $0.name == name }) {
        let path = devices.isEmpty ? PathSum(of: link) : try path(of: try over(link, devices))
        explanation.path = Explanation.Path(path)
      } else if !devices.isEmpty {
        throw InputError("--over is for a link, and \(name) is a \(record.shape.kind)")
      }
      if record.shape.folder == RecordShape.photonicLink.folder {
        explanation.budget = try Explanation.Budget(record)
      }
      return explanation
    }
    guard devices.isEmpty else { throw InputError("--over is for a link of the catalogue") }
    return try cluster(name, overrides, route)
  }

  private func cluster(
    _ name: String, _ overrides: [String], _ route: (from: String, to: String)?
  ) throws -> Explanation {
    let clusters = root.names(in: "topologies")
    let own = clusters.first { $0.name == name }.map { "\(root.path)/\($0.path)" }
    guard let path = own ?? root.resolve(name, from: ".") else {
      let known = catalogue.records.map(\.name) + clusters.map(\.name)
      throw InputError(
        "\"\(name)\" is no technology and no cluster\(Suggestion.hint(for: name, among: known))")
    }
    let loaded = try ClusterFile.load(path: path, overrides: overrides, catalogue: catalogue)
    var explanation = Explanation(loaded, file: path)
    if let route {
      explanation.route = try Explanation.Route(from: route.from, to: route.to, in: loaded)
    }
    return explanation
  }

  private func path(of link: DeviceLink) throws -> PathSum {
    do { return try PathSum(of: link) } catch { throw InputError("--over: \(error)") }
  }

  /// Devices by name, each in the place of its kind.
  private func over(_ link: LinkTechnology, _ names: [String]) throws -> DeviceLink {
    var records: [String: [Record]] = [:]
    for name in names {
      guard let record = catalogue.records.first(where: { $0.name == name }) else {
        throw InputError(
          "--over: \"\(name)\" is no record"
            + Suggestion.hint(for: name, among: catalogue.records.map(\.name)))
      }
      records[record.shape.folder, default: []].append(record)
    }
    func one(_ shape: RecordShape) throws -> Record? {
      let found = records.removeValue(forKey: shape.folder) ?? []
      guard found.count < 2 else {
        throw InputError("--over: \(found[0].name) and \(found[1].name) are both a \(shape.kind)")
      }
      return found.first
    }
    guard let serdes = try one(.serdes) else {
      throw InputError("--over: names no SerDes, where bits leave and enter the chips")
    }
    let (module, photonic) = (try one(.module), try one(.photonicLink))
    guard module == nil || photonic == nil else {
      throw InputError("--over: a module and a photonic link stand in one place; give one of them")
    }
    let line = try one(.line)
    let channels = records.removeValue(forKey: RecordShape.channel.folder) ?? []
    if let stray = names.first(where: { name in
      records.values.contains { $0.contains { $0.name == name } }
    }) {
      throw InputError("--over: \(stray) is no SerDes, module, photonic link, line or channel")
    }
    let result = DeviceLink(
      technology: link, serdes: serdes, module: module, photonic: photonic, line: line,
      channels: channels)
    if let problem = result.overlap { throw InputError("--over: \(problem)") }
    return result
  }
}
