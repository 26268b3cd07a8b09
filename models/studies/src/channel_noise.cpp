#include <algorithm>
#include <array>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/studies/channel_noise.hpp>

namespace stochtherm::studies {
namespace {

/// Uniform numbers in their order, six to a call.
class Uniforms {
 public:
  explicit Uniforms(Seed seed) : seed_(seed) {}
  double operator()() {
    if (left_ == 0) {
      const auto w = random::detail::words<1>(random::Kind::uniform, seed_, random::Stream::jumps,
                                              simd::Word<1>(0), 0, block_++);
      const auto u = random::detail::to_uniforms<1>(w);
      for (std::size_t i = 0; i < 6; ++i) draws_[i] = u[i][0];
      left_ = 6;
    }
    return draws_[6 - left_--];
  }

 private:
  Seed seed_;
  std::uint64_t block_ = 0;
  std::size_t left_ = 0;
  std::array<double, 6> draws_{};
};

/// How many channels are in each state.
struct Channels {
  std::array<std::array<std::size_t, 2>, 4> na{};  // m-gates open, h open
  std::array<std::size_t, 5> k{};                  // n-gates open
  std::size_t m_open = 0, h_open = 0, n_open = 0;  // gates in all

  /// Each gate open with its steady probability.
  void settle(std::size_t sodium, std::size_t potassium, const std::array<double, 3>& open, Uniforms& u) {
    for (std::size_t c = 0; c < sodium; ++c) {
      std::size_t m = 0;
      for (int g = 0; g < 3; ++g) m += u() < open[0];
      const std::size_t h = u() < open[1];
      ++na[m][h], m_open += m, h_open += h;
    }
    for (std::size_t c = 0; c < potassium; ++c) {
      std::size_t n = 0;
      for (int g = 0; g < 4; ++g) n += u() < open[2];
      ++k[n], n_open += n;
    }
  }

  /// One gate of kind 0 m, 1 h, 2 n opens or closes; `at` in [0, 1) picks the channel in proportion to its gates that can.
  void flip(int kind, bool opens, double at) {
    if (kind == 2) {
      double rest = at * static_cast<double>(opens ? 4 * total(k) - n_open : n_open);
      for (std::size_t n = 0; n < 5; ++n) {
        const auto weight = static_cast<double>(k[n] * (opens ? 4 - n : n));
        if (weight > 0 && (rest -= weight) < 0) {
          --k[n], ++k[opens ? n + 1 : n - 1];
          n_open = opens ? n_open + 1 : n_open - 1;
          return;
        }
      }
      return;
    }
    std::size_t all = 0;
    for (std::size_t m = 0; m < 4; ++m)
      for (std::size_t h = 0; h < 2; ++h) all += na[m][h] * gates(kind, opens, m, h);
    double rest = at * static_cast<double>(all);
    for (std::size_t m = 0; m < 4; ++m)
      for (std::size_t h = 0; h < 2; ++h) {
        const auto weight = static_cast<double>(na[m][h] * gates(kind, opens, m, h));
        if (!(weight > 0) || (rest -= weight) >= 0) continue;
        --na[m][h];
        if (kind == 0)
          ++na[opens ? m + 1 : m - 1][h], m_open = opens ? m_open + 1 : m_open - 1;
        else
          ++na[m][opens ? 1 : 0], h_open = opens ? h_open + 1 : h_open - 1;
        return;
      }
  }

 private:
  static std::size_t gates(int kind, bool opens, std::size_t m, std::size_t h) {
    return kind == 0 ? (opens ? 3 - m : m) : (opens ? 1 - h : h);
  }
  static std::size_t total(const std::array<std::size_t, 5>& k) { return k[0] + k[1] + k[2] + k[3] + k[4]; }
};

}  // namespace

Estimate NoisyAxon::interval() const {
  require(spikes.size() >= 3, "an interval with its error needs three spikes", "spikes",
          static_cast<double>(spikes.size()));
  std::vector<double> between;
  for (std::size_t i = 1; i < spikes.size(); ++i) between.push_back(spikes[i] - spikes[i - 1]);
  return estimate_mean(between);
}

double NoisyAxon::variation() const {
  const Estimate e = interval();
  return e.std_error * std::sqrt(static_cast<double>(e.n)) / e.mean;
}

NoisyAxon noisy_axon(const models::HodgkinHuxley& axon, const ChannelNoise& noise) {
  require(noise.sodium >= 1, "there is at least one sodium channel", "sodium",
          static_cast<double>(noise.sodium));
  require(noise.potassium >= 1, "there is at least one potassium channel", "potassium",
          static_cast<double>(noise.potassium));
  require_finite(noise.current, "current");
  require_positive(noise.duration, "a duration is positive", "duration");
  require_not_negative(noise.settle, "the time to settle is not negative", "settle");
  require_not_negative(noise.record_every, "an interval is not negative", "record_every");
  if (noise.clamp) require_finite(*noise.clamp, "clamp");

  Uniforms u(noise.seed);
  double V = noise.clamp.value_or(-65);
  Channels channels;
  {
    std::array<double, 3> open{};
    const auto rate = axon.rates(V);
    for (std::size_t i = 0; i < 3; ++i) open[i] = rate[i].alpha / (rate[i].alpha + rate[i].beta);
    channels.settle(noise.sodium, noise.potassium, open, u);
  }
  const double per_na = axon.gNa / static_cast<double>(noise.sodium),
               per_k = axon.gK / static_cast<double>(noise.potassium);
  const auto N = static_cast<double>(noise.sodium), K = static_cast<double>(noise.potassium);
  const std::array<double, 3> E{axon.ENa, axon.EK, axon.EL};

  NoisyAxon result{};
  double t = -noise.settle, next_record = 0, charge_Na = 0, dissipated = 0, injected = 0, batteries = 0,
         V_begin = V;
  bool armed = V < -40, counting = false;
  while (t < noise.duration) {
    const auto rate = axon.rates(V);
    const auto m = static_cast<double>(channels.m_open), h = static_cast<double>(channels.h_open),
               n = static_cast<double>(channels.n_open);
    const double a[6] = {rate[0].alpha * (3 * N - m), rate[0].beta * m,
                         rate[1].alpha * (N - h),     rate[1].beta * h,
                         rate[2].alpha * (4 * K - n), rate[2].beta * n};
    const double total = a[0] + a[1] + a[2] + a[3] + a[4] + a[5];
    double wait = -std::log(u()) / total;
    // What is counted begins at 0 and ends at the duration, to the instant.
    bool jumps = true;
    if (t < 0 && t + wait >= 0) wait = -t, jumps = false;
    if (t + wait > noise.duration) wait = noise.duration - t, jumps = false;

    const std::array<double, 3> g{per_na * static_cast<double>(channels.na[3][1]),
                                  per_k * static_cast<double>(channels.k[4]), axon.gL};
    while (noise.record_every > 0 && t + wait >= next_record && next_record <= noise.duration && counting) {
      result.open_sodium.push_back(static_cast<double>(channels.na[3][1]));
      result.open_potassium.push_back(static_cast<double>(channels.k[4]));
      next_record += noise.record_every;
    }
    const double before = V;
    // V = V_inf + (V_0 - V_inf) e^{-t/tau}: its integral and that of its square in closed form.
    const double G = g[0] + g[1] + g[2],
                 V_inf = (g[0] * E[0] + g[1] * E[1] + g[2] * E[2] + noise.current) / G;
    const double decay = std::exp(-G * wait / axon.C), d = V - V_inf;
    double int_V = 0, int_V2 = 0;
    if (noise.clamp) {
      int_V = V * wait, int_V2 = V * V * wait;
    } else {
      const double tau = axon.C / G, one = -std::expm1(-G * wait / axon.C) * tau,
                   two = -std::expm1(-2 * G * wait / axon.C) * 0.5 * tau;
      int_V = V_inf * wait + d * one;
      int_V2 = V_inf * V_inf * wait + 2 * V_inf * d * one + d * d * two;
      V = V_inf + d * decay;
    }
    if (counting) {
      for (std::size_t x = 0; x < 3; ++x) {
        const double charge = g[x] * (int_V - E[x] * wait);
        if (x == 0) charge_Na += charge;
        batteries += E[x] * charge;
        dissipated += g[x] * (int_V2 - 2 * E[x] * int_V + E[x] * E[x] * wait);
      }
      injected += noise.current * int_V;
      if (armed && before < 0 && V >= 0) {
        result.spikes.push_back(t + wait);
        result.peaks.push_back(V);
        armed = false;
      }
      if (!armed && !result.peaks.empty()) result.peaks.back() = std::max(result.peaks.back(), V);
    }
    if (V < -40) armed = true;
    t += wait;
    if (!counting && t >= 0) counting = true, V_begin = V;
    if (!jumps) continue;
    ++result.transitions;
    double pick = u() * total;
    int kind = 0;
    while (kind < 5 && pick >= a[kind]) pick -= a[kind++];
    channels.flip(kind / 2, kind % 2 == 0, std::min(pick / a[kind], 0x1.fffffffffffffp-1));
  }
  const double stored = noise.clamp ? 0 : 0.5 * axon.C * (V * V - V_begin * V_begin);
  // A clamp injects what keeps V: there is no balance to check.
  result.balance = noise.clamp ? 0
                               : std::abs(dissipated - (injected - batteries - stored)) /
                                     std::max(std::abs(dissipated), std::abs(batteries));
  result.sodium_load = -charge_Na * 1e-5;
  result.energy = dissipated * 1e-8;
  return result;
}

}  // namespace stochtherm::studies
