// A small restricted Boltzmann machine against the sum over all its states.
#include <cmath>
#include <stochtherm/models/learning/restricted_boltzmann.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::BinaryUnits, models::RestrictedBoltzmann;

/// W_ij = 0.5 sin(1 + i + 2j), b_i = 0.1 (i - 1.5), c_j = -0.2 + 0.1 j; four visible and three hidden units.
RestrictedBoltzmann machine(BinaryUnits units) {
  auto m = RestrictedBoltzmann::zero(4, 3, units);
  for (std::size_t i = 0; i < 4; ++i) {
    const auto x = static_cast<double>(i);
    m.b[i] = 0.1 * (x - 1.5);
    for (std::size_t j = 0; j < 3; ++j) m.W[3 * i + j] = 0.5 * std::sin(1 + x + 2 * static_cast<double>(j));
  }
  for (std::size_t j = 0; j < 3; ++j) m.c[j] = -0.2 + 0.1 * static_cast<double>(j);
  return m;
}

/// Every one of the 2^7 states by itself; `coupling` multiplies the energy's middle term, 1 is the truth.
struct BruteForce {
  double log_Z = 0, v[4] = {}, h[3] = {}, v0h0 = 0, entropy = 0;
  BruteForce(const RestrictedBoltzmann& m, double coupling) {
    const double low = m.units == BinaryUnits::zero_one ? 0 : -1;
    double Z = 0, of_v[16] = {};
    for (int state = 0; state < 128; ++state) {
      double s[7], minus_E = 0;
      for (int k = 0; k < 7; ++k) s[k] = state >> k & 1 ? 1 : low;
      for (int i = 0; i < 4; ++i) minus_E += 0.1 * (i - 1.5) * s[i];
      for (int j = 0; j < 3; ++j) minus_E += (-0.2 + 0.1 * j) * s[4 + j];
      for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 3; ++j) minus_E += coupling * 0.5 * std::sin(1 + i + 2 * j) * s[i] * s[4 + j];
      const double w = std::exp(minus_E);
      Z += w, v0h0 += w * s[0] * s[4], of_v[state & 15] += w;
      for (int i = 0; i < 4; ++i) v[i] += w * s[i];
      for (int j = 0; j < 3; ++j) h[j] += w * s[4 + j];
    }
    for (double& x : v) x /= Z;
    for (double& x : h) x /= Z;
    v0h0 /= Z, log_Z = std::log(Z);
    for (double w : of_v) entropy -= w / Z * std::log(w / Z);
  }
};

Verdict compare(double coupling) {
  Verdict verdict;
  const auto add = [&](std::string what, double measured, double known, int n) {
    verdict.checks.push_back(digits(std::move(what), measured, known, n));
  };
  const auto m = machine(BinaryUnits::zero_one), signs = machine(BinaryUnits::plus_minus);
  const auto exact = m.exact(), of_signs = signs.exact();
  add("units 0, 1: ln Z", exact.log_Z, 4.759017809268, 13);
  const double v[] = {.45956578, .49293925, .52186530, .54161842}, h[] = {.51187143, .36207900, .53620588};
  for (std::size_t i = 0; i < 4; ++i) add("mean of a visible unit", exact.moments.v[i], v[i], 7);
  for (std::size_t j = 0; j < 3; ++j) add("mean of a hidden unit", exact.moments.h[j], h[j], 7);
  add("⟨v_{0}h_{0}⟩", exact.moments.vh[0], 0.2616075285, 10);
  add("entropy of the visible units", m.visible_entropy(), 2.7641434955, 10);
  add("free energy of 1111", m.free_energy(std::vector<double>{1, 1, 1, 1}), -2.0001207252, 10);
  add("units −1, +1: ln Z", of_signs.log_Z, 5.716931952207, 13);
  for (const auto* which : {&m, &signs}) {
    const BruteForce all(*which, coupling);
    const auto e = which->exact();
    add("all states: ln Z", e.log_Z, all.log_Z, 13);
    add("all states: ⟨v_{0}h_{0}⟩", e.moments.vh[0], all.v0h0, 12);
    add("all states: ⟨h_{2}⟩", e.moments.h[2], all.h[2], 12);
    add("all states: entropy", which->visible_entropy(), all.entropy, 12);
  }
  // The layers exchanged are the same machine; and the gradient of ln Z by a weight is <v h>.
  RestrictedBoltzmann turned = RestrictedBoltzmann::zero(3, 4);
  turned.b = m.c, turned.c = m.b;
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 3; ++j) turned.W[4 * j + i] = m.W[3 * i + j];
  add("layers exchanged: ln Z", turned.exact().log_Z, exact.log_Z, 13);
  auto up = m, down = m;
  up.W[0] += 1e-4, down.W[0] -= 1e-4;
  add("d ln Z/dW_{00}, by differences", (up.exact().log_Z - down.exact().log_Z) / 2e-4, exact.moments.vh[0],
      8);
  return verdict;
}

const Registered registered{{
    .name = "learning/boltzmann_exact",
    .claim =
        "A restricted Boltzmann machine summed over its smaller layer is the machine summed over all states.",
    .equation = "F(v) = −Σ b_{i}v_{i} − Σ ln[Σ e^{h x_{j}}], x_{j} = c_{j} + Σ v_{i}W_{ij}",
    .source = "smolensky1986, hinton2002",
    .tags = {"exact"},
    .check = [](const Effort&) { return compare(1); },
    .sabotage = {.description = "The sum over all states couples each pair twice.",
                 .check = [](const Effort&) { return compare(2); }},
}};

}  // namespace
}  // namespace stochtherm::validation
