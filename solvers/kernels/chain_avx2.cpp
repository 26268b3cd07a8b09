#include "chain.hpp"

void stochtherm::detail::chain_batch_avx2(const ChainLine& line, double* b, std::size_t count) {
  chain_packs<simd::native_width>(line, b, count);
}
void stochtherm::detail::chain_bernoulli_avx2(const double* z, double* rise, double* fall, std::size_t n) {
  bernoulli_packs<simd::native_width>(z, rise, fall, n);
}
double stochtherm::detail::chain_dot_change_avx2(const double* a, const double* b, const double* c,
                                                 std::size_t n) {
  return dot_change_packs(a, b, c, n);
}
stochtherm::detail::SumAndLowest stochtherm::detail::chain_sum_and_lowest_avx2(const double* p,
                                                                               std::size_t n) {
  return sum_and_lowest_packs(p, n);
}
