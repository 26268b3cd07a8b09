#include <cmath>
#include <stochtherm/core/generator.hpp>
#include <vector>

#include "catch.hpp"
#include "sentence.hpp"

using namespace stochtherm;

namespace {
Generator two_states(double forward, double backward) {
  return {.states = 2, .links = {{0, 1, forward, backward}}};
}
}  // namespace

TEST_CASE("a generator moves probability and makes none", "[generator]") {
  Generator g{.states = 3, .links = {{0, 1, 2, 1}, {1, 2, 3, 0.5}, {0, 1, 0.25, 4}}};
  const std::vector<double> p{0.5, 0.3, 0.2};
  std::vector<double> change(3);
  apply(g, p, change);
  CHECK(change[0] == Approx(-2.25 * 0.5 + 5 * 0.3));
  CHECK(change[0] + change[1] + change[2] == Approx(0).margin(1e-15));
  CHECK(escape_rates(g) == std::vector<double>{2.25, 8, 0.5});
  CHECK_FALSE(g.absorbing());
  g.exit = {0, 0, 2};
  CHECK(g.absorbing());
  apply(g, p, change);
  CHECK(change[0] + change[1] + change[2] == Approx(-0.4));
}

TEST_CASE("a matrix is a generator when its columns sum to 0", "[generator]") {
  const std::vector<double> W{-2, 1, 0, 2, -1.5, 3, 0, 0.5, -3};
  const Generator g = generator_from_matrix(W, 3);
  std::vector<double> change(3);
  const std::vector<double> p{0.2, 0.5, 0.3};
  apply(g, p, change);
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(change[i] == Approx(W[3 * i] * 0.2 + W[3 * i + 1] * 0.5 + W[3 * i + 2] * 0.3));
  CHECK_FALSE(g.absorbing());
  CHECK(generator_from_matrix(std::vector<double>{-3, 1, 2, -1}, 2).exit == std::vector<double>{1, 0});
  const auto says = [](const std::vector<double>& matrix, const char* sentence) {
    return refuses([&] { return generator_from_matrix(matrix, 2); }, {sentence});
  };
  CHECK(says({-1, 1, 2, -1},
             "a column must sum to 0, or to less where probability is lost, but column sum = 1"));
  CHECK(says({-1, -1, 1, 1}, "must not be negative"));
  CHECK(says({-1, 1, 1}, "square matrix"));
  CHECK(says({-1, std::nan(""), 1, 0}, "finite"));
}

TEST_CASE("a chain is a generator", "[generator]") {
  const ChainGenerator ring{{2, 2, 2}, {1, 1, 1}, true};
  const Generator g = as_generator(ring);
  CHECK(g.links.size() == 3);
  CHECK(escape_rates(g) == std::vector<double>{3, 3, 3});
  const ChainGenerator line{{2, 2, 5}, {7, 1, 1}, false};
  CHECK(as_generator(line).exit == std::vector<double>{7, 0, 5});
}

TEST_CASE("what is no generator is refused with a sentence", "[generator]") {
  const auto says = [](Generator g, const char* sentence) { return refuses([&] { g.check(); }, {sentence}); };
  CHECK(says(two_states(-1, 1), "a rate must be finite and not negative, but forward = -1"));
  CHECK(says(two_states(1, std::nan("")), "backward = nan"));
  CHECK(says({.states = 1}, "at least two states"));
  CHECK(says({.states = 2, .links = {{0, 2, 1, 1}}}, "a link must join two states that exist, but to = 2"));
  CHECK(says({.states = 2, .links = {{1, 1, 1, 1}}}, "two different states"));
  CHECK(says({.states = 2, .links = {{0, 1, 1, 1, 1}}}, "the reservoir of a link must exist"));
  CHECK(says({.states = 2, .energy = {1}}, "one number per state"));
  CHECK(says({.states = 2, .exit = {0, -1}}, "exit = -1"));
  CHECK(says({.states = 2, .reservoirs = {{"cold", 0}}}, "kT of cold = 0"));
  CHECK(says({.states = 2, .reservoirs = {}}, "every link has a reservoir"));
}
