#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/entropy_from_counts.hpp>
#include <stochtherm/information/mutual_information.hpp>
#include <stochtherm/information/nearest_neighbours.hpp>
#include <stochtherm/information/symbols.hpp>
#include <stochtherm/information/transfer_entropy.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/statistics/resampling.hpp>
#include <stochtherm/statistics/series.hpp>
#include <vector>

#include "catch.hpp"
#include "sentence.hpp"

namespace st = stochtherm;
using st::InvalidArgument;
using Column = std::vector<double>;
using Samples = std::vector<Column>;
using Counted = std::vector<std::size_t>;

namespace {
const double inf = std::numeric_limits<double>::infinity(), NaN = std::numeric_limits<double>::quiet_NaN();

Samples noise(std::size_t columns, std::size_t n, std::uint64_t first = 0) {
  Samples s(columns, Column(n));
  for (std::size_t c = 0; c < columns; ++c)
    for (std::size_t i = 0; i < n; ++i)
      s[c][i] = st::random::normal(11, st::random::Stream::data, i, first + c, 0);
  return s;
}
}  // namespace

TEST_CASE("entropies of counts at their edges") {
  const Counted one{7}, equal{3, 3, 3}, singles{1, 1, 1, 1}, none{}, zeros{0, 0};
  CHECK(st::plugin_entropy(one).mean == 0);
  CHECK(st::plugin_entropy(equal).mean == Approx(std::log(3.0)));
  CHECK(st::plugin_entropy(equal).std_error < 1e-15);
  CHECK(st::nsb_entropy(one)->mean == 0);
  CHECK(st::chao_shen_entropy(one).mean == Approx(0).margin(1e-15));
  CHECK(std::isfinite(st::chao_shen_entropy(singles).mean));
  CHECK(st::plugin_entropy(Counted{0, 3, 0, 3}).mean == Approx(std::log(2.0)));
  for (const auto& bad : {none, zeros}) {
    CHECK_THROWS_AS(st::plugin_entropy(bad), InvalidArgument);
    CHECK_THROWS_AS(st::nsb_entropy(bad), InvalidArgument);
    CHECK_THROWS_AS(st::chao_shen_entropy(bad), InvalidArgument);
  }
  CHECK_THROWS_AS(st::dirichlet_entropy(equal, 0), InvalidArgument);
  CHECK_THROWS_AS(st::dirichlet_entropy(equal, 1, 2), InvalidArgument);
  CHECK_THROWS_AS(st::nsb_entropy(equal, 2), InvalidArgument);
}

TEST_CASE("entropy of very many counts and of very few among very many states") {
  CHECK(st::nsb_entropy(Counted{100'000'000, 300'000'000})->mean == Approx(0.5623351446).epsilon(1e-7));
  const Counted singles(50, 1);
  const auto wide = *st::nsb_entropy(singles, 1'000'000);
  CHECK(wide.mean > std::log(50.0));
  CHECK(wide.mean < std::log(1e6));
  CHECK(wide.std_error > 0);
}

TEST_CASE("symbols: values are equal or not, -0 is 0, order is that of the values") {
  const Samples x{{2, -0.0, 0.0, 1e9, 0.5, 2}};
  CHECK(st::count_symbols(x) == Counted{2, 1, 2, 1});
  CHECK(st::number_symbols(x) == std::vector<std::uint32_t>{2, 0, 0, 3, 1, 2});
  const Samples pairs{{0, 0, 1, 1, 0}, {1, 1, 0, 1, 0}};
  CHECK(st::count_symbols(pairs) == Counted{1, 2, 1, 1});
  CHECK(st::number_symbols(pairs) == std::vector<std::uint32_t>{1, 1, 2, 3, 0});
  CHECK(st::equal_bins(Column{5, 1, 3, 3, 9, 7}, 3) == Column{1, 0, 0, 0, 2, 2});
  CHECK_THROWS_AS(st::count_symbols(Samples{{1, NaN}}), InvalidArgument);
  CHECK_THROWS_AS(st::count_symbols(Samples{{1, 2}, {1}}), InvalidArgument);
  CHECK_THROWS_AS(st::number_symbols(Samples{{1, inf}}), InvalidArgument);
  CHECK_THROWS_AS(st::equal_bins(Column{1, 2}, 0), InvalidArgument);
}

TEST_CASE("samples that cannot be estimated from are refused with a sentence") {
  const Samples x = noise(1, 20), y = noise(1, 20, 1), constant{Column(20, 3)}, shorter = noise(1, 19),
                empty{};
  Samples bad = x;
  bad[0][7] = NaN;
  CHECK(refuses([&] { return st::kraskov(x, bad); }, {"sample 7"}));
  CHECK(refuses([&] { return st::kraskov(x, constant); }, {"constant"}));
  CHECK(refuses([&] { return st::kraskov(x, shorter); }, {"same number of samples"}));
  CHECK_THROWS_AS(st::kraskov(x, empty), InvalidArgument);
  CHECK_THROWS_AS(st::kraskov(x, y, {.k = 0}), InvalidArgument);
  CHECK_THROWS_AS(st::kraskov(x, y, {.k = 20}), InvalidArgument);
  CHECK_NOTHROW(st::kraskov(x, y, {.k = 19}));
  CHECK_THROWS_AS(st::kraskov(x, y, {.k = 4, .exclude = 10}), InvalidArgument);
  CHECK_THROWS_AS(st::conditional_kraskov(x, y, constant), InvalidArgument);
  CHECK_THROWS_AS(st::nearest_neighbour_divergence(x, noise(2, 20)), InvalidArgument);
  CHECK_THROWS_AS(st::gaussian_mutual_information(x, x), InvalidArgument);
  CHECK_THROWS_AS(st::gaussian_mutual_information(noise(1, 4), noise(1, 4, 1)), InvalidArgument);
  CHECK_THROWS_AS(st::plugin_mutual_information(x, shorter), InvalidArgument);
  Samples twice = x;
  for (std::size_t i = 0; i < 6; ++i) twice[0][i] = 1;
  CHECK(refuses([&] { return st::kozachenko_leonenko(twice); }, {"coincide"}));
  CHECK_THROWS_AS(st::embed(noise(1, 3), noise(1, 3, 1), {.target = 2, .source = 1}), InvalidArgument);
  CHECK_THROWS_AS(st::embed(x, y, {.target = 0, .source = 1}), InvalidArgument);
}

TEST_CASE("information by neighbours: shifted, scaled together, permuted, it is the same") {
  const Samples x = noise(1, 500);
  Samples y = noise(1, 500, 1);
  for (std::size_t i = 0; i < 500; ++i) y[0][i] += x[0][i];
  const double plain = st::kraskov(x, y).mean;
  Samples x2 = x, y2 = y;
  for (double& v : x2[0]) v = 4 * v;  // powers of two round nothing
  for (double& v : y2[0]) v = 4 * v;
  CHECK(st::kraskov(x2, y2).mean == plain);
  Samples xr = x, yr = y;
  std::reverse(xr[0].begin(), xr[0].end());
  std::reverse(yr[0].begin(), yr[0].end());
  CHECK(st::kraskov(xr, yr).mean == Approx(plain).epsilon(1e-14));
  CHECK(st::kraskov(y, x).mean == Approx(plain).epsilon(1e-14));
  const auto z = st::standardised(y);
  CHECK(st::estimate_mean(z[0]).mean == Approx(0).margin(1e-14));
  CHECK(st::estimate_variance(z[0]).mean == Approx(1).epsilon(1e-13));
}

TEST_CASE("copied symbols: neighbours see masses") {
  // x of three symbols, y its copy: the information is the entropy, about ln 3.
  Samples x(1, Column(3000));
  for (std::size_t i = 0; i < 3000; ++i) x[0][i] = static_cast<double>(i % 3);
  CHECK(st::kraskov(x, x).mean == Approx(std::log(3.0)).epsilon(1e-3));
  CHECK(st::kraskov(x, x, {}, st::Kraskov::second).mean == Approx(std::log(3.0)).epsilon(1e-3));
  CHECK(st::plugin_mutual_information(x, x).mean == Approx(std::log(3.0)).epsilon(1e-12));
}

TEST_CASE("a series: its error grows with its memory, a constant has none") {
  const Column flat(100, 2);
  CHECK(st::estimate_mean_of_series(flat).std_error == 0);
  Column slow(2000);
  const Column fresh = noise(1, 2000)[0];
  for (std::size_t i = 1; i < 2000; ++i) slow[i] = 0.9 * slow[i - 1] + fresh[i];
  CHECK(st::estimate_mean_of_series(slow).std_error > 3 * st::estimate_mean(slow).std_error);
  CHECK_THROWS_AS(st::estimate_mean_of_series(Column{1}), InvalidArgument);
}

TEST_CASE("resampling: the same seed gives the same numbers, bad numbers are refused") {
  const Samples x = noise(1, 100), y = noise(1, 100, 1);
  const auto mean = [](st::Columns c) { return st::pairwise_sum(c[0]); };
  CHECK(st::bootstrap(x, mean, {.seed = 3}).std_error == st::bootstrap(x, mean, {.seed = 3}).std_error);
  CHECK(st::bootstrap(x, mean, {.seed = 3}).std_error != st::bootstrap(x, mean, {.seed = 4}).std_error);
  CHECK_THROWS_AS(st::bootstrap(x, mean, {.seed = 3, .resamples = 1}), InvalidArgument);
  CHECK_THROWS_AS(st::bootstrap(x, mean, {.seed = 3, .resamples = 10, .block = 101}), InvalidArgument);
  CHECK_THROWS_AS(st::error_from_parts(x, mean, 51), InvalidArgument);
  const auto f = [](st::Columns a, st::Columns b) { return a[0][0] + b[0][0]; };
  CHECK_THROWS_AS(st::surrogate_test(x, y, f, {.seed = 1, .surrogates = 1}), InvalidArgument);
}
