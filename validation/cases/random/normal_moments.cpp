#include <cmath>
#include <numbers>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/validation/case.hpp>
#include <vector>

namespace stochtherm::validation {
namespace {

Verdict run(const Effort& effort, double scale) {
  constexpr int W = 8;
  const std::size_t n = effort.samples(4'000'000);
  std::vector<double> z;
  z.reserve(n + 4 * W);
  for (std::uint64_t trajectory = 0; z.size() < n; trajectory += W)
    for (const auto& pack : random::normal_block(effort.seed, random::Stream::data,
                                                 random::consecutive<W>(trajectory), 0, trajectory % 7))
      for (int i = 0; i < W; ++i) z.push_back(scale * pack[i]);
  z.resize(n);

  const auto mean_of = [&](auto f) {
    std::vector<double> values(z.size());
    for (std::size_t i = 0; i < z.size(); ++i) values[i] = f(z[i]);
    return estimate_mean(values);
  };
  std::vector<double> neighbours(z.size() - 1);
  for (std::size_t i = 0; i + 1 < z.size(); ++i) neighbours[i] = z[i] * z[i + 1];

  Verdict v;
  v.checks = {statistical("mean", mean_of([](double x) { return x; }), 0, 0.02),
              statistical("second moment", mean_of([](double x) { return x * x; }), 1, 0.02),
              statistical("third moment", mean_of([](double x) { return x * x * x; }), 0, 0.05),
              statistical("fourth moment", mean_of([](double x) { return x * x * x * x; }), 3, 0.15),
              statistical("product of neighbours", estimate_mean(neighbours), 0, 0.02),
              statistical("P(|z| > 3)", mean_of([](double x) { return std::abs(x) > 3 ? 1.0 : 0.0; }),
                          std::erfc(3 / std::numbers::sqrt2), 0.0007)};

  Figure figure{.title = "Density of the normals",
                .x_label = "z",
                .y_label = "p(z)",
                .series = {},
                .caption = "Histogram of the drawn numbers against exp(-z^{2}/2)/(2π)^{1/2}, to the tails.",
                .log_y = true};
  Series exact{.label = "exact"};
  for (double x = -5; x <= 5; x += 0.1) {
    exact.x.push_back(x);
    exact.y.push_back(std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi));
  }
  figure.series = {histogram_points("drawn", Histogram(z, -5, 5, 100)), exact};
  v.figures.push_back(figure);
  return v;
}

const Registered registered{{
    .name = "random/normal_moments",
    .claim = "Box-Muller on Threefry's words gives independent standard normals: moments to the fourth, the "
             "tail beyond 3, "
             "and no correlation between neighbours.",
    .equation = "⟨z⟩ = 0, ⟨z^{2}⟩ = 1, ⟨z^{3}⟩ = 0, ⟨z^{4}⟩ = 3",
    .source = "box1958, salmon2011",
    .tags = {"statistical", "figure"},
    .statistical_checks = 6,
    .check = [](const Effort& e) { return run(e, 1); },
    .sabotage = {"radius (−2 ln u)^{1/2} is 3 % too large", [](const Effort& e) { return run(e, 1.03); }},
}};

}  // namespace
}  // namespace stochtherm::validation
