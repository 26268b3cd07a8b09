#include <Eigen/Eigenvalues>
#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <limits>
#include <stochtherm/constants.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/ode/integrate.hpp>
#include <stochtherm/studies/excitable_membrane.hpp>

namespace stochtherm::studies {
namespace {

constexpr double charge_density = 1e-5;  // nC/cm^2 in C/m^2
constexpr double energy_density = 1e-8;  // pJ/cm^2 = uA/cm^2 mV ms in J/m^2
constexpr OdeTolerance fine{.relative = 1e-11, .absolute = 1e-12, .longest_step = 1};

double root(const std::function<double(double)>& f, double a, double b) {
  std::uintmax_t most = 200;
  const auto bracket =
      boost::math::tools::toms748_solve(f, a, b, boost::math::tools::eps_tolerance<double>(50), most);
  return 0.5 * (bracket.first + bracket.second);
}

/// Steady outward current at V.
double steady_current(const ExcitableMembrane& m, double V) {
  const auto state = m.steady(V);
  std::vector<double> I(m.names.size());
  m.channel_currents(state, I);
  double sum = 0;
  for (double x : I) sum += x;
  return sum;
}

std::vector<std::complex<double>> eigenvalues(const ExcitableMembrane& m, const std::vector<double>& state) {
  const auto n = static_cast<long>(state.size());
  const auto J = m.jacobian(state);
  const Eigen::MatrixXd A = Eigen::Map<const Eigen::Matrix<double, -1, -1, Eigen::RowMajor>>(J.data(), n, n);
  const Eigen::VectorXcd all = Eigen::EigenSolver<Eigen::MatrixXd>(A, false).eigenvalues();
  std::vector<std::complex<double>> sorted(all.data(), all.data() + n);
  std::sort(sorted.begin(), sorted.end(), [](auto a, auto b) {
    return a.real() > b.real() || (a.real() == b.real() && a.imag() > b.imag());
  });
  return sorted;
}

void require_current(double current, const char* function) { require_finite(current, "current", function); }

/// State, then for each channel int I_x dt and int I_x (V - E_x) dt, then int I V dt.
struct Accounts {
  const ExcitableMembrane& m;
  double current;
  [[nodiscard]] std::size_t size() const { return 1 + m.gates + 2 * m.names.size() + 1; }
  [[nodiscard]] OdeFunction function() const {
    return [this](std::span<const double> x, std::span<double> dx, double) {
      const std::size_t n = 1 + m.gates, X = m.names.size();
      m.slope(x.first(n), dx.first(n));
      dx[0] += current / m.capacitance;
      m.channel_currents(x.first(n), dx.subspan(n, X));
      for (std::size_t c = 0; c < X; ++c) dx[n + X + c] = dx[n + c] * (x[0] - m.reversals[c]);
      dx[n + 2 * X] = current * x[0];
    };
  }
  /// What was spent between two states, less what the same time at `rest` would have cost (empty: nothing less).
  [[nodiscard]] SpikeCost cost(std::span<const double> from, std::span<const double> to, double duration,
                               double peak, double rest_potential, std::span<const double> rest) const {
    const std::size_t n = 1 + m.gates, X = m.names.size();
    SpikeCost cost{};
    std::vector<double> I(X, 0.0);
    if (!rest.empty()) m.channel_currents(rest, I);
    double dissipated = 0, batteries = 0, largest = 0;
    for (std::size_t c = 0; c < X; ++c) {
      const double charge = to[n + c] - from[n + c], heat = to[n + X + c] - from[n + X + c];
      dissipated += heat;
      batteries += m.reversals[c] * charge;
      largest = std::max({largest, std::abs(heat), std::abs(m.reversals[c] * charge)});
      const double at_rest = rest.empty() ? 0 : I[c] * (rest[0] - m.reversals[c]) * duration;
      cost.energy_by_channel.push_back((heat - at_rest) * energy_density);
      cost.energy += cost.energy_by_channel.back();
      if (c == m.sodium) cost.sodium_load = -(charge - I[c] * duration) * charge_density;
    }
    const double injected = to[n + 2 * X] - from[n + 2 * X];
    const double stored = 0.5 * m.capacitance * (to[0] * to[0] - from[0] * from[0]);
    largest = std::max({largest, std::abs(injected), std::abs(stored)});
    cost.balance = std::abs(dissipated - (injected - batteries - stored)) / largest;
    cost.atp = cost.sodium_load / (3 * constants::elementary_charge);
    cost.peak = peak;
    cost.excess_ratio = cost.sodium_load / (m.capacitance * (peak - rest_potential) * charge_density);
    return cost;
  }
};

/// Does V pass 0 mV within `longest` ms?
bool fires(const ExcitableMembrane& m, const std::vector<double>& start, double current, double longest) {
  bool fired = false;
  const auto slope = [&](std::span<const double> x, std::span<double> dx, double) {
    m.slope(x, dx);
    dx[0] += current / m.capacitance;
  };
  const auto end =
      integrate(slope, start, 0, longest, {.relative = 1e-10, .absolute = 1e-12, .longest_step = 1},
                [&](const OdeStep& s) { return !(fired = s.after[0] > 0); });
  return fired && end;
}

double bisect(double low, double high, double precision, const std::function<bool(double)>& above,
              const char* function) {
  require(!above(low) && above(high), "the range must begin below the threshold and end above it", "low", low,
          function);
  while (high - low > precision) {
    const double middle = 0.5 * (low + high);
    if (middle == low || middle == high) break;
    (above(middle) ? high : low) = middle;
  }
  return 0.5 * (low + high);
}

Rest silent_rest(const ExcitableMembrane& m, const char* function) {
  auto all = rests(m, 0);
  require(!all.empty() && all.front().stable(), "the membrane must rest without a current", "stable rests", 0,
          function);
  return all.front();
}

}  // namespace

std::vector<Rest> rests(const ExcitableMembrane& membrane, double current) {
  require_current(current, "rests");
  std::vector<Rest> found;
  const auto f = [&](double V) { return steady_current(membrane, V) - current; };
  // No rest lies outside the reversal potentials by more than the current drives it there.
  constexpr double from = -200, to = 200, step = 0.25;
  double a = from, fa = f(a);
  for (double b = from + step; b <= to; b += step) {
    const double fb = f(b);
    if (fa * fb <= 0 && fb != 0) {
      const double V = fa == 0 ? a : root(f, a, b);
      auto state = membrane.steady(V);
      auto lambda = eigenvalues(membrane, state);
      found.push_back({V, std::move(state), std::move(lambda)});
    }
    a = b, fa = fb;
  }
  return found;
}

std::vector<HopfPoint> hopf_points(const ExcitableMembrane& membrane, double from, double to) {
  require(std::isfinite(from) && std::isfinite(to) && from < to, "potentials rise", "to", to);
  // The real part of the rightmost complex pair; NaN where there is none.
  const auto pair = [&](double V) {
    for (const auto& l : eigenvalues(membrane, membrane.steady(V)))
      if (l.imag() > 1e-12) return l;
    return std::complex<double>(std::numeric_limits<double>::quiet_NaN(), 0);
  };
  std::vector<HopfPoint> found;
  const int pieces = static_cast<int>(std::ceil((to - from) / 0.1));
  double a = from, ra = pair(a).real();
  for (int i = 1; i <= pieces; ++i) {
    const double b = from + (to - from) * i / pieces, rb = pair(b).real();
    if (ra * rb < 0) {  // false for NaN
      const double V = root([&](double v) { return pair(v).real(); }, a, b);
      found.push_back({steady_current(membrane, V), V, pair(V).imag()});
    }
    a = b, ra = rb;
  }
  return found;
}

Solved<Firing> firing(const ExcitableMembrane& membrane, double current, std::vector<double> start,
                      double longest) {
  require_current(current, "firing");
  require_positive(longest, "the time given must be positive", "longest");
  const auto rest = rests(membrane, 0);
  require(!rest.empty(), "the membrane must have a rest without current", "rests", 0);
  if (start.empty()) start = rest.front().state, start[0] += 15;
  require(start.size() == 1 + membrane.gates, "a state is V and the gates", "size",
          static_cast<double>(start.size()));
  const Accounts books{membrane, current};
  const std::size_t n = 1 + membrane.gates;
  start.resize(books.size(), 0.0);
  const OdeFunction f = books.function();
  const auto slope_of_V = [&](std::span<const double> x) {
    std::vector<double> dx(n);
    membrane.slope(x.first(n), dx);
    return dx[0] + current / membrane.capacitance;
  };

  // From maximum to maximum.
  struct Maximum {
    double t;
    std::vector<double> x;
  };
  std::optional<Maximum> last;
  Firing result{};
  double previous_period = 0, lowest = start[0], before = slope_of_V(start);
  std::size_t repeats = 0;
  bool settled = false, silent = false;
  std::vector<double> dx(books.size());
  const auto end = integrate(f, start, 0, longest, fine, [&](const OdeStep& s) {
    lowest = std::min(lowest, s.after[0]);
    const double now = slope_of_V(s.after);
    const bool maximum = before > 0 && now <= 0;
    before = now;
    if (!maximum) {
      // Silence: nothing moves any more.
      if (!last || s.to - last->t > 50) {
        f(s.after, dx, s.to);
        double speed = 0;
        for (std::size_t i = 0; i < n; ++i) speed = std::max(speed, std::abs(dx[i]));
        silent = speed < 1e-8;
      }
      return !silent;
    }
    const double t = crossing(s, slope_of_V);
    Maximum here{t, s.at(t)};
    if (last) {
      const double period = t - last->t, swing = here.x[0] - lowest;
      // Not a ripple that dies out: maxima as high as the one before, well above the lowest.
      const bool same =
          std::abs(period - previous_period) < 2e-9 * period && std::abs(here.x[0] - last->x[0]) < 1e-7;
      repeats = same ? repeats + 1 : 0;
      previous_period = period;
      if (swing < 1e-4) {
        silent = true;
        return false;
      }
      if (repeats >= 2) {
        result.period = period;
        result.lowest = lowest;
        result.highest = here.x[0];
        result.per_spike = books.cost(last->x, here.x, period, here.x[0], rest.front().potential, {});
        settled = true;
      }
    }
    lowest = here.x[0];
    last = std::move(here);
    return !settled;
  });
  if (!end) return {result, end.status(), "firing: " + end.sentence(), end.stats()};
  if (settled) {
    result.state.assign(last->x.begin(), last->x.begin() + static_cast<long>(n));
    return Solved<Firing>(std::move(result), end.stats());
  }
  const auto& x = end.even_if_failed();
  result.state.assign(x.begin(), x.begin() + static_cast<long>(n));
  result.lowest = result.highest = x[0];
  if (silent) return Solved<Firing>(std::move(result), end.stats());
  return {result, Status::step_limit,
          "firing: neither silent nor periodic yet; give it longer, or it is near a bifurcation.",
          end.stats()};
}

std::optional<SpikeCost> single_spike(const ExcitableMembrane& membrane, double depolarisation,
                                      double duration) {
  require_finite(depolarisation, "depolarisation");
  require_positive(duration, "a duration is positive", "duration");
  const Rest rest = silent_rest(membrane, "single_spike");
  const Accounts books{membrane, 0};
  std::vector<double> start = rest.state;
  start[0] += depolarisation;
  start.resize(books.size(), 0.0);
  const auto slope_of_V = [&](std::span<const double> x) {
    std::vector<double> dx(1 + membrane.gates);
    membrane.slope(x.first(1 + membrane.gates), dx);
    return dx[0];
  };
  double peak = start[0], before = slope_of_V(start);
  const auto end = integrate(books.function(), start, 0, duration, fine, [&](const OdeStep& s) {
    const double now = slope_of_V(s.after);
    if (before > 0 && now <= 0) peak = std::max(peak, s.at(crossing(s, slope_of_V))[0]);
    peak = std::max(peak, s.after[0]);
    before = now;
    return true;
  });
  if (!end) throw SolveFailed(end.status(), end.sentence());
  if (!(peak > 0)) return std::nullopt;
  return books.cost(start, *end, duration, peak, rest.potential, rest.state);
}

double current_threshold(const ExcitableMembrane& membrane, double low, double high) {
  const Rest rest = silent_rest(membrane, "current_threshold");
  return bisect(
      low, high, 1e-9, [&](double I) { return fires(membrane, rest.state, I, 200); }, "current_threshold");
}

double depolarisation_threshold(const ExcitableMembrane& membrane, double low, double high) {
  const Rest rest = silent_rest(membrane, "depolarisation_threshold");
  return bisect(
      low, high, 1e-9,
      [&](double up) {
        auto state = rest.state;
        state[0] += up;
        return fires(membrane, state, 0, 200);
      },
      "depolarisation_threshold");
}

double lowest_firing_current(const ExcitableMembrane& membrane, double silent, double firing_current,
                             double precision) {
  require_positive(precision, "a precision is positive", "precision");
  const auto first = firing(membrane, firing_current);
  require(first && first->period > 0, "the membrane must fire at the upper current", "firing_current",
          firing_current);
  std::vector<double> state = first->state;
  double lowest = firing_current;
  // Follow the cycle down in ever smaller steps, from the last cycle that lived: near the bifurcation a start too far off
  // falls to the wrong side of the unstable cycle.
  for (double step = 0.5 * (firing_current - silent); step > precision;) {
    const auto there = firing(membrane, lowest - step, state, 20'000);
    // Not yet periodic is not silent: a cycle settles slowly there.
    if (there.even_if_failed().period > 0 || there.status() == Status::step_limit) {
      lowest -= step;
      state = there.even_if_failed().state;
    } else {
      step /= 2;
    }
  }
  return lowest;
}

}  // namespace stochtherm::studies
