#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <stochtherm/core/provenance.hpp>
#include <stochtherm/random/fill.hpp>
#include <thread>

#include "build_facts.hpp"

namespace stochtherm {
namespace {

std::string processor() {
  std::ifstream cpuinfo("/proc/cpuinfo");
  for (std::string line; std::getline(cpuinfo, line);)
    if (line.starts_with("model name"))
      if (const auto colon = line.find(": "); colon != std::string::npos) return line.substr(colon + 2);
  return "unknown processor";
}

}  // namespace

std::string version() { return build_facts::version; }

Provenance provenance() {
  return {.version = build_facts::version,
          .commit = build_facts::commit,
          .compiler = build_facts::compiler,
          .flags = build_facts::flags,
          .instruction_set = std::string(random::instruction_set()),
          .machine = fmt::format("{}, {} hardware threads", processor(), std::thread::hardware_concurrency()),
          .date = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::now()))};
}

}  // namespace stochtherm
