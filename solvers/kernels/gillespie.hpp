#pragma once
/// The hot loop of the direct method, compiled once per instruction set: a trajectory per lane.

#include <cstddef>
#include <cstdint>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/simd/math.hpp>

namespace stochtherm::detail {

/// A network in flat tables. Propensity r is rate[r] times the factors f = begin[r] .. begin[r + 1] - 1: count of species less
/// a number. Species s gains by[c] from an event of reaction of[c], c = change_begin[s] .. change_begin[s + 1] - 1.
struct ReactionTables {
  std::size_t species, reactions;
  const double* rate;
  const std::uint32_t* factor_begin;
  const std::uint32_t* factor_species;
  const double* factor_less;
  const std::uint32_t* change_begin;
  const std::uint32_t* change_of;
  const double* change_by;
};

/// Trajectories first .. first + count - 1, from `initial`, through the times (the last is the end).
struct ReactionJob {
  ReactionTables tables;
  const double* initial;
  const double* times;
  std::size_t time_count;
  std::uint64_t seed, first;
  std::size_t count;
  double most_events;
  /// Receives the counts of species s of trajectory first + k at times[i] in out[(i species + s) stride + k].
  double* out;
  std::size_t stride;
  double* events;  ///< per trajectory; more than most_events where one was stopped
};

/// K packs of W lanes, which hide each other's waiting. `scratch` has room for (species + 2 reactions) K W numbers.
template <int W, int K>
[[gnu::always_inline]] inline void gillespie_lanes(const ReactionJob& job, double* scratch) {
  using D = simd::Double<W>;
  using U = simd::Word<W>;
  constexpr std::size_t lanes = std::size_t{W} * K;
  const ReactionTables t = job.tables;                       // by value: stores cannot change it
  double* const n = scratch;                                 // counts, [species][lane]
  double* const cumulative = n + t.species * lanes;          // [reaction][lane]
  double* const happens = cumulative + t.reactions * lanes;  // masks
  constexpr double never = 1e300;
  alignas(64) double now[lanes], look_at[lanes], done[lanes];
  alignas(64) std::uint64_t block[lanes], who[lanes];
  std::size_t look[lanes];
  std::size_t next = 0, running = 0;
  const auto begin = [&](std::size_t lane) {
    const bool more = next < job.count;
    who[lane] = job.first + (more ? next : 0);
    block[lane] = 0, now[lane] = 0, done[lane] = 0, look[lane] = 0;
    look_at[lane] = more ? job.times[0] : never;
    for (std::size_t s = 0; s < t.species; ++s) n[s * lanes + lane] = more ? job.initial[s] : 0;
    if (more) ++next, ++running;
  };
  // A lane that is late looks, as often as it has to, and stops when it has seen the end.
  const auto see = [&](std::size_t lane) {
    const auto k = static_cast<std::size_t>(who[lane] - job.first);
    while (look[lane] < job.time_count && !(now[lane] < job.times[look[lane]])) {
      for (std::size_t s = 0; s < t.species; ++s)
        job.out[(look[lane] * t.species + s) * job.stride + k] = n[s * lanes + lane];
      ++look[lane];
    }
    look_at[lane] = look[lane] < job.time_count ? job.times[look[lane]] : never;
    if (look_at[lane] == never) job.events[k] = done[lane], --running;
  };
  for (std::size_t lane = 0; lane < lanes; ++lane) begin(lane);
  while (running > 0) {
    // Six uniforms, three events.
    random::detail::Draws6<W> draws[K];
    for (int g = 0; g < K; ++g) {
      draws[g] = random::detail::to_uniforms<W>(
          random::threefry4x64<U>({U::load(block + g * W), U::load(who + g * W), U(0),
                                   U(static_cast<std::uint64_t>(random::Kind::uniform))},
                                  {job.seed, static_cast<std::uint64_t>(random::Stream::jumps), 0, 0}));
      (U::load(block + g * W) + U(1)).store(block + g * W);
    }
    for (int event = 0; event < 3; ++event) {
      D total[K], at[K];
      U early[K];
      for (int g = 0; g < K; ++g) total[g] = D(0.0);
      for (std::size_t r = 0; r < t.reactions; ++r) {
        D a[K];
        for (int g = 0; g < K; ++g) a[g] = D(t.rate[r]);
        for (std::uint32_t f = t.factor_begin[r]; f < t.factor_begin[r + 1]; ++f)
          for (int g = 0; g < K; ++g)
            a[g] *= D::load(n + t.factor_species[f] * lanes + g * W) - D(t.factor_less[f]);
        for (int g = 0; g < K; ++g) {
          total[g] += a[g];
          total[g].store(cumulative + r * lanes + g * W);
        }
      }
      for (int g = 0; g < K; ++g) {
        at[g] = D::load(now + g * W) + -log(draws[g][2 * event]) / total[g];
        // Where nothing can happen any more the wait is infinite, or no number: not less than any time.
        early[g] = less(at[g], D::load(look_at + g * W));
        at[g].store(now + g * W);
      }
      for (int g = 0; g < K; ++g)
        if (any(~early[g])) [[unlikely]]
          for (int i = 0; i < W; ++i)
            if (const auto lane = static_cast<std::size_t>(g * W + i);
                early[g][i] == 0 && look_at[lane] != never)
              see(lane);
      // The first reaction whose cumulative propensity lies beyond the target. A lane that has ended goes on until the next
      // block, unseen.
      D target[K];
      U beyond[K];
      for (int g = 0; g < K; ++g) target[g] = draws[g][2 * event + 1] * total[g], beyond[g] = U(0);
      for (std::size_t r = 0; r < t.reactions; ++r)
        for (int g = 0; g < K; ++g) {
          const U upto = less(target[g], D::load(cumulative + r * lanes + g * W));
          simd::as_double(upto & ~beyond[g]).store(happens + r * lanes + g * W);
          beyond[g] = upto;
        }
      for (std::size_t s = 0; s < t.species; ++s) {
        D sum[K];
        for (int g = 0; g < K; ++g) sum[g] = D(0.0);
        for (std::uint32_t c = t.change_begin[s]; c < t.change_begin[s + 1]; ++c)
          for (int g = 0; g < K; ++g)
            sum[g] += simd::as_double(simd::as_word(D::load(happens + t.change_of[c] * lanes + g * W)) &
                                      simd::as_word(D(t.change_by[c])));
        for (int g = 0; g < K; ++g) (D::load(n + s * lanes + g * W) + sum[g]).store(n + s * lanes + g * W);
      }
      for (int g = 0; g < K; ++g) (D::load(done + g * W) + D(1.0)).store(done + g * W);
    }
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      if (look_at[lane] != never && done[lane] > job.most_events) [[unlikely]] {
        job.events[who[lane] - job.first] = done[lane], --running;
        look_at[lane] = never;
      }
      if (look_at[lane] == never && next < job.count) begin(lane);
    }
  }
}

/// One trajectory at a time, by the same arithmetic: noise and logarithms of eight blocks in packs, propensities of F factors
/// each (a factor 1 where there are fewer), a choice without branches. `scratch` has room for
/// species + 1 + reactions (species + 2 F + 1) numbers.
template <int W, int F>
[[gnu::always_inline]] inline void gillespie_single(const ReactionJob& job, double* scratch) {
  using U = simd::Word<W>;
  const ReactionTables t = job.tables;  // by value: stores cannot change it
  const std::size_t S = t.species, R = t.reactions;
  double* const n = scratch;  // the last one is always 1
  double* const cumulative = n + S + 1;
  double* const change = cumulative + R;   // [reaction][species]
  double* const less_by = change + R * S;  // [reaction][factor]
  double* const which = less_by + R * F;   // indices, as bits
  auto* const index = reinterpret_cast<std::uint64_t*>(which);
  for (std::size_t i = 0; i < R * S; ++i) change[i] = 0;
  for (std::size_t s = 0; s < S; ++s)
    for (std::uint32_t c = t.change_begin[s]; c < t.change_begin[s + 1]; ++c)
      change[t.change_of[c] * S + s] = t.change_by[c];
  for (std::size_t r = 0; r < R; ++r)
    for (std::uint32_t f = 0; f < F; ++f) {
      const std::uint32_t at = t.factor_begin[r] + f;
      const bool real = at < t.factor_begin[r + 1];
      less_by[r * F + f] = real ? t.factor_less[at] : 0;
      index[r * F + f] = real ? t.factor_species[at] : S;
    }
  constexpr std::size_t blocks = 8;
  alignas(64) double minus_log[3][blocks], choice[3][blocks];
  for (std::size_t k = 0; k < job.count; ++k) {
    for (std::size_t s = 0; s < S; ++s) n[s] = job.initial[s];
    n[S] = 1;
    double now = 0, done = 0, look_at = job.times[0];
    std::size_t look = 0;
    for (std::uint64_t block = 0; look < job.time_count && done <= job.most_events; block += blocks) {
      for (std::size_t b = 0; b < blocks; b += W) {
        const auto draws = random::detail::to_uniforms<W>(
            random::threefry4x64<U>({random::consecutive<W>(block + b), U(job.first + k), U(0),
                                     U(static_cast<std::uint64_t>(random::Kind::uniform))},
                                    {job.seed, static_cast<std::uint64_t>(random::Stream::jumps), 0, 0}));
        for (int event = 0; event < 3; ++event) {
          (-log(draws[2 * event])).store(minus_log[event] + b);
          draws[2 * event + 1].store(choice[event] + b);
        }
      }
      for (std::size_t b = 0; b < blocks && look < job.time_count; ++b)
        for (int e = 0; e < 3; ++e) {
          double total = 0;
          for (std::size_t r = 0; r < R; ++r) {
            double a = t.rate[r];
            for (std::size_t f = 0; f < F; ++f) a *= n[index[r * F + f]] - less_by[r * F + f];
            cumulative[r] = total += a;
          }
          now += minus_log[e][b] / total;
          if (!(now < look_at)) [[unlikely]] {
            for (; look < job.time_count && !(now < job.times[look]); ++look)
              for (std::size_t s = 0; s < S; ++s) job.out[(look * S + s) * job.stride + k] = n[s];
            if (look == job.time_count) break;
            look_at = job.times[look];
          }
          const double target = choice[e][b] * total;
          std::size_t r = 0;
          for (std::size_t q = 0; q + 1 < R; ++q) r += target < cumulative[q] ? 0 : 1;
          const double* by = change + r * S;
          for (std::size_t s = 0; s < S; ++s) n[s] += by[s];
          ++done;
        }
    }
    job.events[k] = done;
  }
}
/// By how many factors the longest propensity has.
template <int W>
[[gnu::always_inline]] inline void gillespie_one_by_one(const ReactionJob& job, double* scratch) {
  std::uint32_t most = 0;
  for (std::size_t r = 0; r < job.tables.reactions; ++r) {
    const std::uint32_t factors = job.tables.factor_begin[r + 1] - job.tables.factor_begin[r];
    most = factors > most ? factors : most;
  }
  if (most <= 2)
    gillespie_single<W, 2>(job, scratch);
  else if (most <= 4)
    gillespie_single<W, 4>(job, scratch);
  else
    gillespie_single<W, 10>(job, scratch);
}

void gillespie_baseline(const ReactionJob& job, double* scratch);
void gillespie_avx2(const ReactionJob& job, double* scratch);
void gillespie_avx512(const ReactionJob& job, double* scratch);
/// Numbers of scratch that any of them needs: 32 lanes at most, ten factors.
inline std::size_t gillespie_scratch(std::size_t species, std::size_t reactions) {
  const std::size_t lanes = (species + 2 * reactions) * 32, single = species + 1 + reactions * (species + 21);
  return lanes > single ? lanes : single;
}

/// The one that this machine runs fastest.
void gillespie(const ReactionJob& job, double* scratch);

}  // namespace stochtherm::detail
