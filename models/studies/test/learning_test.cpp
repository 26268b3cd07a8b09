#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>
#include <stochtherm/io/idx.hpp>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/studies/layered_training.hpp>
#include <stochtherm/studies/network_ensemble.hpp>

#include "../kernels/dense.hpp"
#include "catch.hpp"
#include "sentence.hpp"

namespace st = stochtherm;
using namespace st::studies;
using st::models::LayeredNetwork;

namespace {

/// A folder that goes when the test does.
struct Folder {
  std::filesystem::path path;
  explicit Folder(const std::string& name) : path(std::filesystem::temp_directory_path() / name) {
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path / name, std::ios::binary) << bytes;
  }
};
std::string idx(std::initializer_list<unsigned> sizes, const std::string& elements) {
  std::string s{'\0', '\0', '\x08', static_cast<char>(sizes.size())};
  for (unsigned n : sizes)
    for (int shift = 24; shift >= 0; shift -= 8) s += static_cast<char>((n >> shift) & 255U);
  return s + elements;
}

using namespace st::studies::detail;

/// Those of every instruction set that this machine has.
template <class Real>
std::vector<DenseKernels<Real>> all_kernels() {
  std::vector<DenseKernels<Real>> all{dense_kernels_baseline(Real{})};
#if defined(__x86_64__)
  const auto best = st::random::instruction_set();
  if (best != "baseline") all.push_back(dense_kernels_avx2(Real{}));
  if (best == "avx512") all.push_back(dense_kernels_avx512(Real{}));
#endif
  return all;
}

template <class Real>
std::vector<Real> waves(std::size_t n, double frequency) {
  std::vector<Real> x;
  for (std::size_t i = 0; i < n; ++i)
    x.push_back(static_cast<Real>(std::sin(frequency * static_cast<double>(i + 1))));
  return x;
}

template <class Real>
void check_product(std::size_t m, std::size_t n, std::size_t k, bool turn_A, bool turn_B) {
  const auto A = waves<Real>(m * k, 1), B = waves<Real>(k * n, 3);
  const Strided<Real> a{A.data(), turn_A ? 1 : k, turn_A ? m : 1},
      b{B.data(), turn_B ? 1 : n, turn_B ? k : 1};
  for (const auto& kernels : all_kernels<Real>()) {
    std::vector<Real> C(m * n, Real(0.5));
    kernels.multiply_add({m, n, k, a, b, C.data(), n});
    for (std::size_t i = 0; i < m; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        Real sum(0.5);  // in the order of k, an operation at a time: to the last bit
        for (std::size_t s = 0; s < k; ++s)
          sum = sum + a.at[i * a.row + s * a.column] * b.at[s * b.row + j * b.column];
        REQUIRE(C[i * n + j] == sum);
      }
  }
}

/// Bits: `set` of (i, s) in a row that is longer than it must be, all others 1.
template <class Real, class Set>
void check_selection(std::size_t m, std::size_t n, std::size_t k, bool turn_B, const Set& set) {
  const std::size_t bytes = k / 8 + 2, ldc = n + 3;
  std::vector<std::uint8_t> bits(m * bytes + 7, 0xff);
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t s = 0; s < k; ++s)
      if (!set(i, s)) bits[i * bytes + s / 8] &= static_cast<std::uint8_t>(~(1U << (s % 8)));
  const auto B = waves<Real>(k * n, 3);
  const Strided<Real> b{B.data(), turn_B ? 1 : n, turn_B ? k : 1};
  for (const auto& kernels : all_kernels<Real>()) {
    std::vector<Real> C(m * ldc, Real(0.5));
    kernels.add_selected({m, n, k, {bits.data(), bytes}, b, C.data(), ldc});
    for (std::size_t i = 0; i < m; ++i)
      for (std::size_t j = 0; j < ldc; ++j) {
        Real sum(0.5);
        for (std::size_t s = 0; s < k && j < n; ++s)
          if (set(i, s)) sum = sum + b.at[s * b.row + j * b.column];
        REQUIRE(C[i * ldc + j] == sum);
      }
  }
}

template <class Real>
void check_draws(double slope) {
  constexpr std::size_t elements = 144;
  const auto fields = waves<Real>(elements, 2);
  for (const auto& kernels : all_kernels<Real>())
    for (bool drawn : {false, true}) {
      auto chance = fields;
      std::vector<std::uint8_t> up(elements / 8, 0);
      kernels.draw_units(
          {elements, chance.data(), drawn ? up.data() : nullptr, slope, 5, st::random::Stream::thermal, 7});
      for (std::size_t e = 0; e < elements; ++e) {
        const auto p =
            1.0 / (1.0 + st::simd::exp(st::simd::Double<1>(-slope * static_cast<double>(fields[e])))[0]);
        const double u =
            st::random::uniform(5, st::random::Stream::thermal, e % (elements / 6), 7, e / (elements / 6));
        REQUIRE(chance[e] == static_cast<Real>(p));
        REQUIRE((up[e / 8] >> (e % 8) & 1U) == (drawn && u < p ? 1U : 0U));
      }
    }
}

}  // namespace

TEST_CASE("products: any shape, either operand turned, to the last bit", "[learning]") {
  for (const auto& [m, n, k] : std::vector<std::array<std::size_t, 3>>{
           {1, 1, 1}, {7, 33, 5}, {13, 70, 300}, {6, 64, 256}, {2, 129, 3}})
    for (bool turn_A : {false, true})
      for (bool turn_B : {false, true}) {
        check_product<float>(m, n, k, turn_A, turn_B);
        check_product<double>(m, n, k, turn_A, turn_B);
      }
}

TEST_CASE("products with bits: any shape and any bits, to the last bit", "[learning]") {
  for (const auto& [m, n, k] : std::vector<std::array<std::size_t, 3>>{
           {1, 1, 1}, {7, 33, 5}, {13, 70, 300}, {6, 64, 256}, {2, 129, 64}, {3, 31, 63}, {5, 97, 129}})
    for (bool turn_B : {false, true})
      for (int kind : {0, 1, 2, 3}) {  // none, all, one in three, about half
        const auto set = [kind](std::size_t i, std::size_t s) {
          return kind == 1 || (kind == 2 && (i + s) % 3 == 0) ||
                 (kind == 3 && std::sin(static_cast<double>(7 * i + s * s)) > 0);
        };
        check_selection<float>(m, n, k, turn_B, set);
        check_selection<double>(m, n, k, turn_B, set);
      }
}

TEST_CASE("draws of units: chances and bits, to the last bit", "[learning]") {
  for (double slope : {1.0, 4.0, 1000.0}) check_draws<float>(slope), check_draws<double>(slope);
}

TEST_CASE("training: a step is the rate times the gradient of the batch", "[learning]") {
  const auto samples = synthetic_digits(5, 3);
  auto expected = LayeredNetwork::random({784, 6, 4, 10}, 2);
  const auto before = expected;
  for (std::size_t s = 0; s < 5; ++s) {
    const auto g = before.boundary_gradient(std::span(samples.x).subspan(784 * s, 784),
                                            std::span(samples.t).subspan(10 * s, 10));
    for (std::size_t l = 0; l < 3; ++l) {
      for (std::size_t k = 0; k < g.W[l].size(); ++k) expected.W[l][k] -= 0.1 / 5 * g.W[l][k];
      for (std::size_t k = 0; k < g.b[l].size(); ++k) expected.b[l][k] -= 0.1 / 5 * g.b[l][k];
    }
  }
  for (const auto scale : {LossScale::half_sum, LossScale::mean_square}) {
    LayeredTrainer trainer(before, samples,
                           {.rate = scale == LossScale::half_sum ? 0.1 : 0.5,
                            .batch = 5,
                            .scale = scale,
                            .precision = Precision::double_precision,
                            .seed = 1});
    REQUIRE(trainer.descend(1));
    const auto after = trainer.network();
    for (std::size_t l = 0; l < 3; ++l) {
      for (std::size_t k = 0; k < after.W[l].size(); ++k)
        REQUIRE(after.W[l][k] == Approx(expected.W[l][k]).margin(1e-14));
      for (std::size_t k = 0; k < after.b[l].size(); ++k)
        REQUIRE(after.b[l][k] == Approx(expected.b[l][k]).margin(1e-14));
    }
  }
}

TEST_CASE("training: stopped and gone on is not stopped, in either precision", "[learning]") {
  for (const auto precision : {Precision::single_precision, Precision::double_precision}) {
    const GradientDescent how{.batch = 8, .precision = precision, .seed = 4};
    const auto start = LayeredNetwork::random({784, 6, 10}, 2);
    LayeredTrainer whole(start, synthetic_digits(50, 3), how), first(start, synthetic_digits(50, 3), how);
    REQUIRE(whole.descend(7));
    int asked = 0;
    const auto stopped = first.descend(7, [&](double) { return ++asked < 1; });
    CHECK(stopped.status() == st::Status::cancelled);
    const auto spent = first.epochs();
    REQUIRE(spent < 7);
    LayeredTrainer second(first.network(), synthetic_digits(50, 3), how, spent);
    REQUIRE(second.descend(7 - spent));
    CHECK(second.epochs() == 7);
    CHECK(second.network().W == whole.network().W);
    CHECK(second.network().b == whole.network().b);
  }
}

TEST_CASE("training: it learns, and diverges with a sentence", "[learning]") {
  const auto samples = synthetic_digits(300, 5);
  const auto start = LayeredNetwork::random({784, 12, 10}, 1);
  LayeredTrainer trainer(start, samples, {.rate = 0.1, .seed = 1});
  const auto before = *trainer.observe(20);
  REQUIRE(trainer.descend(30));
  const auto after = *trainer.observe(20);
  CHECK(after.epoch == 30);
  CHECK(after.boundary_loss < before.boundary_loss / 2);
  CHECK(after.bulk_loss < before.bulk_loss);
  CHECK(after.bulk_loss <= after.boundary_loss_there);
  CHECK(trainer.observe(300)->boundary_loss_there == Approx(after.boundary_loss).epsilon(1e-12));
  const auto stopped = trainer.observe(20, SlopesAt::mean_state, [](double) { return false; });
  CHECK(stopped.status() == st::Status::cancelled);
  CHECK(after.accuracy > 0.9);
  CHECK(after.spectrum.neurons() == 784 + 22);
  LayeredTrainer wild(start, samples, {.rate = 3e39, .scale = LossScale::half_sum, .seed = 1});
  const auto ended = wild.descend(50);
  CHECK(ended.status() == st::Status::diverged);
  CHECK(ended.sentence().find("smaller rate") != std::string::npos);
}

TEST_CASE("training: bad input gets a sentence", "[learning]") {
  const auto samples = synthetic_digits(3, 1);
  const auto network = LayeredNetwork::random({784, 10}, 1);
  const auto trained = [&](const LayeredNetwork& n, const LabelledSamples& s, GradientDescent how) {
    return [&n, &s, how] { return LayeredTrainer(n, s, how).epochs(); };
  };
  CHECK(refuses(trained(network, samples, {.rate = 0, .seed = 1}), {"rate"}));
  CHECK(refuses(trained(network, samples, {.batch = 0, .seed = 1}), {"batch"}));
  CHECK(refuses(trained(LayeredNetwork::random({9, 10}, 1), samples, {.seed = 1}), {"as many inputs"}));
  CHECK(refuses(trained(LayeredNetwork::random({784, 9}, 1), samples, {.seed = 1}), {"outputs"}));
  auto broken = samples;
  broken.x[3] = std::numeric_limits<double>::quiet_NaN();
  CHECK(refuses(trained(network, broken, {.seed = 1}), {"finite"}));
  auto weights = network;
  weights.W[0][0] = std::numeric_limits<double>::quiet_NaN();
  CHECK(refuses(trained(weights, samples, {.seed = 1}), {"finite", "W"}));
  CHECK(refuses([] { return synthetic_digits(0, 1); }, {"samples"}));
  CHECK(refuses([] { return synthetic_digits(1, 1, {.low = 1, .high = 0}); }, {"above"}));
}

TEST_CASE("IDX: cut off, too long or something else", "[learning]") {
  const Folder folder("stochtherm_idx_test");
  const auto read = [&](const std::string& bytes) {
    folder.write("file", bytes);
    return st::read_idx((folder.path / "file").string());
  };
  const auto good = read(idx({2, 3}, "abcdef"));
  CHECK(good.sizes == std::vector<std::size_t>{2, 3});
  CHECK(good.elements.back() == 'f');
  CHECK(refuses(
      [&] {
        return read(idx({2, 3}, "abcde"));
      },
      {"as long as its sizes say", "17 bytes in place of 18"}));
  CHECK(refuses([&] { return read(idx({2, 3}, "abcdefg")); }, {"in place of"}));
  CHECK(refuses([&] { return read(""); }, {"two zero bytes"}));
  CHECK(refuses([&] { return read("PK\3\4 something"); }, {"two zero bytes"}));
  CHECK(refuses([&] { return read(std::string("\0\0\x0d\x01\0\0\0\0", 8)); }, {"unsigned bytes"}));
  CHECK(refuses([&] { return read(std::string("\0\0\x08\x03\0\0", 6)); }, {"sizes of one dimension"}));
  CHECK(refuses([&] { return read(idx({0xffffffffU, 0xffffffffU, 0xffffffffU}, "a")); }, {"too short"}));
  CHECK(refuses([&] { return st::read_idx((folder.path / "none").string()); }, {"can be read", "none"}));
}

TEST_CASE("MNIST: files that do not belong together", "[learning]") {
  const Folder folder("stochtherm_mnist_test");
  const auto directory = folder.path.string();
  CHECK(!has_mnist(directory));
  folder.write("train-images-idx3-ubyte", idx({2, 1, 2}, std::string("\0\xff\x33\0", 4)));
  folder.write("train-labels-idx1-ubyte", idx({2}, std::string("\x07\x00", 2)));
  CHECK(has_mnist(directory));
  const auto set = mnist(directory, 2, {.low = -1, .high = 1});
  CHECK(set.x == std::vector<double>{0, 1, 0.2, 0});
  CHECK(set.t[7] == 1);
  CHECK(set.t[8] == -1);
  CHECK(refuses([&] { return mnist(directory, 3); }, {"as many images"}));
  folder.write("train-labels-idx1-ubyte", idx({1}, "\x07"));
  CHECK(refuses([&] { return mnist(directory, 2); }, {"a label for each image"}));
  folder.write("train-labels-idx1-ubyte", idx({2}, "\x07\x0a"));
  CHECK(refuses([&] { return mnist(directory, 2); }, {"a label is a digit"}));
}

TEST_CASE("annealing of a network: bad input gets a sentence", "[learning]") {
  const auto s = st::models::NeuralSeptuple::unconnected(2);
  CHECK(refuses([&] { return annealed_partition_function(s, -1, 10, 10, 1); }, {"not negative"}));
  CHECK(refuses([&] { return annealed_partition_function(s, 1, 10, 1, 1); }, {"two chains"}));
  CHECK(refuses([&] { return annealed_partition_function(s, 1, 0, 10, 1); }, {"a step"}));
  const auto stopped = annealed_partition_function(s, 1, 10, 10, 1, 0, [](double) { return false; });
  CHECK(stopped.status() == st::Status::cancelled);
  CHECK(refuses(
      [&] {
        return annealed_partition_function(
            st::models::NeuralSeptuple::unconnected(2, st::models::Activation::identity), 1, 10, 10, 1);
      },
      {"bounded"}));
}
