// Hashes of all columns of a representative set of runs: one line for each, and one number for all. The same on any
// machine, from any compiler, on any number of threads, killed and resumed or not.
//
//   ledger_hash [--threads N] [--checkpoints FOLDER] [--golden FILE | --renew FILE]
//
// --golden compares with the file and names the runs that differ; --renew writes the file, all but its comments.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/studies/catalogue.hpp>

#include "lines.hpp"

#if defined(STOCHTHERM_WITH_HDF5)
#include <stochtherm/hdf5_checkpoint.hpp>
#endif

namespace st = stochtherm;

namespace bits {

st::Run Lines::usual([[maybe_unused]] const std::string& name) const {
  const auto position = [](const st::Ensemble& e, std::size_t i) { return e.final[0][i]; };
  const auto heat = [](const st::Ensemble& e, std::size_t i) { return e.ledger.heat[0][i]; };
  st::Run run{.dt = 1e-3,
              .trajectories = 333,
              .seed = 1877,
              .first_trajectory = 5,
              .threads = threads_,
              .record = {.times = {0, 0.007, 1, 2}, .what = {{"position", position}, {"heat", heat}}}};
#if defined(STOCHTHERM_WITH_HDF5)
  if (!folder_.empty()) run.checkpoint = st::hdf5_checkpoint(folder_ + "/" + name + ".h5", 0);
#endif
  return run;
}

void Lines::add(const std::string& name, std::uint64_t bits) {
  char line[256];
  std::snprintf(line, sizeof line, "%016llx  %s", static_cast<unsigned long long>(bits), name.c_str());
  text_.emplace_back(line);
  all_.add(bits);
}

}  // namespace bits

namespace {

using Text = std::vector<std::string>;

/// The lines of a file; comments or all others.
Text lines_of(const char* path, bool comments) {
  std::ifstream file(path);
  Text lines;
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("#") == comments) lines.push_back(line);
  return lines;
}

void renew(const char* path, const Text& lines) {
  const Text comments = lines_of(path, true);
  std::ofstream file(path);
  for (const auto* part : {&comments, &lines})
    for (const auto& line : *part) file << line << '\n';
}

int compare(const char* path, const Text& lines) {
  const Text golden = lines_of(path, false);
  const auto lacks = [](const Text& text, const std::string& line) {
    return std::find(text.begin(), text.end(), line) == text.end();
  };
  for (const auto& line : lines)
    if (lacks(golden, line)) std::printf("here    %s\n", line.c_str());
  for (const auto& line : golden)
    if (lacks(lines, line)) std::printf("golden  %s\n", line.c_str());
  std::printf("%s: %s\n", std::string(st::random::instruction_set()).c_str(),
              lines == golden ? "the same bits" : "other bits");
  return lines == golden ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) try {
  unsigned threads = 1;
  std::string folder;
  const char *golden = nullptr, *renewed = nullptr;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (!std::strcmp(argv[i], "--threads")) threads = static_cast<unsigned>(std::stoul(argv[i + 1]));
    if (!std::strcmp(argv[i], "--checkpoints")) folder = argv[i + 1];
    if (!std::strcmp(argv[i], "--golden")) golden = argv[i + 1];
    if (!std::strcmp(argv[i], "--renew")) renewed = argv[i + 1];
  }
  bits::Lines lines(threads, folder);
  bits::one_coordinate(lines);
  bits::many_coordinates(lines);
  bits::inertia(lines);
  bits::walls_and_feedback(lines);

  Text text = lines.text();
  char all[64];
  std::snprintf(all, sizeof all, "%016llx  all", static_cast<unsigned long long>(lines.all()));
  text.emplace_back(all);
  if (golden) return compare(golden, text);
  if (renewed) return renew(renewed, text), 0;
  for (const auto& line : text) std::puts(line.c_str());
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 2;
}
