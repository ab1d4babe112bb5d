// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// The dependencies of one file, by node id, until every id is known.
struct ChakraLinks {
  /// Row of the operation of each id; -1 for nodes that are none.
  private var rows = RowsOfIDs()
  private var data: [(id: UInt64, later: Int32)] = []
  private var control: [(id: UInt64, later: Int32)] = []
  private var isCaptured = false

  typealias Fault = (_ problem: String) -> TraceError

  mutating func addWithoutOperation(_ id: UInt64, _ fault: Fault) throws(TraceError) {
    try insert(id, row: -1, fault)
  }

  mutating func add(
    _ node: ChakraNode, captured: Bool, row: Int, _ fault: Fault
  ) throws(TraceError) {
    try insert(node.id, row: Int32(row), fault)
    if captured { isCaptured = true }
    for id in node.dataDependencies { data.append((id, Int32(row))) }
    for id in node.controlDependencies { control.append((id, Int32(row))) }
  }

  private mutating func insert(_ id: UInt64, row: Int32, _ fault: Fault) throws(TraceError) {
    guard rows.insert(row, for: id) else {
      throw fault("another node of the file has the same id")
    }
  }

  /// Turns ids into edges and finds the order of the operations.
  ///
  /// In a trace captured from PyTorch a control dependency names the caller of an operation, often
  /// one that the converter left out. A caller ends after what it calls, so waiting for it would
  /// never end: there only data dependencies order the nodes.
  ///
  /// - Throws: `TraceError` for a dependency on an id that is not there, or a circle.
  mutating func resolve(
    into rank: inout ChakraRank, _ names: NameTable, _ tally: inout ChakraTally
  ) throws(TraceError) {
    try resolve(data, "data", into: &rank, names)
    if isCaptured {
      tally.callParents += control.count
    } else {
      try resolve(control, "control", into: &rank, names)
    }
    rank.order = try Self.order(rank, names)
  }

  private func resolve(
    _ links: [(id: UInt64, later: Int32)], _ kind: String, into rank: inout ChakraRank,
    _ names: NameTable
  ) throws(TraceError) {
    rank.edges.reserveCapacity(rank.edges.count + links.count)
    for (id, later) in links {
      guard let earlier = rows[id] else {
        throw rank.fault(
          at: later, names, "has a \(kind) dependency on node \(id), which is not in the file")
      }
      if earlier >= 0 { rank.edges.append((earlier, later)) }
    }
  }

  private static func order(
    _ rank: ChakraRank, _ names: NameTable
  ) throws(TraceError) -> [Int32] {
    let count = rank.operations.count
    if rank.edges.allSatisfy({ $0.earlier < $0.later }) { return (0..<count).map(Int32.init) }
    var start = [Int32](repeating: 0, count: count + 1)
    var waiting = [Int32](repeating: 0, count: count)
    for (earlier, later) in rank.edges {
      start[Int(earlier) + 1] += 1
      waiting[Int(later)] += 1
    }
    for index in 0..<count { start[index + 1] += start[index] }
    var next = start
    var successors = [Int32](repeating: 0, count: rank.edges.count)
    for (earlier, later) in rank.edges {
      successors[Int(next[Int(earlier)])] = later
      next[Int(earlier)] += 1
    }
    switch DependencyOrder.find(
      successorStart: start, successors: successors, dependencyCount: waiting)
    {
    case .order(let order): return order
    case .cycle(let circle):
      let ids = circle.map { "\(rank.ids[Int($0)])" }
      throw rank.fault(
        at: circle[0], names, "nodes wait for each other: " + Program.spelledCycle(ids))
    }
  }
}

extension ChakraRank {
  /// An error at one of the operations.
  func fault(at row: Int32, _ names: NameTable, _ problem: String) -> TraceError {
    let name = names.texts[Int(operations[Int(row)].name)]
    return TraceError(file: file, at: .node(id: ids[Int(row)], name: name), problem)
  }
}

/// Rows by id. Most writers number their nodes from 0 on, so small ids have a table; others do not.
private struct RowsOfIDs {
  private static let none = Int32.min
  private var table: [Int32] = []
  private var others: [UInt64: Int32] = [:]
  private var count = 0

  subscript(id: UInt64) -> Int32? {
    guard id < UInt64(table.count) else { return others[id] }
    let row = table[Int(id)]
    return row == Self.none ? others[id] : row
  }

  /// - Returns: false where the id has a row already.
  mutating func insert(_ row: Int32, for id: UInt64) -> Bool {
    count += 1
    // So the table has no more than four entries for each node, besides the first.
    guard id < UInt64(4 * count + 1_024) else {
      return self[id] == nil && others.updateValue(row, forKey: id) == nil
    }
    let place = Int(id)
    if place >= table.count {
      let length = max(place + 1, min(2 * table.count, 4 * count + 1_024))
      table += repeatElement(Self.none, count: length - table.count)
    }
    guard self[id] == nil else { return false }
    table[place] = row
    return true
  }
}
