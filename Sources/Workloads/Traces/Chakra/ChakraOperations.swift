// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// What each kind of node becomes.
extension ChakraReader {
  typealias Fault = (_ problem: String) -> TraceError

  /// - Parameters:
  ///   - node: as it was read.
  ///   - attributes: those of the node.
  ///   - rank: whose file it is.
  ///   - groupName: receives the row of a collective's process-group name.
  ///   - fault: an error at this node.
  /// - Returns: the operation; a collective has no family yet.
  /// - Throws: `TraceError` from `fault` for what cannot be replayed.
  mutating func operation(
    _ node: ChakraNode, _ attributes: ChakraAttributes, rank: Int,
    _ groupName: inout Int32, _ fault: Fault
  ) throws(TraceError) -> OperationGraph.Operation {
    if attributes.priority ?? 0 != 0 { tally.priorities += 1 }
    let onHost = attributes.isHostOperation ?? false
    switch node.kind {
    case .metadata:
      return try begin(node, .compute, .host, fault)
    case .compute:
      return onHost ? try hostWork(node, fault) : try compute(node, attributes, fault)
    case .collective:
      // The launch of a collective, as older converters wrote it: the kernel is another node.
      if onHost, attributes.collectiveType == nil { return try hostWork(node, fault) }
      guard !onHost else {
        throw fault("is a collective of the CPU (is_cpu_op), which has no model")
      }
      groupName = groupNames.row(of: attributes.processGroup ?? "")
      return try collective(node, attributes, fault)
    case .send, .receive:
      guard !onHost else { throw fault("is a message of the CPU (is_cpu_op), which has no model") }
      return try message(node, attributes, rank: rank, fault)
    case .memoryLoad, .memoryStore:
      return try memoryMove(node, attributes, fault)
    case .invalid: throw fault("has no type (INVALID), so it says nothing to do")
    case nil:
      throw fault("has type \(node.kindNumber); known: 1 METADATA to 7 COMM_COLL")
    }
  }

  private mutating func begin(
    _ node: ChakraNode, _ kind: OperationKind, _ stream: Stream, _ fault: Fault
  ) throws(TraceError) -> OperationGraph.Operation {
    guard let name = nameRow(of: node.name) else { throw fault("its name is not UTF-8 text") }
    return OperationGraph.Operation(kind: kind, name: name, stream: stream.rawValue)
  }

  private mutating func hostWork(
    _ node: ChakraNode, _ fault: Fault
  ) throws(TraceError) -> OperationGraph.Operation {
    tally.hostOperations += 1
    var operation = try begin(node, .compute, .host, fault)
    operation.duration = seconds(node)
    return operation
  }

  private mutating func compute(
    _ node: ChakraNode, _ attributes: ChakraAttributes, _ fault: Fault
  ) throws(TraceError) -> OperationGraph.Operation {
    var operation = try begin(node, .compute, .compute, fault)
    operation.duration = seconds(node)
    operation.work = try count(attributes.work ?? 0, "num_ops", fault)
    operation.memory = try count(attributes.tensorSize ?? 0, "tensor_size", fault)
    guard operation.duration == 0 else { return operation }
    if operation.work > 0 || operation.memory > 0 {
      operation.duration = .nan
      tally.roofline += 1
    } else {
      tally.withoutTime += 1
    }
    return operation
  }

  private mutating func memoryMove(
    _ node: ChakraNode, _ attributes: ChakraAttributes, _ fault: Fault
  ) throws(TraceError) -> OperationGraph.Operation {
    var operation = try begin(node, .compute, .memory, fault)
    operation.duration = seconds(node)
    operation.memory = try count(attributes.tensorSize ?? 0, "tensor_size", fault)
    guard operation.duration == 0 else { return operation }
    guard operation.memory > 0 else {
      throw fault("moves memory, and states neither duration_micros nor tensor_size")
    }
    operation.duration = .nan
    tally.memoryMoves += 1
    return operation
  }

  private mutating func collective(
    _ node: ChakraNode, _ attributes: ChakraAttributes, _ fault: Fault
  ) throws(TraceError) -> OperationGraph.Operation {
    guard let number = attributes.collectiveType else { throw fault("comm_type is missing") }
    guard let kind = Self.collectiveKind(number) else {
      throw fault("comm_type \(number) is unknown; known: 0 ALL_REDUCE to 9 BARRIER")
    }
    guard supported.contains(kind) else {
      throw fault(
        "no algorithm serves \(kind.rawValue) (comm_type \(number)); served: "
          + supported.map(\.rawValue).joined(separator: ", "))
    }
    if let dimensions = attributes.involvedDimensions, dimensions.contains(false) {
      throw fault(
        "involved_dim leaves out a dimension of the network (\(dimensions)); "
          + "state the ranks as a process group instead")
    }
    var operation = try begin(node, .collective, .none, fault)
    operation.collective = kind
    guard let size = attributes.size ?? (kind == .barrier ? 0 : nil) else {
      throw fault("comm_size is missing")
    }
    operation.bytes = try count(size, "comm_size", fault)
    if kind.hasRoot {
      operation.peer = 0
      tally.assumedRoots += 1
    }
    return operation
  }

  private mutating func message(
    _ node: ChakraNode, _ attributes: ChakraAttributes, rank: Int, _ fault: Fault
  ) throws(TraceError) -> OperationGraph.Operation {
    let sends = node.kind == .send
    let own = sends ? attributes.source : attributes.destination
    let names = sends ? ("comm_src", "comm_dst") : ("comm_dst", "comm_src")
    guard own ?? Int64(rank) == Int64(rank) else {
      throw fault("\(names.0) is \(own ?? -1) in the file of rank \(rank)")
    }
    guard let peer = sends ? attributes.destination : attributes.source else {
      throw fault("\(names.1) is missing")
    }
    guard (0..<Int64(groups.rankCount)).contains(peer) else {
      throw fault(
        "\(names.1) is \(peer); the trace has ranks 0 to \(groups.rankCount - 1)")
    }
    guard peer != Int64(rank) else { throw fault("\(names.1) is the rank itself") }
    guard let size = attributes.size else { throw fault("comm_size is missing") }
    guard let tag = attributes.tag else { throw fault("comm_tag is missing") }
    guard let tag = Int32(exactly: tag) else {
      throw fault("comm_tag \(tag) is out of range; allowed: \(Int32.min) to \(Int32.max)")
    }
    var operation = try begin(node, sends ? .send : .receive, .none, fault)
    operation.peer = Int32(peer)
    operation.tag = tag
    operation.bytes = try count(size, "comm_size", fault)
    return operation
  }

  /// `duration_micros`, which a replay takes as the time of the work.
  private func seconds(_ node: ChakraNode) -> Double {
    Double(node.durationMicroseconds) / 1e6
  }

  private func count(
    _ value: Int64, _ name: String, _ fault: Fault
  ) throws(TraceError) -> Double {
    guard value >= 0 else { throw fault("\(name) is \(value); allowed: zero or more") }
    return Double(value)
  }

  /// What the attribute `comm_type` of a collective counts.
  private static func collectiveKind(_ number: Int64) -> CollectiveKind? {
    switch number {
    case 0: .allReduce
    case 1: .reduce
    case 2: .allGather
    case 3: .gather
    case 4: .scatter
    case 5: .broadcast
    case 6: .allToAll
    // 8 is the reduce-scatter of blocks of one size.
    case 7, 8: .reduceScatter
    case 9: .barrier
    default: nil
    }
  }
}
