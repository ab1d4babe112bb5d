// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Classes that split: marked members leave theirs, those together that met the same.
///
/// Members of a class are a run of one row, so that the marked ones can be put first. Source: A. Valmari
/// and P. Lehtinen, "Efficient minimization of DFAs with partial transition functions", STACS 2008,
/// for the row. The largest part keeps the class's number, and so no element gets a new one more often
/// than its class can be halved.
struct SplittingClasses {
  private(set) var classOf: [Int32]
  /// `member[start[c]..<end[c]]`, the marked ones below `unmarked[c]`.
  private var member: [Int32]
  private var place: [Int32]
  private var start: [Int32]
  private var end: [Int32]
  private var unmarked: [Int32]
  private var classesWithMarks: [Int32] = []

  var count: Int { start.count }

  /// - Parameters:
  ///   - classOf: the class of each element.
  ///   - count: classes; none is empty.
  init(_ classOf: [Int32], count: Int) {
    self.classOf = classOf
    let sorted = Partition.sorted(classOf, count: count)
    member = sorted.member
    place = [Int32](repeating: 0, count: member.count)
    for (row, element) in member.enumerated() { place[Int(element)] = Int32(row) }
    start = Array(sorted.start.dropLast())
    end = Array(sorted.start.dropFirst())
    unmarked = start
  }

  func members(of row: Int) -> ArraySlice<Int32> { member[Int(start[row])..<Int(end[row])] }

  /// Marks an element that is not marked.
  mutating func mark(_ element: Int32) {
    let row = Int(classOf[Int(element)])
    let front = unmarked[row]
    if front == start[row] { classesWithMarks.append(Int32(row)) }
    let own = place[Int(element)]
    let other = member[Int(front)]
    put(element, at: front)
    put(other, at: own)
    unmarked[row] = front + 1
  }

  private mutating func put(_ element: Int32, at row: Int32) {
    member[Int(row)] = element
    place[Int(element)] = row
  }

  /// Splits every class that has marked members, and forgets the marks.
  ///
  /// - Parameter met: by element; marked ones met something else than the others of their class.
  /// - Returns: the new classes, numbered on from the present count.
  mutating func split(by met: [UInt64]) -> Range<Int> {
    let before = count
    for row in classesWithMarks { split(Int(row), by: met) }
    classesWithMarks.removeAll(keepingCapacity: true)
    return before..<count
  }

  private mutating func split(_ row: Int, by met: [UInt64]) {
    let first = start[row]
    let rest = unmarked[row]
    var leaving = member[Int(first)..<Int(rest)].map { (met: met[Int($0)], element: $0) }
    leaving.sort { ($0.met, $0.element) < ($1.met, $1.element) }
    // What stays comes first, so that it keeps the number among equals.
    var runs = [rest..<end[row]]
    for (index, one) in leaving.enumerated() {
      let at = first + Int32(index)
      put(one.element, at: at)
      if index > 0, one.met == leaving[index - 1].met {
        runs[runs.count - 1] = runs[runs.count - 1].lowerBound..<at + 1
      } else {
        runs.append(at..<at + 1)
      }
    }
    var largest = 0
    for index in runs.indices where runs[index].count > runs[largest].count { largest = index }
    start[row] = runs[largest].lowerBound
    end[row] = runs[largest].upperBound
    unmarked[row] = start[row]
    for (index, run) in runs.enumerated() where index != largest && !run.isEmpty {
      for at in run { classOf[Int(member[Int(at)])] = Int32(count) }
      start.append(run.lowerBound)
      end.append(run.upperBound)
      unmarked.append(run.lowerBound)
    }
  }
}
