// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

extension EventLoop {
  /// What was under way, or could not start, when nothing could happen any more.
  mutating func deadlockReport() -> String {
    var stuck: [String] = []
    for rank in 0..<ranks.rankCount where ranks.operationsLeft[rank] > 0 {
      guard stuck.count < 3 else { break }
      stuck.append("rank \(rankNumber(rank)) " + situation(of: rank))
    }
    return "deadlock at \(nowSeconds) s with \(operationsLeft) operations left: "
      + stuck.joined(separator: "; ")
  }

  /// The first operation of a rank whose dependencies have ended but which has not.
  private mutating func situation(of rank: Int) -> String {
    let first = Int(ranks.firstTask[rank])
    let start = ranks.operationStart[rank]
    let names = graph.operationNames
    for index in 0..<ranks.operationStart[rank + 1] - start
    where isUnderWay(rank: rank, index: index) {
      let name = names[Int(tasks.name[first + index])]
      let peer = tasks.peer[first + index]
      switch tasks.kind[first + index] {
      case .receive:
        return "receives \"\(name)\" that nobody sends (peer \(peer), "
          + "tag \(tasks.tag[first + index]))"
      case .collective:
        return "is in the collective \"\(name)\" that other members have not reached"
      default: return "cannot end \"\(name)\""
      }
    }
    return "waits for operations that wait for each other"
  }

  /// Whether an operation has all it depends on, and its successors still wait for it.
  private mutating func isUnderWay(rank: Int, index: Int) -> Bool {
    let start = ranks.operationStart[rank]
    guard ranks.openDependencies[start + index] == 0, !ranks.hasEnded[start + index] else {
      return false
    }
    return true
  }
}
