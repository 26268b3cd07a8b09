#include <cmath>
#include <cstdint>
#include <span>
#include <stochtherm/core/error.hpp>
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
    for (int k = 0; k < 4; ++k)
      CHECK(block[k][lane] == random::normal(seed, Stream::thermal, 100 + lane, 3, 28 + k));
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

TEST_CASE("the kernel of this machine gives the normals of normal()", "[random]") {
  std::vector<double> z(4 * 24);
  random::fill({random::Kind::normal, 9, Stream::thermal, 1ULL << 40, 2, 5}, z);
  for (std::uint64_t k = 0; k < 4; ++k)
    for (std::uint64_t i = 0; i < 24; ++i)
      REQUIRE(z[k * 24 + i] == random::normal(9, Stream::thermal, (1ULL << 40) + i, 2, 20 + k));
  CHECK_THROWS_AS(random::fill({random::Kind::normal, 9, Stream::thermal, 0, 0, 0}, {}), InvalidArgument);
  CHECK_THROWS_AS(random::fill({random::Kind::normal, 9, Stream::thermal, 0, 0, 0}, std::span(z).first(20)), InvalidArgument);
}
