// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0
//
// Flows over explicit routes in SimGrid: LINKS.csv and FLOWS.csv as `heliograph flows` takes them,
// and PAIRS.csv with the two hosts of each flow, since SimGrid's routes lead from host to host.
//
//   simgrid-flows LINKS.csv FLOWS.csv PAIRS.csv COMPLETIONS.csv [--cfg=...]

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <set>
#include <simgrid/s4u.hpp>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace sg4 = simgrid::s4u;

namespace {

struct Flow {
  double start;
  uint64_t bytes;
  std::vector<int> links;
  int source;
  int destination;
};

/// The lines of a table below its header, cut at the commas.
std::vector<std::vector<std::string>> rows(const char *path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(std::string(path) + " cannot be read");
  std::vector<std::vector<std::string>> table;
  std::string line, field;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string> fields;
    std::istringstream text(line);
    while (std::getline(text, field, ',')) fields.push_back(field);
    table.push_back(fields);
  }
  return table;
}

std::vector<Flow> read_flows(const char *flows_path, const char *pairs_path) {
  std::vector<Flow> flows;
  for (const auto &row : rows(flows_path)) {
    Flow flow{std::stod(row.at(1)), std::stoull(row.at(2)), {}, -1, -1};
    std::istringstream links(row.at(3));
    for (int link; links >> link;) flow.links.push_back(link);
    flows.push_back(flow);
  }
  size_t number = 0;
  for (const auto &row : rows(pairs_path)) {
    flows.at(number).source = std::stoi(row.at(1));
    flows.at(number).destination = std::stoi(row.at(2));
    ++number;
  }
  if (number != flows.size()) throw std::runtime_error("a flow has no pair of hosts");
  return flows;
}

}  // namespace

int main(int argc, char **argv) {
  sg4::Engine engine(&argc, argv);
  if (argc != 5) {
    std::fprintf(stderr, "simgrid-flows LINKS.csv FLOWS.csv PAIRS.csv COMPLETIONS.csv\n");
    return 2;
  }
  std::vector<Flow> flows = read_flows(argv[2], argv[3]);

  auto *zone = sg4::create_full_zone("network");
  std::vector<sg4::Link *> links;
  for (const auto &row : rows(argv[1]))
    links.push_back(
        zone->create_link("link" + row.at(0), std::stod(row.at(1)))->set_latency(0.0)->seal());
  int last_host = 0;
  for (const Flow &flow : flows)
    last_host = std::max({last_host, flow.source, flow.destination});
  std::vector<sg4::Host *> hosts;
  for (int number = 0; number <= last_host; ++number)
    hosts.push_back(zone->create_host("host" + std::to_string(number), 1e9)->seal());
  std::set<std::pair<int, int>> routed;
  for (const Flow &flow : flows) {
    if (!routed.insert({flow.source, flow.destination}).second) continue;
    std::vector<sg4::LinkInRoute> route;
    for (int link : flow.links) route.emplace_back(links.at(link));
    zone->add_route(hosts[flow.source]->get_netpoint(), hosts[flow.destination]->get_netpoint(),
                    nullptr, nullptr, route, false);
  }
  zone->seal();

  // An actor on each host starts the flows that leave it, in the order of their times. One for all
  // flows would be many times slower: SimGrid looks an ended flow up in the list of its actor.
  std::vector<std::vector<size_t>> leaving(hosts.size());
  for (size_t number = 0; number < flows.size(); ++number)
    leaving[flows[number].source].push_back(number);
  std::vector<sg4::CommPtr> running(flows.size());
  for (size_t source = 0; source < hosts.size(); ++source) {
    auto &own = leaving[source];
    std::stable_sort(own.begin(), own.end(),
                     [&](size_t a, size_t b) { return flows[a].start < flows[b].start; });
    sg4::Actor::create("source" + std::to_string(source), hosts[source], [&, source] {
      for (size_t number : own) {
        const Flow &flow = flows[number];
        if (flow.start > sg4::Engine::get_clock()) sg4::this_actor::sleep_until(flow.start);
        running[number] =
            sg4::Comm::sendto_async(hosts[source], hosts[flow.destination], flow.bytes);
      }
      for (size_t number : own) running[number]->wait();
    });
  }
  engine.run();

  std::FILE *out = std::fopen(argv[4], "w");
  if (out == nullptr) throw std::runtime_error(std::string(argv[4]) + " cannot be written");
  std::fprintf(out, "flow_id,completion_s\n");
  for (size_t number = 0; number < flows.size(); ++number)
    std::fprintf(out, "%zu,%.17g\n", number, running[number]->get_finish_time());
  return std::fclose(out);
}
