#include <stochtherm/random/threefry.hpp>
#include <stochtherm/simd/pack.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using Words = random::Block<std::uint64_t>;

struct Answer {
  const char* what;
  Words counter, key, expected;
};
constexpr std::uint64_t ones = ~std::uint64_t{0};
// The vectors published with the generator: zeros, ones, and digits of pi.
constexpr Answer answers[] = {
    {"zeros",
     {0, 0, 0, 0},
     {0, 0, 0, 0},
     {0x4071fabee1dc8e05, 0x02ed3113695c9c62, 0x397311b5b89f9d49, 0xe21292c3258024bc}},
    {"ones",
     {ones, ones, ones, ones},
     {ones, ones, ones, ones},
     {0x7eaed935479722b5, 0x90994358c429f31c, 0x496381083e07a75b, 0x627ed0d746821121}},
    {"digits of pi",
     {0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
     {0x452821e638d01377, 0xbe5466cf34e90c6c, 0xc0ac29b7c97c50dd, 0x3f84d5b5b5470917},
     {0x4361288ef9c1900c, 0x8717291521782833, 0x0d19db18c20cf47e, 0xa0b41d63ac8581e5}}};

template <int Rounds>
Verdict run() {
  Verdict v;
  for (const auto& a : answers) {
    const Words scalar = random::threefry4x64<std::uint64_t, Rounds>(a.counter, a.key);
    using Pack = simd::Word<4>;
    const auto packed = random::threefry4x64<Pack, Rounds>(
        {Pack(a.counter[0]), Pack(a.counter[1]), Pack(a.counter[2]), Pack(a.counter[3])}, a.key);
    for (std::size_t i = 0; i < 4; ++i) {
      const std::string word = std::string(a.what) + ", word " + std::to_string(i);
      v.checks.push_back(bits_equal(word, scalar[i], a.expected[i]));
      v.checks.push_back(bits_equal(word + ", in a pack", packed[i][2], a.expected[i]));
    }
  }
  return v;
}

const Registered registered{{
    .name = "random/threefry_known_answers",
    .claim = "The counter-based generator is Threefry-4x64-13: it gives the published answers, one by one "
             "and in packs.",
    .equation = "out = Threefry4x64_{13}(counter, key)",
    .source = "salmon2011",
    .tags = {"exact"},
    .check = [](const Effort&) { return run<13>(); },
    .sabotage = {"one round is left out", [](const Effort&) { return run<12>(); }},
}};

}  // namespace
}  // namespace stochtherm::validation
