// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Quantities

/// An accelerator's board: power by state, peak, memory, links, and what arithmetic reaches on it.
package struct AcceleratorTechnology: Sendable {
  /// How many links of one technology leave the board.
  package struct Ports: Sendable {
    package var link: String
    package var count: Figure<Int>
  }

  /// A dense peak at one precision.
  package struct Peak: Sendable {
    /// Such as "bf16".
    package var precision: String
    package var speed: Figure<OperationsPerSecond>
  }

  package var name: String
  package var title: String
  package var computing: Figure<Watts>
  package var communicating: Figure<Watts>
  package var waiting: Figure<Watts>
  package var idle: Figure<Watts>
  /// In the order written; the first is the default precision.
  package var peaks: [Peak]
  package var memoryCapacity: Figure<Bytes>
  package var memoryBandwidth: Figure<BitsPerSecond>
  package var ports: [Ports]
  /// To the memory of its host and back, each way; nil where no public source states it.
  package var hostBandwidth: Figure<BitsPerSecond>?
  /// What its clock may fall to, and its voltage with it; nil where no public source states it.
  package var clocks: AcceleratorClocks?
  /// What arithmetic reaches on it; nil where nothing is known, and then no work can be timed.
  package var execution: AcceleratorExecution?
  /// Of one; nil where no public source states it.
  package var price: Figure<Dollars>?
  package var file: String

  /// What each power covers: the same in every state.
  package var includes: [EnergyComponent] { computing.includes }

  init(_ document: Document, name fileName: String, file: String) throws(DocumentError) {
    var reader = try document.root.mapping()
    let name = try reader.recordName(expecting: fileName)
    self.name = name
    self.file = file
    title = try reader.string("title")
    let powerNode = try reader.required("power")
    var power = try powerNode.mapping()
    computing = try power.required("computing").quantityFigure(of: name, scope: .energy)
    communicating = try power.required("communicating").quantityFigure(of: name, scope: .energy)
    waiting = try power.required("waiting").quantityFigure(of: name, scope: .energy)
    idle = try power.required("idle").quantityFigure(of: name, scope: .energy)
    try power.finish()
    let scope = computing.includes.sorted()
    let others = [communicating, waiting, idle].map { $0.includes.sorted() }
    guard others.allSatisfy({ $0 == scope }) else {
      throw powerNode.error("the four states must include the same components")
    }
    peaks = try Self.peaks(try reader.required("peak"), of: name)
    var memory = try reader.required("memory").mapping()
    memoryCapacity = try memory.required("capacity").quantityFigure(of: name, scope: .plain)
    memoryBandwidth = try memory.required("bandwidth").quantityFigure(of: name, scope: .plain)
    try memory.finish()
    ports = []
    for element in try reader.sequence("ports") { ports.append(try Ports(element, of: name)) }
    hostBandwidth = try reader.optional("host_bandwidth")?
      .quantityFigure(of: name, scope: .plain)
    clocks = try reader.optional("clocks").map { node throws(DocumentError) in
      try AcceleratorClocks(node, of: name)
    }
    if let node = reader.optional("execution") {
      execution = try AcceleratorExecution(node, of: name, peaks: peaks.map(\.precision))
    }
    price = try reader.optionalPrice(of: name)
    try reader.finish()
  }

  /// Precisions that a peak can be stated at, as files write them.
  static var precisions: [String] { ["bf16", "fp32", "tf32", "fp8", "fp4"] }

  private static func peaks(
    _ node: DocumentNode, of name: String
  ) throws(DocumentError) -> [Peak] {
    var reader = try node.mapping()
    var peaks: [Peak] = []
    for key in reader.keys where precisions.contains(key) {
      let speed = try reader.required(key)
        .quantityFigure(of: name, scope: .plain, OperationsPerSecond.self)
      peaks.append(Peak(precision: key, speed: speed))
    }
    for key in precisions { _ = reader.optional(key) }
    try reader.finish()
    return peaks
  }
}

extension AcceleratorTechnology.Ports {
  fileprivate init(_ node: DocumentNode, of name: String) throws(DocumentError) {
    var reader = try node.mapping()
    link = try reader.string("link")
    count = try reader.required("count").figure(of: name, scope: .plain) {
      node throws(DocumentError) in try node.integer(in: 1...1024)
    }
    try reader.finish()
  }
}
