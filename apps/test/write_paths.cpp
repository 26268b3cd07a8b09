// Writes what a laboratory would have measured: write_paths FOLDER. Paths of four systems whose entropy production is known,
// work of a trap made stiffer and softer, pairs of correlated numbers.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <stochtherm/stochtherm.hpp>
#include <string>
#include <vector>

namespace st = stochtherm;

namespace {

constexpr st::Seed seed = 20'261'125;

void write(const std::string& file, const std::string& header,
           const std::vector<std::vector<double>>& columns) {
  std::FILE* out = std::fopen(file.c_str(), "w");
  if (out == nullptr) throw std::runtime_error("cannot write " + file);
  fmt::print(out, "{}\n", header);
  for (std::size_t i = 0; i < columns.front().size(); ++i) {
    for (std::size_t c = 0; c < columns.size(); ++c)
      fmt::print(out, "{}{:.9g}", c > 0 ? "," : "", columns[c][i]);
    fmt::print(out, "\n");
  }
  if (std::fclose(out) != 0) throw std::runtime_error("cannot write " + file);
}

/// One trajectory of a model in its steady state, a row each dt.
template <class Model>
std::vector<std::vector<double>> path(const Model& model, double dt, std::size_t rows, int substeps) {
  constexpr int d = Model::dimension;
  std::vector<std::vector<double>> columns(static_cast<std::size_t>(d));
  st::Vec<double, d> x{};
  std::uint64_t draw = 0;
  const auto baths = [&model] {
    if constexpr (requires { model.baths(); }) {
      return model.baths();
    } else {
      std::array<st::Bath, static_cast<std::size_t>(d)> all{};
      all.fill({model.bath(), model.mobility()});
      return all;
    }
  }();
  const double h = dt / substeps;
  for (std::size_t i = 0; i < rows + 100; ++i) {
    if (i >= 100)
      for (int c = 0; c < d; ++c) columns[static_cast<std::size_t>(c)].push_back(x[c]);
    for (int k = 0; k < substeps; ++k, ++draw) {
      auto f = model.force(x, 0.0);
      if constexpr (requires { model.nonconservative_force(x, 0.0); }) {
        const auto g = model.nonconservative_force(x, 0.0);
        for (int c = 0; c < d; ++c) f[c] += g[c];
      }
      for (int c = 0; c < d; ++c) {
        const double mu = baths[static_cast<std::size_t>(c)].mu.mu,
                     kT = baths[static_cast<std::size_t>(c)].T.kT;
        x[c] += mu * f[c] * h +
                std::sqrt(2 * mu * kT * h) * st::random::normal(seed, st::random::Stream::thermal, 0,
                                                                static_cast<std::uint64_t>(c), draw);
      }
    }
  }
  return columns;
}

/// The states of a network of four, every dt.
std::vector<double> network(double dt, std::size_t rows) {
  const auto rate = [](int to, int from) {
    return std::exp(0.5 * std::sin(1 + 3 * to + 2 * from) + 0.3 * std::cos(2 * to - from));
  };
  std::vector<double> states;
  std::uint64_t draw = 0;
  const auto u = [&] { return st::random::uniform(seed, st::random::Stream::jumps, 0, 0, draw++); };
  int state = 0;
  double t = -10;
  while (states.size() < rows) {
    double out = 0;
    for (int to = 0; to < 4; ++to) out += to == state ? 0 : rate(to, state);
    t -= std::log(u()) / out;
    while (states.size() < rows && static_cast<double>(states.size()) * dt < t) states.push_back(state);
    double rest = u() * out;
    int to = 0;
    for (; to < 3; ++to) {
      if (to == state) continue;
      rest -= rate(to, state);
      if (rest < 0) break;
    }
    state = to == state ? 2 : to;
  }
  return states;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string folder = argv[1];
  write(folder + "/network.csv", "state", {network(0.01, 1'500'000)});
  write(folder + "/gyrator.csv", "x,y",
        path(st::models::Gyrator{.k = 2, .u = 1, .T1 = {1}, .T2 = {3}}, 0.01, 400'000, 4));
  write(folder + "/rotation.csv", "x,y",
        path(st::models::RotationalTrap{.k = 1.5, .kappa = 2}, 2e-3, 400'000, 1));

  // One coordinate: the ring, unwrapped.
  const st::models::DrivenRing ring{.V = 1, .f = 0.8, .T = {0.5}};
  std::vector<double> angle;
  double x = 0;
  for (std::uint64_t i = 0; i < 400'000 * 4; ++i) {
    if (i % 4 == 0) angle.push_back(x);
    x += (ring.force(x, 0.0) + ring.nonconservative_force(x, 0.0)) * 2.5e-3 +
         std::sqrt(2 * 0.5 * 2.5e-3) * st::random::normal(seed, st::random::Stream::thermal, 1, 0, i);
  }
  write(folder + "/ring.csv", "angle", {angle});

  const auto study = st::studies::stiffening_free_energy(st::models::BreathingTrap{}, 1, 4, 1.0,
                                                         {.dt = 0.02, .trajectories = 20'000, .seed = seed});
  write(folder + "/forward.txt", "# work, stiffness 1 to 4 in a time of 1", {study.work});
  write(folder + "/reverse.txt", "# work, stiffness 4 to 1 in a time of 1", {study.reverse});

  std::vector<double> a(10'000), b(a), driven(a), symbol(a), copy(a);
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = st::random::normal(seed, st::random::Stream::data, i, 0, 0);
    b[i] = 0.9 * a[i] + std::sqrt(1 - 0.81) * st::random::normal(seed, st::random::Stream::data, i, 1, 0);
    driven[i] = (i > 0 ? 0.5 * driven[i - 1] + 0.7 * a[i - 1] : 0) +
                st::random::normal(seed, st::random::Stream::data, i, 2, 0);
    symbol[i] = std::floor(3 * st::random::uniform(seed, st::random::Stream::data, i, 3, 0));
    copy[i] = st::random::uniform(seed, st::random::Stream::data, i, 4, 0) < 0.8 ? symbol[i] : 0;
  }
  write(folder + "/pairs.csv", "a,b,driven,symbol,copy", {a, b, driven, symbol, copy});
  return 0;
}
