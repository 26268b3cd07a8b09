#include <algorithm>
#include <array>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/studies/channel_noise.hpp>

#include "sequence.hpp"

namespace stochtherm::studies {
namespace {

/// The voltage between changes of the conductances, and its accounts.
class Course {
 public:
  Course(const models::HodgkinHuxley& axon, const ChannelNoise& noise)
      : V(noise.clamp.value_or(-65)),
        t(-noise.settle),
        axon_(axon),
        noise_(noise),
        V_begin_(V),
        armed_(V < -40) {
    if (t >= 0) counting_ = true;
  }
  double V, t;

  [[nodiscard]] bool goes_on() const { return t < noise_.duration; }
  /// Until when the current stands, and what counts begins or ends.
  [[nodiscard]] double next_change() const {
    if (t < 0) return 0;
    if (noise_.hold > 0) {
      const double next = (std::floor(t / noise_.hold) + 1) * noise_.hold;
      return std::min(next > t ? next : next + noise_.hold, noise_.duration);
    }
    return noise_.duration;
  }
  /// Conductances (mS/cm^2) stand still until `to`; `open` channels are for the record.
  void stand(double gNa, double gK, double to, double open_na, double open_k) {
    const std::array<double, 3> g{gNa, gK, axon_.gL}, E = axon_.reversals();
    const double current = current_now(), wait = to - t;
    // V = V_inf + (V_0 - V_inf) e^{-t/tau}: its integral and that of its square in closed form.
    const double G = g[0] + g[1] + g[2], V_inf = (g[0] * E[0] + g[1] * E[1] + g[2] * E[2] + current) / G;
    const double d = V - V_inf, before = V;
    const auto at = [&](double later) {
      return noise_.clamp ? V : V_inf + d * std::exp(-G * later / axon_.C);
    };
    while (counting_ && noise_.record_every > 0 && to >= next_record_ && next_record_ <= noise_.duration) {
      result_.potential.push_back(at(next_record_ - t));
      result_.open_sodium.push_back(open_na);
      result_.open_potassium.push_back(open_k);
      next_record_ = noise_.record_every * static_cast<double>(result_.potential.size());
    }
    double int_V = V * wait, int_V2 = V * V * wait;
    if (!noise_.clamp) {
      const double tau = axon_.C / G, one = -std::expm1(-G * wait / axon_.C) * tau,
                   two = -std::expm1(-2 * G * wait / axon_.C) * 0.5 * tau;
      int_V = V_inf * wait + d * one;
      int_V2 = V_inf * V_inf * wait + 2 * V_inf * d * one + d * d * two;
      V = at(wait);
    }
    if (counting_) {
      for (std::size_t x = 0; x < 3; ++x) {
        const double charge = g[x] * (int_V - E[x] * wait);
        if (x == 0) charge_Na_ += charge;
        batteries_ += E[x] * charge;
        dissipated_ += g[x] * (int_V2 - 2 * E[x] * int_V + E[x] * E[x] * wait);
      }
      injected_ += current * int_V;
      if (armed_ && before < 0 && V >= 0) {
        result_.spikes.push_back(to);
        result_.peaks.push_back(V);
        armed_ = false;
      }
      if (!armed_ && !result_.peaks.empty()) result_.peaks.back() = std::max(result_.peaks.back(), V);
    }
    if (V < -40) armed_ = true;
    t = to;
    if (!counting_ && t >= 0) counting_ = true, V_begin_ = V;
  }
  [[nodiscard]] NoisyAxon finish(std::size_t transitions) {
    const double stored = noise_.clamp ? 0 : 0.5 * axon_.C * (V * V - V_begin_ * V_begin_);
    // A clamp injects what keeps V: there is no balance to check.
    result_.balance = noise_.clamp ? 0
                                   : std::abs(dissipated_ - (injected_ - batteries_ - stored)) /
                                         std::max(std::abs(dissipated_), std::abs(batteries_));
    result_.sodium_load = -charge_Na_ * 1e-5;
    result_.energy = dissipated_ * 1e-8;
    result_.transitions = transitions;
    return std::move(result_);
  }

 private:
  [[nodiscard]] double current_now() const {
    if (t < 0 || noise_.hold <= 0) return noise_.current;
    const auto k = static_cast<std::size_t>(t / noise_.hold + 1e-9);
    return noise_.current + (k < noise_.stimulus.size() ? noise_.stimulus[k] : 0);
  }
  const models::HodgkinHuxley& axon_;
  const ChannelNoise& noise_;
  NoisyAxon result_{};
  double next_record_ = 0, charge_Na_ = 0, dissipated_ = 0, injected_ = 0, batteries_ = 0, V_begin_;
  bool armed_, counting_ = false;
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

std::array<double, 3> steady(const models::HodgkinHuxley& axon, double V) {
  std::array<double, 3> open{};
  const auto rate = axon.rates(V);
  for (std::size_t i = 0; i < 3; ++i) open[i] = rate[i].alpha / (rate[i].alpha + rate[i].beta);
  return open;
}

NoisyAxon run_markov(const models::HodgkinHuxley& axon, const ChannelNoise& noise) {
  Uniforms u(noise.seed, random::Stream::jumps);
  Course course(axon, noise);
  Channels channels;
  channels.settle(noise.sodium, noise.potassium, steady(axon, course.V), u);
  const auto N = static_cast<double>(noise.sodium), K = static_cast<double>(noise.potassium);
  std::size_t transitions = 0;
  while (course.goes_on()) {
    const auto rate = axon.rates(course.V);
    const auto m = static_cast<double>(channels.m_open), h = static_cast<double>(channels.h_open),
               n = static_cast<double>(channels.n_open);
    const double a[6] = {rate[0].alpha * (3 * N - m), rate[0].beta * m,
                         rate[1].alpha * (N - h),     rate[1].beta * h,
                         rate[2].alpha * (4 * K - n), rate[2].beta * n};
    const double total = a[0] + a[1] + a[2] + a[3] + a[4] + a[5];
    const double to = course.t - std::log(u()) / total, change = course.next_change();
    const auto open_na = static_cast<double>(channels.na[3][1]), open_k = static_cast<double>(channels.k[4]);
    course.stand(axon.gNa * open_na / N, axon.gK * open_k / K, std::min(to, change), open_na, open_k);
    // Waiting has no memory: where something else changes first, nothing jumped, and the wait begins anew.
    if (to >= change) continue;
    ++transitions;
    double pick = u() * total;
    int kind = 0;
    while (kind < 5 && pick >= a[kind]) pick -= a[kind++];
    channels.flip(kind / 2, kind % 2 == 0, std::min(pick / a[kind], 0x1.fffffffffffffp-1));
  }
  return course.finish(transitions);
}

/// x_i <-> x_j with rates a and b: one flux, one noise.
struct Exchange {
  double dt, over_N;
  void operator()(double& from, double& to, double a, double b, double x_i, double x_j, double xi) const {
    const double flux = (a * x_i - b * x_j) * dt +
                        std::sqrt((a * std::max(x_i, 0.0) + b * std::max(x_j, 0.0)) * over_N * dt) * xi;
    from -= flux, to += flux;
  }
};

NoisyAxon run_diffusion(const models::HodgkinHuxley& axon, const ChannelNoise& noise) {
  Normals xi(noise.seed, random::Stream::jumps);
  Course course(axon, noise);
  const auto N = static_cast<double>(noise.sodium), K = static_cast<double>(noise.potassium);
  double na[4][2], k[5];
  const auto open = steady(axon, course.V);
  constexpr double choose3[4] = {1, 3, 3, 1}, choose4[5] = {1, 4, 6, 4, 1};
  for (int m = 0; m < 4; ++m)
    for (int h = 0; h < 2; ++h)
      na[m][h] =
          choose3[m] * std::pow(open[0], m) * std::pow(1 - open[0], 3 - m) * (h ? open[1] : 1 - open[1]);
  for (int n = 0; n < 5; ++n) k[n] = choose4[n] * std::pow(open[2], n) * std::pow(1 - open[2], 4 - n);
  std::size_t steps = 0;
  while (course.goes_on()) {
    const auto rate = axon.rates(course.V);
    const double to = std::min(course.t + noise.dt, course.next_change()), dt = to - course.t;
    course.stand(axon.gNa * std::max(na[3][1], 0.0), axon.gK * std::max(k[4], 0.0), to, N * na[3][1],
                 K * k[4]);
    double na_next[4][2], k_next[5];
    std::copy(&na[0][0], &na[0][0] + 8, &na_next[0][0]);
    std::copy(k, k + 5, k_next);
    const Exchange sodium{dt, 1 / N}, potassium{dt, 1 / K};
    for (int m = 0; m < 3; ++m)
      for (int h = 0; h < 2; ++h)
        sodium(na_next[m][h], na_next[m + 1][h], (3 - m) * rate[0].alpha, (m + 1) * rate[0].beta, na[m][h],
               na[m + 1][h], xi());
    for (int m = 0; m < 4; ++m)
      sodium(na_next[m][0], na_next[m][1], rate[1].alpha, rate[1].beta, na[m][0], na[m][1], xi());
    for (int n = 0; n < 4; ++n)
      potassium(k_next[n], k_next[n + 1], (4 - n) * rate[2].alpha, (n + 1) * rate[2].beta, k[n], k[n + 1],
                xi());
    std::copy(&na_next[0][0], &na_next[0][0] + 8, &na[0][0]);
    std::copy(k_next, k_next + 5, k);
    ++steps;
  }
  return course.finish(steps);
}

NoisyAxon run_subunit(const models::HodgkinHuxley& axon, const ChannelNoise& noise) {
  Normals xi(noise.seed, random::Stream::jumps);
  Course course(axon, noise);
  const auto N = static_cast<double>(noise.sodium), K = static_cast<double>(noise.potassium);
  const std::array<double, 3> number{N, N, K};
  auto gate = steady(axon, course.V);
  std::size_t steps = 0;
  while (course.goes_on()) {
    const auto rate = axon.rates(course.V);
    const double to = std::min(course.t + noise.dt, course.next_change()), dt = to - course.t;
    const auto g = axon.conductances(gate);
    course.stand(g[0], g[1], to, N * g[0] / axon.gNa, K * g[1] / axon.gK);
    for (std::size_t i = 0; i < 3; ++i) {
      const double up = rate[i].alpha * (1 - gate[i]), down = rate[i].beta * gate[i];
      gate[i] =
          std::clamp(gate[i] + (up - down) * dt + std::sqrt((up + down) / number[i] * dt) * xi(), 0.0, 1.0);
    }
    ++steps;
  }
  return course.finish(steps);
}

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
  require_not_negative(noise.hold, "a time to hold is not negative", "hold");
  require(noise.stimulus.empty() || noise.hold > 0, "a stimulus is held for a positive time", "hold",
          noise.hold);
  for (double I : noise.stimulus) require_finite(I, "stimulus");
  if (noise.model == ChannelModel::markov) return run_markov(axon, noise);
  require(
      noise.dt > 0 && noise.dt * axon.phi() <= 0.05,
      "a step is positive and at most 0.05 ms at 6.3 degrees Celsius, less in proportion where it is warmer",
      "dt", noise.dt);
  return noise.model == ChannelModel::diffusion ? run_diffusion(axon, noise) : run_subunit(axon, noise);
}

}  // namespace stochtherm::studies
