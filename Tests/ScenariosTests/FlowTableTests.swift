// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import Documents
import Testing

@testable import Scenarios

struct FlowTableTests {
  private let links = "link_id,capacity_Bps\n0,1e10\n1,5e9\n"

  private func tables(_ links: String, _ flows: String) throws -> FlowTables {
    try FlowTables(
      CommaSeparatedTable(
        text: links, file: "links.csv", required: ["link_id", "capacity_Bps"],
        optional: ["name"]),
      CommaSeparatedTable(
        text: flows, file: "flows.csv", required: ["flow_id", "start_s", "bytes", "link_ids"],
        optional: []))
  }

  @Test func `two flows share a link and one goes on alone`() throws {
    // Until 1 s: a and b share 10 GB/s, and a's other link gives 5 GB/s: 5 GB/s each.
    // From 1 s: c takes half of a's 5 GB/s link, so a and c have 2.5 GB/s and b the other 7.5 of
    // the shared one. a and c have 5 GB left: 3 s. b has 5 GB left: 1 s + 2/3 s.
    let answer = try tables(
      links, "flow_id,start_s,bytes,link_ids\na,0,1e10,0 1\nb,0,1e10,0\nc,1,5e9,1\n"
    ).completions()
    #expect(answer.flows == ["a", "b", "c"])
    for (found, expected) in zip(answer.completions, [3, 5.0 / 3, 3]) {
      #expect(abs(found - expected) < 1e-12)  // a few roundings of seconds
    }
  }

  @Test func `columns may come in any order and lines may end in CR LF`() throws {
    let answer = try tables(
      "name,capacity_Bps,link_id\r\nup,1e9,x\r\n",
      "link_ids,flow_id,bytes,start_s\r\nx,f,1000000000,0.5\r\n"
    ).completions()
    #expect(answer.completions == [1.5])
    #expect(
      answer.commaSeparated == "flow_id,start_s,completion_s,duration_s\nf,0.5,1.5,1.0\n")
  }

  @Test(arguments: [
    (
      "link_id,capacity\n",
      "links.csv:1: unknown column \"capacity\"; known: link_id, capacity_Bps, name"
    ),
    ("link_id\n", "links.csv:1: the column \"capacity_Bps\" is missing"),
    ("link_id,link_id,capacity_Bps\n", "links.csv:1: the column \"link_id\" is there twice"),
    ("", "links.csv: is empty"),
    ("link_id,capacity_Bps\n0,1,2\n", "links.csv:2: has 3 fields, the header has 2"),
    ("link_id,capacity_Bps\n0,1\n\n1,1\n", "links.csv:3: has 1 fields, the header has 2"),
    ("link_id,capacity_Bps\n0,fast\n", "links.csv:2: capacity_Bps: expected a number"),
    ("link_id,capacity_Bps\n0,inf\n", "links.csv:2: capacity_Bps: expected a number"),
    ("link_id,capacity_Bps\n0,0x10\n", "links.csv:2: capacity_Bps: expected a number"),
    ("link_id,capacity_Bps\n0,0\n", "links.csv:2: capacity_Bps: a link carries more than nothing"),
    ("link_id,capacity_Bps\n0,-1\n", "links.csv:2: capacity_Bps: -1 is negative"),
    ("link_id,capacity_Bps\n0,1\n0,2\n", "links.csv:3: link_id: the link \"0\" is there twice"),
    ("link_id,capacity_Bps\n,1\n", "links.csv:2: link_id: expected a name"),
  ])
  func `a wrong table of links names file, line and column`(text: String, expected: String) {
    let error = #expect(throws: DocumentError.self) {
      try tables(text, "flow_id,start_s,bytes,link_ids\n")
    }
    #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    ("f,0,1,9", "flows.csv:2: link_ids: \"9\" is no link of links.csv"),
    ("f,0,1,0 0", "flows.csv:2: link_ids: the link \"0\" is listed twice"),
    ("f,0,1,", "flows.csv:2: link_ids: a flow crosses at least one link"),
    ("f,-1,1,0", "flows.csv:2: start_s: -1 is negative; allowed: zero or more"),
    ("f,0,many,0", "flows.csv:2: bytes: expected a number, found \"many\""),
    ("f,0,1,0\nf,0,1,0", "flows.csv:3: flow_id: the flow \"f\" is there twice"),
  ])
  func `a wrong table of flows names file, line and column`(line: String, expected: String) {
    let error = #expect(throws: DocumentError.self) {
      try tables(links, "flow_id,start_s,bytes,link_ids\n\(line)\n")
    }
    #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
  }
}
