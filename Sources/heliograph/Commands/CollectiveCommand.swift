// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Quantities
import Scenarios

struct CollectiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collective",
    abstract: "Time one collective on a cluster or a plain network, in one size or in many.",
    discussion: """
      BYTES is nccl-tests' size: for all-gather and reduce-scatter the whole gathered buffer, for \
      all-to-all one rank's buffer, for the others the buffer. busbw and algbw are nccl-tests' too.

      Examples:
        heliograph collective all-reduce --ranks 8 --bytes 64MiB --on dgx-h100-node
        heliograph collective all-gather --algorithm ring --ranks 16 --bytes 1GB \\
          --topology ring --bandwidth '400 Gb/s' --latency '500 ns' --json
        heliograph collective all-gather --sizes 1MiB,2MiB,0B --on dgx-h100-node
        heliograph collective all-reduce --on dgx-h100-node --sweep-size 1KiB..1GiB \\
          --sweep-factor 4 --algorithm all -o all-reduce

      A sweep takes --algorithm several times, or a comma between names, or all; what cannot serve \
      the ranks is named with the reason. It says what auto takes at each size and what was \
      fastest. -o PREFIX writes PREFIX.csv and PREFIX.svg, -o NAME.csv or -o NAME.svg only that.

      --sizes and --sizes-file give each member a part of its own size: all-gather-v, \
      reduce-scatter-v, gather-v and scatter-v take one size a member, all-to-all-v a file with a \
      line a member, each with what it has for every member. Ranks are as many as sizes.

      JSON: time_ns is there in transports that count nanoseconds. flow_classes counts the flows \
      that were simulated, each for one or more of flows. energy_J is \
      null where the network has no energy figures. It is the energy of everything that has \
      figures, static power included, for as long as the collective lasts.
      """)

  @Argument(help: "all-reduce, reduce-scatter, all-gather, all-to-all, ...") var kind: String
  @Option(
    name: .customLong("algorithm"),
    help: ArgumentHelp(
      "A name of `list algorithms`, or auto, unless said; in a sweep several, or all.",
      valueName: "name"))
  var names: [String] = []
  @Option(
    help: ArgumentHelp("Size, such as 64MiB or '1 GB'; a bare number is bytes.", valueName: "size"),
    transform: readSize)
  var bytes: Bytes?
  @OptionGroup var uneven: UnevenOptions
  @OptionGroup var sweep: SweepOptions
  @OptionGroup var choices: ChoiceOptions
  @OptionGroup var network: NetworkOptions
  @OptionGroup var folding: FoldOptions
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the timeline to this HDF5 file; of a sweep, PREFIX.csv and PREFIX.svg.",
      valueName: "out.h5|prefix"))
  var output: String?
  @OptionGroup var format: JSONOption

  func validate() throws {
    do {
      let kind = try CollectiveNames.kind(named: kind)
      if sweep.range == nil {
        for name in algorithms { _ = try CollectiveNames.algorithm(named: name, for: kind) }
      } else {
        _ = try CollectiveNames.algorithms(named: algorithms, for: kind)
      }
    } catch { throw ValidationError("\(error)") }
    let amounts = [bytes != nil, uneven.isAsked, sweep.range != nil].count { $0 }
    guard amounts > 0 else {
      throw ValidationError(
        "say how much: --bytes SIZE, --sizes SIZE,SIZE,..., --sizes-file FILE or --sweep-size "
          + "FROM..TO")
    }
    guard amounts == 1 else {
      throw ValidationError("--bytes, --sizes, --sizes-file and --sweep-size exclude each other")
    }
    try sweep.range == nil ? validateOne() : validateSweep()
  }

  private func validateOne() throws {
    guard algorithms.count == 1 else {
      throw ValidationError("several algorithms are compared in a sweep: --sweep-size FROM..TO")
    }
    try OutputPath.check(output)
    try folding.check(output)
  }

  private func validateSweep() throws {
    guard kind != "barrier" else {
      throw ValidationError("a barrier moves no bytes: there are no sizes to sweep")
    }
    if folding.unfold {
      throw ValidationError("--unfold is about a timeline's file, and a sweep writes none")
    }
    if sweep.csv, format.json { throw ValidationError("--csv and --json exclude each other") }
    try SweepFiles(output).check()
  }

  func run() throws {
    let kind = try CollectiveNames.kind(named: kind)
    let choices = try choices.choices()
    let mode = try FoldingNames.mode(named: folding.fold)
    let (place, root) = try network.place(
      wantsProtocols: choices.protocolName != nil || choices.tuner != nil)
    let uneven = try uneven.sizes(ofKindNamed: self.kind, ranks: network.ranks)
    let ranks = network.ranks ?? uneven?.memberCount ?? place.seatCount
    let session = try Session(root: root)
    guard let sizes = sweep.sizes else {
      let question = CollectiveQuestion(
        kind: kind, algorithm: algorithms[0], ranks: ranks,
        bytes: uneven?.size ?? bytes ?? .zero, choices: choices, uneven: uneven,
        folding: mode, unfolds: folding.unfold)
      let answer = try session.answer(question, on: place, output: output)
      return try StandardOutput.print(format.json ? answer.json.text : answer.text)
    }
    let answer = try session.sweep(
      CollectiveSweep(
        kind: kind, algorithms: try CollectiveNames.algorithms(named: algorithms, for: kind),
        ranks: ranks, sizes: sizes, choices: choices, folding: mode),
      on: place)
    let files = SweepFiles(output)
    try session.publish(files.texts(of: answer, chart: sweep.chart))
    if sweep.csv { return try StandardOutput.write(answer.commaSeparated) }
    try StandardOutput.print(
      format.json ? answer.json.text : SweepText(answer: answer, files: files.paths).text)
  }

  /// As the person wrote them, one entry a name.
  private var algorithms: [String] {
    let written = names.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return written.isEmpty ? ["auto"] : written.map(String.init)
  }
}
