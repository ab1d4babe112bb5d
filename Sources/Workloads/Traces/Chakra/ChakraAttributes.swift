// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The attributes of a node that a replay reads, whatever type their writers chose.
///
/// Each is nil where it is absent or has no value.
struct ChakraAttributes {
  var isHostOperation: Bool?
  var collectiveType: Int64?
  var size: Int64?
  var involvedDimensions: [Bool]?
  var processGroup: String?
  var priority: Int64?
  var source: Int64?
  var destination: Int64?
  var tag: Int64?
  var work: Int64?
  var tensorSize: Int64?
  /// PyTorch's own operation number: only captured traces have it.
  var isCaptured = false

  /// - Throws: `AttributeFault` for an attribute whose value is of no use for what it says, or for
  ///   bytes that are no attribute.
  init(_ node: ChakraNode) throws(AttributeFault) {
    for attribute in node.attributes {
      let name: UnsafeRawBufferPointer
      let found: ChakraValue?
      do throws(WireFault) { (name, found) = try ChakraValue.read(attribute) } catch {
        throw AttributeFault(problem: "has an attribute that is none: \(error.problem)")
      }
      if let found { try take(name, found) }
    }
  }

  /// Names are compared by length first, which tells most of them apart.
  private mutating func take(
    _ name: UnsafeRawBufferPointer, _ value: ChakraValue
  ) throws(AttributeFault) {
    switch name.count {
    case 5: if name.spells("rf_id") { isCaptured = true }
    case 7:
      if name.spells("num_ops") {
        work = try value.integer("num_ops")
      } else if name.spells("pg_name") {
        processGroup = try value.text("pg_name")
      }
    case 8:
      if name.spells("comm_src") {
        source = try value.integer("comm_src")
      } else if name.spells("comm_dst") {
        destination = try value.integer("comm_dst")
      } else if name.spells("comm_tag") {
        tag = try value.integer("comm_tag")
      }
    case 9:
      if name.spells("is_cpu_op") {
        isHostOperation = try value.integer("is_cpu_op") != 0
      } else if name.spells("comm_type") {
        collectiveType = try value.integer("comm_type")
      } else if name.spells("comm_size") {
        size = try value.integer("comm_size")
      }
    case 11: if name.spells("tensor_size") { tensorSize = try value.integer("tensor_size") }
    case 12:
      if name.spells("involved_dim") { involvedDimensions = try value.booleans("involved_dim") }
    case 13: if name.spells("comm_priority") { priority = try value.integer("comm_priority") }
    default: break
    }
  }
}

/// An attribute that has the wrong kind of value.
struct AttributeFault: Error {
  let problem: String
}

extension UnsafeRawBufferPointer {
  /// Whether these bytes are the ASCII text that is given, which has as many.
  @inline(__always)
  fileprivate func spells(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { $0.elementsEqual(self) }
  }
}
