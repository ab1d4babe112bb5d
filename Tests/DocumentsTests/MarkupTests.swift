// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Testing

@Suite struct MarkupTests {
  private func read(_ text: String) throws -> MarkupElement {
    try MarkupDocument(text: text, file: "a.xml").root
  }

  @Test func `elements know their attributes, their text and their line`() throws {
    let root = try read(
      """
      \u{FEFF}<?xml version="1.0" encoding="UTF-8"?>
      <!-- a note with <tags> and -- dashes -->
      <system version = '1'>
        <cpu
           numaid="0"
           arch="x"/>
        two <b>words</b><?php ignored > ?>
      </system>
      <!-- the end -->

      """)
    #expect(root.name == "system" && root.line == 3)
    #expect(root["version"] == "1" && root["absent"] == nil)
    #expect(root.children.map(\.name) == ["cpu", "b"])
    #expect(root.children[0].line == 4)
    #expect(root.children[0].attributes.map(\.line) == [5, 6])
    #expect(try root.textNode(keyPath: "t").string() == "two")
    #expect(root.children[1].text == "words")
  }

  @Test func `entities and CDATA are text`() throws {
    let root = try read("<a b='&lt;&quot;&apos;&#65;'>x &amp;&#x3bb;<![CDATA[ <&amp;> ]]></a>")
    #expect(root["b"] == "<\"'A")
    #expect(root.text == "x &λ <&amp;> ")
  }

  @Test(arguments: [
    ("", "a.xml: is not XML: has no element"),
    ("<a>\n<b>\n</a>", "a.xml:3: is not XML: </a> closes <b>, which begins on line 2"),
    ("<a>\n<b/>", "a.xml:2: is not XML: ends inside <a>, which begins on line 1"),
    ("<a>\n<b x='1'", "a.xml:2: is not XML: ends inside <b>"),
    ("<a/><b/>", "a.xml:1: is not XML: has a second element at its top, <b>"),
    ("<a/>\nb", "a.xml:2: is not XML: has text outside of its element"),
    ("</a>", "a.xml:1: is not XML: </a> closes nothing"),
    ("<a x='1' x='2'/>", "has the attribute \"x\" twice"),
    ("<a x=1/>", "the value of \"x\" in <a> must stand in quotes"),
    ("<a x/>", "the attribute \"x\" of <a> has no value"),
    ("<a x='1'y='2'/>", "expected a space or > in <a>"),
    ("<a x='<'/>", "< stands in the value of \"x\"; write &lt;"),
    ("<a x='1/>", "the value of \"x\" has no end"),
    ("<a>&nbsp;</a>", "the entity &nbsp; is unknown"),
    ("<a>a & b</a>", "& begins no entity"),
    ("<a>&#0;</a>", "the entity &#0; is unknown"),
    ("<a>&#xD800;</a>", "the entity &#xD800; is unknown"),
    ("<a>\u{1}</a>", "a control character (1) stands in text"),
    ("\n<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "a.xml:2: is not XML: a document type"),
    ("<a><!-- b </a>", "the comment that begins on line 1 has no end"),
    ("<?xml version='1.0' encoding='latin-1'?><a/>", "the encoding latin-1 is not read"),
    ("<1/>", "expected the name of an element"),
  ])
  func `what is no such XML is refused with its line`(text: String, problem: String) {
    let error = #expect(throws: DocumentError.self) { try self.read(text) }
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
  }

  @Test func `nesting has a limit`() throws {
    let deep = { (levels: Int) in
      String(repeating: "<a>", count: levels) + String(repeating: "</a>", count: levels)
    }
    #expect(try read(deep(200)).name == "a")
    let error = #expect(throws: DocumentError.self) { try self.read(deep(201)) }
    #expect(error?.description.contains("nested deeper than 200") == true)
  }
}
