#include "../kernels/gillespie.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/random/poisson_distribution.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/jump/gillespie.hpp>

#include "jump_noise.hpp"
#include "tiles.hpp"

namespace stochtherm {
namespace {

using Counts = std::vector<double>;
constexpr double never = std::numeric_limits<double>::infinity();
constexpr std::size_t tile_size = 64;

std::vector<double> times_of(const ReactionRun& run) {
  std::vector<double> times = run.record;
  if (times.empty() || times.back() < run.duration) times.push_back(run.duration);
  return times;
}

ReactionEnsemble prepared(const ReactionNetwork& network, const std::vector<std::int64_t>& initial,
                          const ReactionRun& run) {
  constexpr const char* me = "simulate";
  network.check();
  require(initial.size() == network.species.size(), "one initial count per species", "initial",
          static_cast<double>(initial.size()), me);
  for (std::size_t s = 0; s < initial.size(); ++s)
    require(initial[s] >= 0 && initial[s] < (std::int64_t{1} << 52),
            "a count is a whole number from 0 to 2^52", network.species[s], static_cast<double>(initial[s]),
            me);
  require_positive(run.duration, "the duration must be positive", "duration", me);
  require(run.trajectories >= 1, "there must be at least one trajectory", "trajectories", 0.0, me);
  double last = 0;
  for (double t : run.record) {
    require(t >= last && t <= run.duration, "times to look at come in order, within the run", "record", t,
            me);
    last = t;
  }
  if (run.entropy)
    for (const Reaction& r : network.reactions)
      require(r.reverse.has_value(), "for its entropy every reaction needs a reverse", "reaction", r.name,
              me);
  ReactionEnsemble e{.time = times_of(run), .counts = {}, .events = {}, .entropy = {}};
  e.counts.assign(e.time.size(), std::vector<Counts>(initial.size(), Counts(run.trajectories, std::nan(""))));
  e.events.assign(run.trajectories, 0);
  if (run.entropy) e.entropy.assign(run.trajectories, std::nan(""));
  return e;
}

Solved<ReactionEnsemble> finished(ReactionEnsemble e, const ReactionRun& run) {
  bool all = true, within = true;
  double events = 0;
  for (std::size_t k = 0; k < run.trajectories; ++k) {
    within = within && e.events[k] <= static_cast<double>(run.most_events);
    all = all && (e.events[k] > static_cast<double>(run.most_events) || !std::isnan(e.counts.back()[0][k]));
    events += e.events[k];
  }
  if (!all)
    return {std::move(e), Status::cancelled, "simulate: cancelled before all trajectories had ended."};
  if (!within)
    return {std::move(e), Status::step_limit,
            fmt::format("simulate: a trajectory had more than {} events; end earlier, allow more, or leap.",
                        run.most_events)};
  return Solved<ReactionEnsemble>(std::move(e), {.steps = static_cast<std::size_t>(events)});
}

/// Networks as flat tables.
struct Tables {
  std::vector<double> rate, less, by;
  std::vector<std::uint32_t> factor_begin{0}, factor_species, change_begin{0}, change_species;
  // The changes once more, by species.
  std::vector<std::uint32_t> gain_begin{0}, gain_of;
  std::vector<double> gain_by;

  explicit Tables(const ReactionNetwork& network) {
    for (std::size_t r = 0; r < network.reactions.size(); ++r) {
      double k = network.reactions[r].rate * network.volume;
      for (const auto& [s, m] : network.reactions[r].reactants)
        for (int i = 0; i < m; ++i) factor_species.push_back(s), less.push_back(i), k /= network.volume;
      rate.push_back(k);
      factor_begin.push_back(static_cast<std::uint32_t>(less.size()));
      const auto change = network.change(r);
      for (std::uint32_t s = 0; s < change.size(); ++s)
        if (change[s] != 0) change_species.push_back(s), by.push_back(change[s]);
      change_begin.push_back(static_cast<std::uint32_t>(by.size()));
    }
    for (std::uint32_t s = 0; s < network.species.size(); ++s) {
      for (std::uint32_t r = 0; r < rate.size(); ++r)
        for (std::uint32_t c = change_begin[r]; c < change_begin[r + 1]; ++c)
          if (change_species[c] == s) gain_of.push_back(r), gain_by.push_back(by[c]);
      gain_begin.push_back(static_cast<std::uint32_t>(gain_of.size()));
    }
  }
  [[nodiscard]] double propensity(std::size_t r, const Counts& n) const {
    double a = rate[r];
    for (std::uint32_t f = factor_begin[r]; f < factor_begin[r + 1]; ++f) a *= n[factor_species[f]] - less[f];
    return a;
  }
  void happen(std::size_t r, Counts& n, double times = 1) const {
    for (std::uint32_t c = change_begin[r]; c < change_begin[r + 1]; ++c)
      n[change_species[c]] += times * by[c];
  }
  [[nodiscard]] bool reads(std::size_t r, std::uint32_t species) const {
    return std::find(factor_species.begin() + factor_begin[r], factor_species.begin() + factor_begin[r + 1],
                     species) != factor_species.begin() + factor_begin[r + 1];
  }
  [[nodiscard]] std::size_t reactions() const { return rate.size(); }
  /// Whose propensity changes with an event of r.
  [[nodiscard]] std::vector<std::uint32_t> dependents(std::size_t r) const {
    std::vector<std::uint32_t> list;
    for (std::uint32_t q = 0; q < reactions(); ++q)
      for (std::uint32_t c = change_begin[r]; c < change_begin[r + 1]; ++c)
        if (reads(q, change_species[c])) {
          list.push_back(q);
          break;
        }
    return list;
  }
};

/// One trajectory on its way: looks where it is time to, and books events.
struct Walker {
  const ReactionNetwork& network;
  const Tables& tables;
  const std::vector<double>& times;
  ReactionEnsemble& out;
  std::size_t k;
  double most_events;
  Counts n;
  double t = 0, events = 0, entropy = 0;
  std::size_t next_look = 0;
  bool with_entropy;

  /// True when the last look is over.
  bool look_until(double at) {
    for (; next_look < times.size() && !(at < times[next_look]); ++next_look)
      for (std::size_t s = 0; s < n.size(); ++s) out.counts[next_look][s][k] = n[s];
    return next_look == times.size();
  }
  /// False when there have been too many.
  bool event(std::size_t r) {
    if (++events > most_events) return false;
    if (with_entropy) entropy += std::log(tables.propensity(r, n));
    tables.happen(r, n);
    if (with_entropy) entropy -= std::log(tables.propensity(*network.reactions[r].reverse, n));
    return true;
  }
};

template <class One>
Solved<ReactionEnsemble> run_scalar(const ReactionNetwork& network, const std::vector<std::int64_t>& initial,
                                    const ReactionRun& run, One one) {
  ReactionEnsemble e = prepared(network, initial, run);
  const Tables tables(network);
  const std::vector<double> times = e.time;
  ProgressReporter report(run.progress);
  const std::size_t tiles = (run.trajectories + tile_size - 1) / tile_size;
  detail::for_each_tile(
      tiles, run.threads,
      [&](std::size_t done) { return report(static_cast<double>(done) / static_cast<double>(tiles)); },
      [&](std::size_t tile) {
        for (std::size_t k = tile * tile_size; k < std::min(run.trajectories, (tile + 1) * tile_size); ++k) {
          Walker w{network,
                   tables,
                   times,
                   e,
                   k,
                   static_cast<double>(run.most_events),
                   Counts(initial.begin(), initial.end()),
                   0,
                   0,
                   0,
                   0,
                   run.entropy};
          one(w, run.first_trajectory + k);
          e.events[k] = w.events;
          if (run.entropy) e.entropy[k] = w.entropy;
        }
      });
  return finished(std::move(e), run);
}

double exponential(detail::JumpNoise& noise) { return -simd::log(simd::Double<1>(noise.next()))[0]; }

/// The direct method, one trajectory: the arithmetic of the kernel, lane by lane.
void direct_one(Walker& w, detail::JumpNoise noise) {
  Counts cumulative(w.tables.reactions());
  for (;;) {
    double total = 0;
    for (std::size_t r = 0; r < cumulative.size(); ++r) cumulative[r] = total += w.tables.propensity(r, w.n);
    w.t += exponential(noise) / total;
    const double u = noise.next();
    if (w.look_until(w.t)) return;
    const double target = u * total;
    std::size_t r = 0;
    while (r + 1 < cumulative.size() && !(target < cumulative[r])) ++r;
    if (!w.event(r)) return;
  }
}

/// Times of the next event of each reaction, the earliest on top.
class Queue {
 public:
  explicit Queue(std::vector<double> times)
      : time_(std::move(times)), heap_(time_.size()), place_(time_.size()) {
    std::iota(heap_.begin(), heap_.end(), 0U);
    std::iota(place_.begin(), place_.end(), std::size_t{0});
    for (std::size_t i = heap_.size(); i-- > 0;) sink(i);
  }
  [[nodiscard]] std::uint32_t top() const { return heap_[0]; }
  [[nodiscard]] double operator[](std::uint32_t r) const { return time_[r]; }
  void set(std::uint32_t r, double time) {
    time_[r] = time;
    std::size_t i = place_[r];
    for (; i > 0 && time_[heap_[i]] < time_[heap_[(i - 1) / 2]]; i = (i - 1) / 2) swap(i, (i - 1) / 2);
    sink(i);
  }

 private:
  void swap(std::size_t a, std::size_t b) {
    std::swap(heap_[a], heap_[b]);
    place_[heap_[a]] = a, place_[heap_[b]] = b;
  }
  void sink(std::size_t i) {
    for (;;) {
      std::size_t least = i;
      for (std::size_t child : {2 * i + 1, 2 * i + 2})
        if (child < heap_.size() && time_[heap_[child]] < time_[heap_[least]]) least = child;
      if (least == i) return;
      swap(i, least);
      i = least;
    }
  }
  std::vector<double> time_;
  std::vector<std::uint32_t> heap_;
  std::vector<std::size_t> place_;
};

void next_reaction_one(Walker& w, detail::JumpNoise noise,
                       const std::vector<std::vector<std::uint32_t>>& dependents) {
  const std::size_t reactions = w.tables.reactions();
  std::vector<double> a(reactions), first(reactions);
  const auto fresh = [&](double propensity) {
    return propensity > 0 ? w.t + exponential(noise) / propensity : never;
  };
  for (std::size_t r = 0; r < reactions; ++r) a[r] = w.tables.propensity(r, w.n), first[r] = fresh(a[r]);
  Queue queue(first);
  for (;;) {
    const std::uint32_t r = queue.top();
    if (w.look_until(queue[r])) return;
    w.t = queue[r];
    if (!w.event(r)) return;
    for (std::uint32_t q : dependents[r]) {
      if (q == r) continue;
      const double before = a[q];
      a[q] = w.tables.propensity(q, w.n);
      // The waiting time is rescaled; one that was infinite holds no time to be rescaled.
      queue.set(q, a[q] > 0 ? (before > 0 ? w.t + before / a[q] * (queue[q] - w.t) : fresh(a[q])) : never);
    }
    a[r] = w.tables.propensity(r, w.n);
    queue.set(r, fresh(a[r]));
  }
}

void rejection_one(Walker& w, detail::JumpNoise noise, double fraction) {
  const std::size_t reactions = w.tables.reactions();
  Counts low(w.n.size()), high(w.n.size());
  std::vector<double> least(reactions), most(reactions);
  const auto band = [&] {
    for (std::size_t s = 0; s < w.n.size(); ++s) {
      const double width = std::max(3.0, std::ceil(fraction * w.n[s]));
      low[s] = std::max(0.0, w.n[s] - width), high[s] = w.n[s] + width;
    }
    for (std::size_t r = 0; r < reactions; ++r)
      least[r] = std::max(0.0, w.tables.propensity(r, low)),
      most[r] = std::max(0.0, w.tables.propensity(r, high));
  };
  band();
  for (;;) {
    const double total = std::accumulate(most.begin(), most.end(), 0.0);
    w.t += exponential(noise) / total;
    if (w.look_until(w.t)) return;
    double left = noise.next() * total;
    std::size_t r = 0;
    while (r + 1 < reactions && left >= most[r]) left -= most[r++];
    const double u = noise.next() * most[r];
    if (u >= least[r] && u >= w.tables.propensity(r, w.n))
      continue;  // the first test spares the second, mostly
    if (!w.event(r)) return;
    for (std::uint32_t c = w.tables.change_begin[r]; c < w.tables.change_begin[r + 1]; ++c) {
      const std::uint32_t s = w.tables.change_species[c];
      if (w.n[s] < low[s] || w.n[s] > high[s]) {
        band();
        break;
      }
    }
  }
}

/// The number of molecules that a reaction takes of a species, at most: how many events are left before it runs out.
double events_left(const Tables& t, std::size_t r, const Counts& n) {
  double left = never;
  for (std::uint32_t c = t.change_begin[r]; c < t.change_begin[r + 1]; ++c)
    if (t.by[c] < 0) left = std::min(left, std::floor(n[t.change_species[c]] / -t.by[c]));
  return left;
}

/// Cao, Gillespie & Petzold's g: how much faster than a count the propensities that read it may change.
double sensitivity(const ReactionNetwork& network, std::uint32_t species, double count) {
  double g = 1;
  for (const Reaction& r : network.reactions) {
    int order = 0, own = 0;
    for (const auto& [s, m] : r.reactants) order += m, own += s == species ? m : 0;
    if (own == 0) continue;
    double here = order;
    for (int k = 1; k < own; ++k) here += k / std::max(1.0, count - k) * order / own;
    g = std::max(g, here);
  }
  return g;
}

void leap_one(Walker& w, detail::JumpNoise noise, double epsilon) {
  constexpr double few = 10;
  const std::size_t reactions = w.tables.reactions();
  detail::JumpNoise::Bits bits(noise);
  std::vector<double> a(reactions), happens(reactions);
  std::vector<char> critical(reactions);
  for (;;) {
    double total = 0, rare = 0;
    for (std::size_t r = 0; r < reactions; ++r) {
      total += a[r] = w.tables.propensity(r, w.n);
      critical[r] = a[r] > 0 && events_left(w.tables, r, w.n) < few;
      rare += critical[r] != 0 ? a[r] : 0;
    }
    if (!(total > 0)) {
      w.look_until(never);
      return;
    }
    Counts drift(w.n.size()), spread(w.n.size());
    for (std::size_t r = 0; r < reactions; ++r)
      if (critical[r] == 0)
        for (std::uint32_t c = w.tables.change_begin[r]; c < w.tables.change_begin[r + 1]; ++c) {
          drift[w.tables.change_species[c]] += a[r] * w.tables.by[c];
          spread[w.tables.change_species[c]] += a[r] * w.tables.by[c] * w.tables.by[c];
        }
    double tau = never;
    for (std::uint32_t s = 0; s < w.n.size(); ++s) {
      const double allowed = std::max(epsilon * w.n[s] / sensitivity(w.network, s, w.n[s]), 1.0);
      if (drift[s] != 0) tau = std::min(tau, allowed / std::abs(drift[s]));
      if (spread[s] > 0) tau = std::min(tau, allowed * allowed / spread[s]);
    }
    if (tau * total < few) {  // no leap worth the name: a hundred exact events
      for (int i = 0; i < 100; ++i) {
        double sum = 0;
        for (std::size_t r = 0; r < reactions; ++r) sum += a[r] = w.tables.propensity(r, w.n);
        w.t += exponential(noise) / sum;
        if (w.look_until(w.t)) return;
        double left = noise.next() * sum;
        std::size_t r = 0;
        while (r + 1 < reactions && left >= a[r]) left -= a[r++];
        if (!w.event(r)) return;
      }
      continue;
    }
    for (;; tau /= 2) {
      const double rare_at = rare > 0 ? exponential(noise) / rare : never;
      // A look in the middle of a leap ends it there.
      const double until_look = w.next_look < w.times.size() ? w.times[w.next_look] - w.t : never;
      const double leap = std::min({tau, rare_at, until_look});
      Counts next = w.n;
      double events = 0;
      for (std::size_t r = 0; r < reactions; ++r) {
        happens[r] = 0;
        if (critical[r] != 0 || !(a[r] * leap > 0)) continue;
        boost::random::poisson_distribution<std::int64_t, double> poisson(a[r] * leap);
        happens[r] = static_cast<double>(poisson(bits));
        w.tables.happen(r, next, happens[r]);
        events += happens[r];
      }
      if (rare_at <= leap) {
        double left = noise.next() * rare;
        std::size_t r = 0, last = 0;
        for (; r < reactions; ++r)
          if (critical[r] != 0 && (last = r, (left -= a[r]) < 0)) break;
        w.tables.happen(std::min(r, last), next);
        events += 1;
      }
      if (*std::min_element(next.begin(), next.end()) < 0) continue;
      w.n = next;
      w.t += leap;
      if ((w.events += events) > w.most_events) return;
      if (w.look_until(leap == until_look ? w.times[w.next_look] : w.t)) return;
      break;
    }
  }
}

}  // namespace

Solved<ReactionEnsemble> simulate(const ReactionNetwork& network, const std::vector<std::int64_t>& initial,
                                  const ReactionRun& run, Direct) {
  if (run.entropy)
    return run_scalar(network, initial, run, [&](Walker& w, std::uint64_t name) {
      direct_one(w, detail::JumpNoise(run.seed, name));
    });
  ReactionEnsemble e = prepared(network, initial, run);
  const Tables t(network);
  const Counts start(initial.begin(), initial.end());
  const std::size_t species = initial.size();
  // Portions small enough that all threads end together, large enough that lanes are seldom idle.
  const std::size_t portion = std::clamp<std::size_t>(run.trajectories / 16, 64, 1024);
  const std::size_t portions = (run.trajectories + portion - 1) / portion;
  ProgressReporter report(run.progress);
  detail::for_each_tile(
      portions, run.threads,
      [&](std::size_t done) { return report(static_cast<double>(done) / static_cast<double>(portions)); },
      [&](std::size_t tile) {
        const std::size_t first = tile * portion, count = std::min(portion, run.trajectories - first);
        std::vector<double> out(e.time.size() * species * count, std::nan("")),
            scratch(detail::gillespie_scratch(species, t.reactions()));
        detail::gillespie(
            {.tables = {species, t.reactions(), t.rate.data(), t.factor_begin.data(), t.factor_species.data(),
                        t.less.data(), t.gain_begin.data(), t.gain_of.data(), t.gain_by.data()},
             .initial = start.data(),
             .times = e.time.data(),
             .time_count = e.time.size(),
             .seed = run.seed.value,
             .first = run.first_trajectory + first,
             .count = count,
             .most_events = static_cast<double>(run.most_events),
             .out = out.data(),
             .stride = count,
             .events = e.events.data() + first},
            scratch.data());
        for (std::size_t i = 0; i < e.time.size(); ++i)
          for (std::size_t s = 0; s < species; ++s)
            std::copy_n(out.begin() + static_cast<std::ptrdiff_t>((i * species + s) * count), count,
                        e.counts[i][s].begin() + static_cast<std::ptrdiff_t>(first));
      });
  return finished(std::move(e), run);
}

Solved<ReactionEnsemble> simulate(const ReactionNetwork& network, const std::vector<std::int64_t>& initial,
                                  const ReactionRun& run, NextReaction) {
  network.check();
  const Tables tables(network);
  std::vector<std::vector<std::uint32_t>> dependents;
  for (std::size_t r = 0; r < tables.reactions(); ++r) dependents.push_back(tables.dependents(r));
  return run_scalar(network, initial, run, [&](Walker& w, std::uint64_t name) {
    next_reaction_one(w, detail::JumpNoise(run.seed, name, 1), dependents);
  });
}

Solved<ReactionEnsemble> simulate(const ReactionNetwork& network, const std::vector<std::int64_t>& initial,
                                  const ReactionRun& run, Rejection how) {
  require(how.fraction > 0 && how.fraction < 1, "the band is a fraction of the counts between 0 and 1",
          "fraction", how.fraction);
  return run_scalar(network, initial, run, [&](Walker& w, std::uint64_t name) {
    rejection_one(w, detail::JumpNoise(run.seed, name, 2), how.fraction);
  });
}

Solved<ReactionEnsemble> simulate(const ReactionNetwork& network, const std::vector<std::int64_t>& initial,
                                  const ReactionRun& run, TauLeaping how) {
  require(how.epsilon > 0 && how.epsilon < 1, "epsilon lies between 0 and 1", "epsilon", how.epsilon);
  require(!run.entropy, "a leap does not follow events one by one: the entropy needs an exact method",
          "entropy", "asked for");
  return run_scalar(network, initial, run, [&](Walker& w, std::uint64_t name) {
    leap_one(w, detail::JumpNoise(run.seed, name, 3), how.epsilon);
  });
}

}  // namespace stochtherm
