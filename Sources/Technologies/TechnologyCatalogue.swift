// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Foundation

/// Every technology of a list of folders, each record checked when it is loaded.
///
/// A folder holds `links/`, `switches/`, `nics/`, `accelerators/`, `servers/`, `protocols/` and
/// `software/` with one file a technology, and `facility.yaml`. Where two folders hold one name, the
/// earlier folder wins.
package struct TechnologyCatalogue: Sendable {
  package private(set) var links: [LinkTechnology] = []
  package private(set) var switches: [SwitchTechnology] = []
  package private(set) var nics: [NICTechnology] = []
  package private(set) var accelerators: [AcceleratorTechnology] = []
  package private(set) var servers: [ServerTechnology] = []
  package private(set) var protocols: [ProtocolTechnology] = []
  package private(set) var software: [SoftwareTechnology] = []
  package private(set) var facility: Facility?
  /// Every record of every kind, read by its shape; sorted by folder, then by name.
  package private(set) var records: [Record] = []

  /// Loads and checks every record.
  ///
  /// - Parameter folders: searched in order; one that is absent is passed over, but not all.
  /// - Throws: `DocumentError` for the first record that is wrong, or where no folder is there.
  package init(folders: [String]) throws(DocumentError) {
    let present = folders.filter { Self.isFolder($0) }
    guard !present.isEmpty else {
      throw DocumentError(
        file: folders.first ?? "technologies",
        problem: "no folder of technologies is there; looked in: "
          + (folders.isEmpty ? "nothing" : folders.joined(separator: ", ")))
    }
    for folder in present { try read(folder) }
    for module in records where module.shape.folder == RecordShape.module.folder {
      guard let host = module.text("host"), record(named: host, in: .serdes) == nil else {
        continue
      }
      throw DocumentError(
        file: module.file, keyPath: "host",
        problem: "\"\(host)\" is no SerDes"
          + Suggestion.hint(
            for: host,
            among: records.filter { $0.shape.folder == RecordShape.serdes.folder }.map(\.name)))
    }
    try checkSoftware()
    for link in links {
      guard let name = link.usualSwitch, !switches.contains(where: { $0.name == name }) else {
        continue
      }
      throw DocumentError(
        file: link.file, keyPath: "switch",
        problem: "\"\(name)\" is no switch"
          + Suggestion.hint(for: name, among: switches.map(\.name)))
    }
  }

  private mutating func read(_ folder: String) throws(DocumentError) {
    for (name, file) in Self.records(in: folder + "/links")
    where !links.contains(where: { $0.name == name }) {
      links.append(try LinkTechnology(try Document(path: file), name: name, file: file))
    }
    for (name, file) in Self.records(in: folder + "/switches")
    where !switches.contains(where: { $0.name == name }) {
      switches.append(try SwitchTechnology(try Document(path: file), name: name, file: file))
    }
    for (name, file) in Self.records(in: folder + "/nics")
    where !nics.contains(where: { $0.name == name }) {
      nics.append(try NICTechnology(try Document(path: file), name: name, file: file))
    }
    for (name, file) in Self.records(in: folder + "/accelerators")
    where !accelerators.contains(where: { $0.name == name }) {
      accelerators.append(
        try AcceleratorTechnology(try Document(path: file), name: name, file: file))
    }
    for (name, file) in Self.records(in: folder + "/servers")
    where !servers.contains(where: { $0.name == name }) {
      servers.append(try ServerTechnology(try Document(path: file), name: name, file: file))
    }
    for (name, file) in Self.records(in: folder + "/protocols")
    where !protocols.contains(where: { $0.name == name }) {
      protocols.append(try ProtocolTechnology(try Document(path: file), name: name, file: file))
    }
    for shape in RecordShape.all {
      for (name, file) in Self.records(in: "\(folder)/\(shape.folder)")
      where !records.contains(where: { $0.name == name && $0.shape.folder == shape.folder }) {
        let document = try Document(path: file)
        let record = try Record(document, shape: shape, name: name, file: file)
        if let twin = records.first(where: { $0.name == name }) {
          throw DocumentError(
            file: file, keyPath: "name",
            problem: "\"\(name)\" is the name of \(twin.file) too; names are unique over all kinds")
        }
        records.append(record)
        if shape.folder == RecordShape.software.folder {
          software.append(try SoftwareTechnology(record, document))
        }
      }
    }
    let site = folder + "/facility.yaml"
    if facility == nil, FileManager.default.fileExists(atPath: site) {
      facility = try Facility(try Document(path: site), file: site)
    }
  }

  /// What software says of accelerators, it says of those that are there.
  private func checkSoftware() throws(DocumentError) {
    for generation in software {
      guard case .fused(let rates) = generation.attention else { continue }
      for (index, rate) in rates.enumerated()
      where !accelerators.contains(where: { $0.name == rate.accelerator }) {
        throw DocumentError(
          file: generation.file, keyPath: "attention.fused[\(index)].accelerator",
          problem: "\"\(rate.accelerator)\" is no accelerator"
            + Suggestion.hint(for: rate.accelerator, among: accelerators.map(\.name)))
      }
    }
  }

  /// Names and paths of the YAML files of a folder, sorted: the same order on every machine.
  private static func records(in folder: String) -> [(name: String, file: String)] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return entries.filter { $0.hasSuffix(".yaml") }.sorted()
      .map { (String($0.dropLast(".yaml".count)), "\(folder)/\($0)") }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return isThere && isFolder.boolValue
  }
}

extension TechnologyCatalogue {
  /// The link technology that a value names.
  ///
  /// - Throws: `DocumentError` at the value, with the known names.
  package func link(_ node: DocumentNode) throws(DocumentError) -> LinkTechnology {
    try Self.find(node, among: links, \.name, noun: "link technology")
  }

  /// The switch that a value names.
  package func packetSwitch(_ node: DocumentNode) throws(DocumentError) -> SwitchTechnology {
    try Self.find(node, among: switches, \.name, noun: "switch technology")
  }

  /// The NIC that a value names.
  package func nic(_ node: DocumentNode) throws(DocumentError) -> NICTechnology {
    try Self.find(node, among: nics, \.name, noun: "NIC technology")
  }

  /// The accelerator that a value names.
  package func accelerator(_ node: DocumentNode) throws(DocumentError) -> AcceleratorTechnology {
    try Self.find(node, among: accelerators, \.name, noun: "accelerator")
  }

  /// The server that a value names.
  package func server(_ node: DocumentNode) throws(DocumentError) -> ServerTechnology {
    try Self.find(node, among: servers, \.name, noun: "server")
  }

  /// The record of one kind with a name; nil where there is none.
  package func record(named name: String, in shape: RecordShape) -> Record? {
    records.first { $0.name == name && $0.shape.folder == shape.folder }
  }

  /// The record of one kind that a value names.
  package func record(
    _ node: DocumentNode, in shape: RecordShape
  ) throws(DocumentError) -> Record {
    try Self.find(
      node, among: records.filter { $0.shape.folder == shape.folder }, \.name, noun: shape.kind)
  }

  private static func find<Technology>(
    _ node: DocumentNode, among records: [Technology], _ name: (Technology) -> String, noun: String
  ) throws(DocumentError) -> Technology {
    let text = try node.string()
    if let match = records.first(where: { name($0) == text }) { return match }
    throw node.error(
      "\"\(text)\" is no \(noun)\(Suggestion.hint(for: text, among: records.map(name)))")
  }
}
