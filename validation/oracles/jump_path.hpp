#pragma once
/// One long trajectory of a network, looked at every dt: waiting times and jumps by their definitions.

#include <cmath>
#include <cstdint>
#include <stochtherm/core/generator.hpp>
#include <stochtherm/random/normal.hpp>
#include <vector>

namespace stochtherm::validation {

inline std::vector<std::uint32_t> jump_path(const Generator& g, std::size_t samples, double dt, Seed seed,
                                            std::uint64_t name = 0) {
  std::vector<std::vector<double>> rate(g.states, std::vector<double>(g.states, 0.0));
  for (const Link& link : g.links) {
    rate[link.from][link.to] += link.forward;
    rate[link.to][link.from] += link.backward;
  }
  std::vector<std::uint32_t> path;
  path.reserve(samples);
  std::uint64_t draw = 0;
  const auto u = [&] { return random::uniform(seed, random::Stream::data, 1'000'000 + name, 0, draw++); };
  std::size_t state = 0;
  double t = -20;  // long enough to forget where it began
  while (path.size() < samples) {
    double out = 0;
    for (double r : rate[state]) out += r;
    t -= std::log(u()) / out;
    while (path.size() < samples && static_cast<double>(path.size()) * dt < t)
      path.push_back(static_cast<std::uint32_t>(state));
    double rest = u() * out;
    std::size_t to = 0;
    while (to + 1 < g.states && rest >= rate[state][to]) rest -= rate[state][to++];
    state = to;
  }
  return path;
}

}  // namespace stochtherm::validation
