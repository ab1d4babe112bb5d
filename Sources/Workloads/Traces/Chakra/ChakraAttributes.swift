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

  /// - Throws: `AttributeFault` for an attribute whose value is of no use for what it says.
  init(_ node: ChakraTraceNode) throws(AttributeFault) {
    for attribute in node.attributes {
      guard let value = attribute.value else { continue }
      switch attribute.name {
      case "is_cpu_op": isHostOperation = try value.integer(attribute.name) != 0
      case "comm_type": collectiveType = try value.integer(attribute.name)
      case "comm_size": size = try value.integer(attribute.name)
      case "involved_dim": involvedDimensions = try value.booleans(attribute.name)
      case "pg_name": processGroup = try value.text(attribute.name)
      case "comm_priority": priority = try value.integer(attribute.name)
      case "comm_src": source = try value.integer(attribute.name)
      case "comm_dst": destination = try value.integer(attribute.name)
      case "comm_tag": tag = try value.integer(attribute.name)
      case "num_ops": work = try value.integer(attribute.name)
      case "tensor_size": tensorSize = try value.integer(attribute.name)
      case "rf_id": isCaptured = true
      default: continue
      }
    }
  }
}

/// An attribute that has the wrong kind of value.
struct AttributeFault: Error {
  let problem: String
}

extension ChakraTraceAttribute.OneOf_Value {
  /// A whole number from any integer kind, a boolean, or a floating-point value without fraction.
  fileprivate func integer(_ name: String) throws(AttributeFault) -> Int64 {
    switch self {
    case .int32Value(let value), .sint32Value(let value), .sfixed32Value(let value):
      return Int64(value)
    case .int64Value(let value), .sint64Value(let value), .sfixed64Value(let value): return value
    case .uint32Value(let value), .fixed32Value(let value): return Int64(value)
    case .uint64Value(let value), .fixed64Value(let value):
      guard let exact = Int64(exactly: value) else { break }
      return exact
    case .boolValue(let value): return value ? 1 : 0
    case .floatValue(let value):
      guard let exact = Int64(exactly: value) else { break }
      return exact
    case .doubleValue(let value):
      guard let exact = Int64(exactly: value) else { break }
      return exact
    case .stringValue, .bytesValue, .boolList: break
    }
    throw AttributeFault(problem: "\(name) is \(spelled), where a whole number is expected")
  }

  fileprivate func text(_ name: String) throws(AttributeFault) -> String {
    if case .stringValue(let value) = self { return value }
    return String(try integer(name))
  }

  fileprivate func booleans(_ name: String) throws(AttributeFault) -> [Bool] {
    if case .boolList(let list) = self { return list.values }
    if case .boolValue(let value) = self { return [value] }
    throw AttributeFault(problem: "\(name) is \(spelled), where a list of booleans is expected")
  }

  private var spelled: String {
    switch self {
    case .stringValue(let value): "the text \"\(value)\""
    case .bytesValue: "raw bytes"
    case .boolList: "a list"
    case .doubleValue(let value): "\(value)"
    case .floatValue(let value): "\(value)"
    case .uint64Value(let value), .fixed64Value(let value): "\(value)"
    default: "a number"
    }
  }
}
