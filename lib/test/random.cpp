#include <cmath>
#include <cstdint>
#include <span>
#include <stochtherm/core/error.hpp>
#include <stochtherm/random/discrete.hpp>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

#include "catch.hpp"

using namespace stochtherm;
using random::Stream;

TEST_CASE("Threefry-4x64 gives its published known answers", "[random]") {
  using B = random::Block<std::uint64_t>;
  const std::uint64_t f = ~std::uint64_t{0};
  CHECK(random::threefry4x64<std::uint64_t, 20>({0, 0, 0, 0}, {0, 0, 0, 0}) ==
        B{0x09218ebde6c85537U, 0x55941f5266d86105U, 0x4bd25e16282434dcU, 0xee29ec846bd2e40bU});
  CHECK(random::threefry4x64<std::uint64_t, 13>({f, f, f, f}, {f, f, f, f}) ==
        B{0x7eaed935479722b5U, 0x90994358c429f31cU, 0x496381083e07a75bU, 0x627ed0d746821121U});
}

TEST_CASE("a random number is a function of its name alone", "[random]") {
  const Seed seed{42};
  const auto block = random::normal_block<4>(seed, Stream::thermal, random::consecutive<4>(100), 3, 7);
  for (int lane = 0; lane < 4; ++lane)
    for (int k = 0; k < 6; ++k)
      CHECK(block[k][lane] == random::normal(seed, Stream::thermal, 100 + lane, 3, 42 + k));
  CHECK(random::normal(seed, Stream::thermal, 1, 0, 0) !=
        random::normal(seed, Stream::initial_state, 1, 0, 0));
  CHECK(random::normal(seed, Stream::thermal, 1, 0, 0) != random::normal({43}, Stream::thermal, 1, 0, 0));
  CHECK(random::normal(seed, Stream::thermal, 1, 0, 0) != random::normal(seed, Stream::thermal, 1, 1, 0));
}

TEST_CASE("normals are normal and uniforms uniform", "[random]") {
  std::vector<double> z, u, product;
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    z.push_back(random::normal({5}, Stream::data, i / 100, 0, i % 100));
    u.push_back(random::uniform({5}, Stream::data, i / 100, 1, i % 100));
    REQUIRE((u.back() > 0 && u.back() < 1));
  }
  for (std::size_t i = 1; i < z.size(); ++i) product.push_back(z[i] * z[i - 1]);
  CHECK(std::abs(estimate_mean(z).z(0)) < 4.5);
  CHECK(std::abs(estimate_variance(z).z(1)) < 4.5);
  CHECK(std::abs(estimate_mean(product).z(0)) < 4.5);
  CHECK(std::abs(estimate_mean(u).z(0.5)) < 4.5);
  CHECK(std::abs(estimate_variance(u).z(1.0 / 12)) < 4.5);
}

TEST_CASE("the kernel of this machine gives the numbers that one asks for by name", "[random]") {
  const std::pair<random::Kind, double (*)(Seed, Stream, std::uint64_t, std::uint64_t, std::uint64_t)>
      kinds[] = {{random::Kind::normal, random::normal},
                 {random::Kind::uniform, random::uniform},
                 {random::Kind::two_point, random::two_point},
                 {random::Kind::three_point, random::three_point}};
  std::vector<double> z(6 * 40);
  for (const auto& [kind, named] : kinds) {
    random::fill({kind, 9, Stream::thermal, 1ULL << 40, 2, 5}, z);
    for (std::uint64_t k = 0; k < 6; ++k)
      for (std::uint64_t i = 0; i < 40; ++i)
        REQUIRE(z[k * 40 + i] == named(9, Stream::thermal, (1ULL << 40) + i, 2, 30 + k));
  }
  const random::Draws draws{random::Kind::normal, 9, Stream::thermal, 0, 0, 0};
  CHECK_THROWS_AS(random::fill(draws, {}), InvalidArgument);
  CHECK_THROWS_AS(random::fill(draws, std::span(z).first(20)), InvalidArgument);
}

TEST_CASE("discrete increments have the moments of a normal, as far as they promise", "[random]") {
  double two = 0, three = 0, fourth = 0;
  const int n = 600'000;
  for (std::uint64_t i = 0; i < n; ++i) {
    const double a = random::two_point({7}, Stream::data, i / 600, 0, i % 600);
    const double b = random::three_point({7}, Stream::data, i / 600, 0, i % 600);
    REQUIRE((a == 1 || a == -1));
    REQUIRE((b == 0 || std::abs(b) == std::sqrt(3.0)));
    two += a, three += b * b, fourth += b * b * b * b;
  }
  CHECK(std::abs(two / std::sqrt(n)) < 4.5);
  CHECK(std::abs(three / n - 1) < 4.5 * std::sqrt(2.0 / n));    // variance of b^2: 3 - 1
  CHECK(std::abs(fourth / n - 3) < 4.5 * std::sqrt(18.0 / n));  // of b^4: 27 - 9
}
