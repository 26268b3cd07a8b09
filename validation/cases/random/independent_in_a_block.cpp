#include <cmath>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/validation/case.hpp>
#include <vector>

namespace stochtherm::validation {
namespace {

using Six = std::array<double, random::draws_per_block>;

/// `change` may spoil the six numbers of a block.
template <class Change>
Verdict run(const Effort& effort, Change change) {
  constexpr int W = 8;
  const std::size_t n = effort.samples(1'000'000);
  std::vector<Six> blocks;
  blocks.reserve(n + W);
  for (std::uint64_t trajectory = 0; blocks.size() < n; trajectory += W) {
    const auto z =
        random::normal_block(effort.seed, random::Stream::data, random::consecutive<W>(trajectory), 1, 3);
    for (int i = 0; i < W; ++i) {
      Six six;
      for (std::size_t k = 0; k < six.size(); ++k) six[k] = z[k][i];
      blocks.push_back(change(six));
    }
  }
  const auto mean_of = [&](auto f) {
    std::vector<double> values(blocks.size());
    for (std::size_t i = 0; i < blocks.size(); ++i) values[i] = f(blocks[i]);
    return estimate_mean(values);
  };
  const auto product_of_squares = [&](std::size_t a, std::size_t b) {
    return mean_of([=](const Six& z) { return z[a] * z[a] * z[b] * z[b]; });
  };
  const auto length2 = [](const Six& z) {
    double sum = 0;
    for (const double x : z) sum += x * x;
    return sum;
  };
  Verdict v;
  v.checks = {
      statistical("squares within plane 1", product_of_squares(0, 1), 1, 0.1),
      statistical("squares within plane 2", product_of_squares(2, 3), 1, 0.1),
      statistical("squares within plane 3", product_of_squares(4, 5), 1, 0.1),
      statistical("squares of planes 1 and 2", product_of_squares(0, 2), 1, 0.1),
      statistical("squares of planes 2 and 3", product_of_squares(3, 4), 1, 0.1),
      statistical("squares of planes 1 and 3", product_of_squares(1, 5), 1, 0.1),
      statistical("mean square length", mean_of(length2), 6, 0.1),
      statistical("P(|z|^{2} > 16.81), chi-squared with 6 degrees of freedom",
                  mean_of([&](const Six& z) { return length2(z) > 16.8118938297709 ? 1.0 : 0.0; }), 0.01,
                  0.003),
      statistical("product of all six",
                  mean_of([](const Six& z) { return z[0] * z[1] * z[2] * z[3] * z[4] * z[5]; }), 0, 0.1)};
  return v;
}

const Registered registered{{
    .name = "random/independent_in_a_block",
    .claim =
        "The six normals of one block, which share a logarithm and the spacings of two uniforms, are "
        "independent: no "
        "pair of squares is correlated, and their squared length is chi-squared with 6 degrees of freedom.",
    .equation = "⟨z_{i}^{2}z_{j}^{2}⟩ = 1,  Σ z_{i}^{2} ~ χ^{2}_{6}",
    .source = "box1958",
    .tags = {"statistical"},
    .statistical_checks = 9,
    .check = [](const Effort& e) { return run(e, [](const Six& z) { return z; }); },
    .sabotage = {"the squared length is shared out in equal thirds",
                 [](const Effort& e) {
                   return run(e, [](Six z) {
                     double all = 0;
                     for (const double x : z) all += x * x;
                     for (std::size_t p = 0; p < 6; p += 2) {
                       const double scale = std::sqrt(all / 3 / (z[p] * z[p] + z[p + 1] * z[p + 1]));
                       z[p] *= scale, z[p + 1] *= scale;
                     }
                     return z;
                   });
                 }},
}};

}  // namespace
}  // namespace stochtherm::validation
