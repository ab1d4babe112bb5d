// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Testing

@Suite struct CommaSeparatedTableTests {
  private func table(_ text: String) throws -> CommaSeparatedTable {
    try CommaSeparatedTable(text: text, file: "t.csv", required: ["a", "b"], optional: ["c"])
  }

  @Test func `a quoted field holds commas, and quotes written twice`() throws {
    let table = try table(
      "\u{FEFF}a, \"b\" ,c\r\n\"x, y\",\" \"\"z\"\" \",\r\n  1 2  ,\"\",3\r\n\r\n\r\n")
    #expect(table.rowCount == 2)
    #expect(table.text(row: 0, column: 0) == "x, y")
    #expect(table.text(row: 0, column: 1) == " \"z\" ")
    #expect(table.field(row: 0, column: 2) == nil)
    #expect(table.text(row: 1, column: 0) == "1 2")
    #expect(table.field(row: 1, column: 1) == nil)
    #expect(try table.field(row: 1, column: 2)?.integer() == 3)
  }

  @Test func `a field knows its place`() throws {
    let table = try table("b,a\n1,2\n3,4")
    #expect(table.rowCount == 2)
    let field = try table.required(row: 1, column: 0)
    #expect(field.error("is wrong").description == "t.csv:3: a: is wrong")
    #expect(table.place(row: 1).error("is wrong").description == "t.csv:3: is wrong")
    #expect(table.text(row: 1, column: 2) == nil)
  }

  @Test(arguments: [
    ("\n\n", "t.csv: is empty"),
    ("a,b\n\"x,1\n", "t.csv:2: a quoted field has no end"),
    ("a,b\n\"x\"y,1\n", "t.csv:2: after a quoted field comes a comma"),
    ("a,b\n1,2\n\n3,4\n", "t.csv:3: has 1 fields, the header has 2"),
    ("a,b,d\n", "t.csv:1: unknown column \"d\""),
    ("a,a,b\n", "t.csv:1: the column \"a\" is there twice"),
  ])
  func `a wrong table is refused with its line`(text: String, problem: String) {
    let error = #expect(throws: DocumentError.self) { try self.table(text) }
    #expect(error?.description.hasPrefix(problem) == true, "\(error?.description ?? "")")
  }
}
