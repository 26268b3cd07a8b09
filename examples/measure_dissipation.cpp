// A path was measured, nothing else is known: how much entropy does it produce, and what do its coordinates share?
#include <cmath>
#include <cstdio>
#include <stochtherm/stochtherm.hpp>
#include <vector>
namespace st = stochtherm;

int main() {
  // The laboratory: two beads on springs, one in a bath three times as hot.
  const st::models::Gyrator beads{.k = 2, .u = 1, .T1 = {1}, .T2 = {3}};
  const double dt = 0.01;
  std::vector<std::vector<double>> path(2, std::vector<double>(1'000'000));
  st::Vec<double, 2> x{};
  for (std::size_t i = 0; i < path[0].size(); ++i) {
    for (int c = 0; c < 2; ++c) path[c][i] = x[c];
    const auto f = beads.force(x, 0.0);
    const double kT[] = {1, 3};
    for (std::size_t c = 0; c < 2; ++c)
      x[c] +=
          f[c] * dt + std::sqrt(2 * kT[c] * dt) * st::random::normal(1, st::random::Stream::data, 0, c, i);
  }

  // The analysis.
  const auto bound = st::uncertainty_bound(path, dt);
  if (!bound) return std::puts(bound.sentence().c_str()), 1;
  std::printf("entropy production  at least %.3f ± %.3f nats per time   (exact %.3f)\n", bound->rate.mean,
              bound->rate.std_error, beads.entropy_production());
  const std::vector<std::vector<double>> first{path[0]}, second{path[1]};
  const auto shared = st::kraskov(first, second, {.k = 4, .exclude = 300});
  std::printf("mutual information  %.3f ± %.3f nats\n", shared.mean, shared.std_error);
}
