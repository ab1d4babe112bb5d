// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

/// Reads the blocks of a GOAL schedule, rank after rank.
struct GOALReader {
  /// Rows of `Program.streams`: what a rank computes occupies its processor, not an accelerator.
  static let streams = [Program.hostStream]
  /// The row of the processor; messages queue behind nothing and have -1.
  private static let processor: Int32 = 0
  private static let secondsPerNanosecond = 1e-9

  private var words: GOALWords
  private var names = NameTable()
  private var graphs = SharedGraphs()
  private var rowOfRank: [Int: Int32] = [:]
  private var rankCount = 0
  /// Messages with a `cpu` or `nic`.
  private(set) var placedMessages = 0

  init(_ words: GOALWords) { self.words = words }

  /// Reads the whole file.
  mutating func program(name: String) throws(TraceError) -> Program {
    let header = "num_ranks N"
    let first = try words.next(expecting: header)
    guard first.text == "num_ranks" else {
      throw words.fault(first, "found \"\(first.text)\"; a schedule begins with \(header)")
    }
    rankCount = try number("ranks", in: 1...Int(Int32.max))
    while let word = try words.next() {
      guard word.text == "rank" else {
        throw words.fault(word, "found \"\(word.text)\"; allowed between ranks: rank R { ... }")
      }
      try readRank(word)
    }
    // Blocks are counted, not `num_ranks` trusted: the file bounds what is allocated.
    var graphOfRank: [Int32] = []
    for rank in 0..<rankCount {
      guard let row = rowOfRank[rank] else {
        throw TraceError(
          file: words.file, "rank \(rank) has no block; num_ranks is \(rankCount)")
      }
      graphOfRank.append(row)
    }
    return Program(
      name: name, rankCount: rankCount, graphs: graphs.graphs, graphOfRank: graphOfRank,
      families: [], names: names.texts, streams: Self.streams)
  }

  private mutating func readRank(_ start: GOALWords.Word) throws(TraceError) {
    let number = try number("a rank", in: 0...rankCount - 1)
    guard rowOfRank[number] == nil else {
      throw words.fault(start, "rank \(number) has a block already")
    }
    try expect("{")
    var rank = GOALRank()
    while true {
      let word = try words.next(expecting: "an operation, a dependency or }")
      if word.text == "}" { break }
      try readStatement(word, &rank)
    }
    try rank.close(words)
    rowOfRank[number] = graphs.row(of: rank.graph)
  }

  private mutating func readStatement(
    _ first: GOALWords.Word, _ rank: inout GOALRank
  ) throws(TraceError) {
    if ["send", "recv", "calc"].contains(first.text) {
      return try rank.add(try operation(first, name: first.text), label: nil, words)
    }
    guard first.text.utf8.allSatisfy({ Self.isOfLabel($0) }) else {
      throw words.fault(
        first, "found \"\(first.text)\"; a label has letters, digits and underscores")
    }
    let second = try words.next(expecting: "a colon, or requires")
    switch second.text {
    case ":":
      let verb = try words.next(expecting: "send, recv or calc")
      try rank.add(try operation(verb, name: first.text), label: first, words)
    case "requires":
      rank.require(try words.next(expecting: "a label"), before: first)
    case "irequires":
      throw words.fault(
        second,
        "irequires, a wait for the start of an operation, is not supported; allowed: "
          + "requires, a wait for its end")
    default:
      throw words.fault(
        second,
        "found \"\(first.text) \(second.text)\"; allowed: LABEL: send Nb to R tag T, "
          + "LABEL: recv Nb from R tag T, LABEL: calc N, LABEL requires LABEL")
    }
  }

  private mutating func operation(
    _ verb: GOALWords.Word, name: String
  ) throws(TraceError) -> OperationGraph.Operation {
    let row = names.row(of: name)
    switch verb.text {
    case "send": return try message(.send, "to", row)
    case "recv": return try message(.receive, "from", row)
    case "calc":
      var calc = OperationGraph.Operation(kind: .compute, name: row, stream: Self.processor)
      calc.duration = Double(try number("nanoseconds", in: 0...Int.max)) * Self.secondsPerNanosecond
      if try words.peek()?.text == "cpu" {
        _ = try words.next()
        _ = try number("a processor of a calc (a rank has one)", in: 0...0)
      }
      return calc
    default:
      throw words.fault(verb, "found \"\(verb.text)\"; allowed: send, recv, calc")
    }
  }

  private mutating func message(
    _ kind: OperationKind, _ direction: String, _ name: Int32
  ) throws(TraceError) -> OperationGraph.Operation {
    var message = OperationGraph.Operation(kind: kind, name: name, stream: -1)
    message.bytes = Double(try number("bytes", in: 0...Int.max, suffix: "b"))
    try expect(direction)
    message.peer = Int32(try number("a rank (no wildcards)", in: 0...rankCount - 1))
    if try words.peek()?.text == "tag" {
      _ = try words.next()
      message.tag = Int32(try number("a tag (no wildcards)", in: 0...Int(Int32.max)))
    }
    var isPlaced = false
    while let word = try words.peek(), ["cpu", "nic"].contains(word.text) {
      _ = try words.next()
      _ = try number("the number of a \(word.text)", in: 0...Int(Int32.max))
      isPlaced = true
    }
    if isPlaced { placedMessages += 1 }
    return message
  }

  private mutating func expect(_ text: String) throws(TraceError) {
    let word = try words.next(expecting: "\"\(text)\"")
    guard word.text == text else {
      throw words.fault(word, "found \"\(word.text)\"; allowed here: \(text)")
    }
  }

  private mutating func number(
    _ what: String, in allowed: ClosedRange<Int>, suffix: String = ""
  ) throws(TraceError) -> Int {
    let most = allowed.upperBound == Int.max ? "any" : "\(allowed.upperBound)"
    let sentence =
      "\(what): a whole number from \(allowed.lowerBound) to \(most)"
      + (suffix.isEmpty ? "" : ", followed by \(suffix)")
    let word = try words.next(expecting: sentence)
    // Int reads a sign too.
    let digits = word.text.dropLast(word.text.hasSuffix(suffix) ? suffix.count : 0)
    guard word.text.hasSuffix(suffix) || suffix.isEmpty,
      digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let value = Int(digits), allowed.contains(value)
    else { throw words.fault(word, "found \"\(word.text)\"; expected \(sentence)") }
    return value
  }

  private static func isOfLabel(_ byte: UInt8) -> Bool {
    let scalar = UnicodeScalar(byte)
    return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
      || ("0"..."9").contains(scalar) || scalar == "_"
  }
}
