// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// What cannot be used ends with 64 (a malformed option) or 65 (a malformed file), says why on
/// standard error, and prints nothing on standard output.
struct BadInputTests {
  struct Case: CustomTestStringConvertible {
    let arguments: [String]
    let status: Int32
    let message: String

    init(_ line: String, _ status: Int32, _ message: String) {
      arguments = line.split(separator: " ").map { String($0).replacing("_", with: " ") }
      self.status = status
      self.message = message
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  /// Underscores stand for spaces inside an argument.
  private static let ring = "--topology ring --bandwidth 400_Gb/s --latency 500_ns"
  private static let usage: [Case] = [
    Case("fly", 64, "fly"),
    Case("run", 64, "scenario"),
    Case("run scenarios/tiny.yaml --ceiling 12", 64, "\"12\" has no unit"),
    Case("run scenarios/tiny.yaml -o nowhere/x.h5", 64, "no folder \"nowhere\""),
    Case("run scenarios/tiny.yaml -o scenarios", 64, "is a folder"),
    Case("run scenarios/tiny.yaml -o /dev/null", 64, "is no file that can be replaced"),
    Case("run scenarios/tiny.yaml --tariff 0.1_USD", 64, "--tariff goes with --cost"),
    Case("run scenarios/tiny.yaml --cost --carbon 4", 64, "\"4\" has no unit"),
    Case("run scenarios/tiny.yaml --cost --engine lanes", 64, "of one time, not of two ends"),
    Case("run scenarios/tiny.yaml --cost --tariff us", 65, "\"us\" is no tariff"),
    Case(
      "train gpt3-125m --on dgx-h100-node --plan dp=8,global_batch=8 --carbon 1_g/kWh", 64,
      "--carbon goes with --cost or --tokens"),
    Case("compare workloads/tiny.yaml --on dgx-h100-node", 64, "two clusters or more"),
    Case("compare scenarios/tiny.yaml", 64, "two clusters or more"),
    Case("collective all-reduce --bytes 1GB", 64, "say where"),
    Case("collective all-redcue --bytes 1GB --ranks 4 \(ring)", 64, "did you mean all-reduce?"),
    Case(
      "collective all-to-all --algorithm swing --bytes 1GB --ranks 4 \(ring)", 64,
      "\"swing\" is no algorithm for all-to-all"),
    Case("collective all-reduce --ranks 4 \(ring)", 64, "say how much"),
    Case(
      "collective all-gather --bytes 1GB --sizes 1,2 --ranks 2 \(ring)", 64, "exclude each other"),
    Case(
      "collective all-reduce --bytes 1GB --algorithm ring,direct --ranks 4 \(ring)", 64,
      "in a sweep"),
    Case("collective all-reduce --sizes 1,2 --ranks 2 \(ring)", 65, "has one buffer"),
    Case("collective all-gather --sizes 1,2 --ranks 3 \(ring)", 65, "there are 2 sizes"),
    Case("collective all-to-all --sizes 1,2 --ranks 2 \(ring)", 65, "give --sizes-file"),
    Case(
      "collective gather --sizes-file nowhere.csv --ranks 2 \(ring)", 65,
      "nowhere.csv: cannot be read"),
    Case("collective gather --sizes 1,x --ranks 2 \(ring)", 65, "--sizes: "),
    Case(
      "collective gather --sizes 1,2 --ranks 2 --transport loggops \(ring)", 65,
      "are for the transport fluid"),
    Case("collective barrier --sweep-size 8..16 --ranks 2 \(ring)", 64, "no sizes to sweep"),
    Case(
      "collective all-reduce --bytes 1GB --csv --ranks 2 \(ring)", 64, "belongs to --sweep-size"),
    Case("collective all-reduce --bytes 1GB --ranks 0 \(ring)", 64, "allowed: 1 or more"),
    Case("collective all-reduce --bytes 1GB \(ring)", 64, "--topology needs --ranks"),
    Case(
      "collective all-reduce --bytes 1GB --ranks 4 --topology torus --bandwidth 1_Gb/s "
        + "--latency 1_ns", 64, "known: ring, switch, full-mesh"),
    Case(
      "collective all-reduce --bytes 1GB --ranks 4 --topology ring --bandwidth 400 "
        + "--latency 1_ns", 64, "\"400\" has no unit"),
    Case(
      "collective all-reduce --bytes 1GB --ranks 4 --topology ring --bandwidth 400_GB "
        + "--latency 1_ns", 64, "\"GB\" is not a unit of a rate"),
    Case("collective all-reduce --bytes lots --ranks 4 \(ring)", 64, "is not an amount of data"),
    Case(
      "collective all-reduce --bytes 1GB --on dgx-h100-node --latency 1_ns", 64,
      "--latency belongs to --topology"),
    Case(
      "collective all-reduce --bytes 1GB --on dgx-h100-node --topology ring", 64,
      "exclude each other"),
    Case("collective all-reduce --bytes 1GB --ranks 4 --chunks 0 \(ring)", 64, "1 to 65536"),
    Case(
      "replay traces/gpt --on dgx-h100-node --algorithm all-reduce", 64, "write kind=name"),
    Case("flows links.csv flows.csv --json -o x.csv", 64, "choose one"),
    Case("list planets", 64, "planets"),
  ]

  private static let files: [Case] = [
    Case("run missing.yaml", 65, "error: missing.yaml: cannot be read: no such file"),
    Case("run bad.yaml", 65, "error: bad.yaml:2: clutser: unknown key"),
    Case("run scenarios/first-light.yaml", 65, "lists 2 clusters; use `heliograph compare`"),
    Case("run scenarios/tiny.yaml --set end.stpes=2", 65, "did you mean steps?"),
    Case("run scenarios/tiny.yaml --set cluster.accelerator.count=none", 65, "whole number"),
    Case("run scenarios/tiny.yaml --set workload.program.groups.tp=0", 65, "groups.tp"),
    Case(
      "run scenarios/tiny.yaml --set placement.order=[tp]", 65, "tp number 2 of the 4 ranks"),
    Case(
      "replay workloads/llama3-70b-tp8-dp64.yaml --on dgx-h100-node", 65,
      "has 512 ranks, dgx-h100-node only 8 accelerators"),
    Case("replay links.csv --on dgx-h100-node", 65, "links.csv: holds no trace"),
    Case("replay traces/none --on dgx-h100-node", 65, "no trace or program \"traces/none\""),
    Case("replay traces/gpt --on dgx-h100-nod", 65, "did you mean dgx-h100-node?"),
    Case("replay traces/gpt --on dgx-h100-node --groups none.json", 65, "none.json"),
    Case(
      "collective all-reduce --bytes 1GB --ranks 9 --on dgx-h100-node", 65,
      "9 ranks are too many for dgx-h100-node, which has 8 accelerators"),
    Case("flows links.csv bad.csv", 65, "error: bad.csv:2: link_ids: \"9\" is no link"),
    Case("flows none.csv flows.csv", 65, "error: none.csv: cannot be read"),
    Case("show links.csv", 65, "links.csv"),
    Case("show none.h5", 65, "none.h5"),
    Case("lint odd.yaml", 65, "error: odd.yaml: is of no known kind"),
    Case("lint bad.yaml", 65, "error: bad.yaml:2: clutser: unknown key"),
  ]

  @Test(arguments: usage + files)
  func `it is refused with its code and a reason`(bad: Case) throws {
    let workplace = try Workplace()
    try workplace.folder.write(
      "bad.yaml",
      "name: s\nclutser: x\nworkload: {program: workloads/tiny.yaml}\n"
        + "cluster: topologies/dgx-h100-node.yaml\n")
    try workplace.folder.write("odd.yaml", "colour: blue\n")
    try workplace.folder.write("bad.csv", "flow_id,start_s,bytes,link_ids\na,0,1,9\n")
    let before = try workplace.folder.names()
    let result = try Executable.run(bad.arguments, in: workplace.path)
    #expect(result.status == bad.status, "\(result.errors)")
    #expect(result.errors.contains(bad.message), "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(try workplace.folder.names() == before)
    if bad.status == 65 {
      // One message, one line: nothing is said twice.
      #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }
  }
}
