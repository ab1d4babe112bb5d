// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Quantities
import Scenarios
import Testing

@testable import heliograph

/// What the reports are made of.
struct TerminalTests {
  @Test func `JSON sorts its keys and keeps every bit of a number`() {
    let value = JSONValue.object([
      "b": .number(0.1), "a": .array([.integer(-3), .null, .boolean(true)]),
      "c": .string("tab\t \"quoted\" µ \u{1}"),
    ])
    #expect(
      value.text == """
        {
          "a": [
            -3,
            null,
            true
          ],
          "b": 0.1,
          "c": "tab\\t \\"quoted\\" µ \\u0001"
        }
        """)
  }

  @Test func `JSON has no number that is not finite`() {
    #expect(JSONValue.array([.number(.nan), .number(.infinity), .number(3)]).text.contains("3"))
    #expect(JSONValue.number(.nan).text == "null")
    #expect(JSONValue.number(-.infinity).text == "null")
    #expect(JSONValue.number(1e300).text == "1e+300")
  }

  @Test func `columns are aligned and have no trailing spaces`() {
    var table = TextTable(["name", "time"])
    table.add(["ring", "1 ms"])
    table.add(["direct", "12.5 ms"])
    table.add(["no time"])
    #expect(table.lines == ["name        time", "ring        1 ms", "direct   12.5 ms", "no time"])
  }

  @Test(arguments: [
    (0.0, "0"), (1, "1"), (0.01234, "0.0123"), (12.34, "12.3"), (123.4, "123"), (12345, "12345"),
    (-1.5, "-1.5"), (2.0004, "2"), (1e-9, "0.000000001"),
  ])
  func `three significant digits never need an exponent`(value: Double, text: String) {
    #expect(Numerals.significant(value, digits: 3) == text)
  }

  @Test func `counts are grouped by thousands`() {
    #expect(
      [0, 999, 1_000, -1_234_567].map(Numerals.count) == ["0", "999", "1,000", "-1,234,567"])
  }

  @Test func `energy per bit is in picojoules whatever its size`() {
    #expect(Numerals.perBit(.picojoulesPerBit(1_234.5)) == "1234 pJ/bit")
    #expect(Numerals.perBit(.picojoulesPerBit(0.62)) == "0.62 pJ/bit")
  }

  @Test func `long notes break between words`() {
    #expect(Wrapping.lines("one two three four", width: 9) == ["one two", "  three", "  four"])
    #expect(Wrapping.lines("indivisible", width: 4) == ["indivisible"])
    #expect(Wrapping.lines("").isEmpty)
  }
}

struct ProgressLineTests {
  /// Collects what a line writes.
  private final class Screen {
    var text = ""
  }

  private let progress = RunProgress(
    name: "pod", simulated: .milliseconds(3), endedOperations: 25, operations: 100)

  private func shown(
    isTerminal: Bool, isDimmed: Bool = false, quietTime: Duration = .zero
  ) -> String {
    let screen = Screen()
    let line = ProgressLine(
      isTerminal: isTerminal, isDimmed: isDimmed, quietTime: quietTime
    ) { screen.text += $0 }
    line.show(progress)
    line.show(progress)  // Too soon after the first: not shown.
    line.clear()
    return screen.text
  }

  @Test func `a terminal sees one line, which is wiped`() {
    #expect(
      shown(isTerminal: true)
        == "\rpod: 25 % of operations, simulated 3 ms\u{1B}[K\r\u{1B}[K")
  }

  @Test func `colour comes only where it is welcome`() {
    #expect(shown(isTerminal: true, isDimmed: true).contains("\u{1B}[2mpod"))
    #expect(!shown(isTerminal: true).contains("[2m"))
  }

  @Test func `nothing is shown to a file, nor within the quiet time`() {
    #expect(shown(isTerminal: false).isEmpty)
    #expect(shown(isTerminal: true, quietTime: .seconds(60)).isEmpty)
  }
}
