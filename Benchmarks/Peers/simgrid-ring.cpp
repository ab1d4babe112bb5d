// Copyright 2026 the Heliograph authors
// SPDX-License-Identifier: Apache-2.0
//
// A ring all-reduce in SimGrid, an actor for each rank: in each of 2 (P - 1) steps it sends a P-th
// of the buffer to its right and waits for that of its left. Prints when the last actor ended.
//
//   simgrid-ring RANKS BYTES BYTES_PER_SECOND [--cfg=...]

#include <cstdint>
#include <cstdio>
#include <simgrid/s4u.hpp>
#include <string>
#include <vector>

namespace sg4 = simgrid::s4u;

int main(int argc, char **argv) {
  sg4::Engine engine(&argc, argv);
  if (argc != 4) {
    std::fprintf(stderr, "simgrid-ring RANKS BYTES BYTES_PER_SECOND\n");
    return 2;
  }
  const int ranks = std::stoi(argv[1]);
  const uint64_t share = std::stoull(argv[2]) / ranks;
  const double rate = std::stod(argv[3]);

  auto *zone = sg4::create_full_zone("ring");
  std::vector<sg4::Host *> hosts;
  for (int rank = 0; rank < ranks; ++rank)
    hosts.push_back(zone->create_host("host" + std::to_string(rank), 1e9)->seal());
  for (int rank = 0; rank < ranks; ++rank) {
    const auto *link =
        zone->create_link("link" + std::to_string(rank), rate)->set_latency(0.0)->seal();
    zone->add_route(hosts[rank]->get_netpoint(), hosts[(rank + 1) % ranks]->get_netpoint(),
                    nullptr, nullptr, {sg4::LinkInRoute(link)}, false);
  }
  zone->seal();

  // What is sent says nothing; SimGrid wants something to point at.
  static int payload = 0;
  for (int rank = 0; rank < ranks; ++rank) {
    sg4::Actor::create("rank" + std::to_string(rank), hosts[rank], [rank, ranks, share] {
      auto *own = sg4::Mailbox::by_name(std::to_string(rank));
      auto *right = sg4::Mailbox::by_name(std::to_string((rank + 1) % ranks));
      for (int step = 0; step < 2 * (ranks - 1); ++step) {
        auto sent = right->put_async(&payload, share);
        own->get<int>();
        sent->wait();
      }
    });
  }
  engine.run();
  std::printf("%.17g\n", sg4::Engine::get_clock());
  return 0;
}
