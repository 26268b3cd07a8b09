#pragma once
/// The hot loop of `simulate`: a block of trajectories, one per lane, through all steps. No branch on errors,
/// no allocation; bits independent of the lanes' number.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <stochtherm/core/model.hpp>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/simd/pack.hpp>
#include <stochtherm/thermodynamics/ledger.hpp>
#include <vector>

namespace stochtherm::detail {

/// The run as the kernel sees it.
struct Path {
  std::span<const double> lambdas;  // one per step
  double initial_lambda, final_lambda, dt, kT, mu;
  Seed seed;
};
/// Where results go.
struct Columns {
  std::vector<double>&initial, &final;
  LedgerTable& ledger;
  std::uint64_t first_trajectory;
};

template <class M, class R>
concept TakesPacks = requires(const M& m, R x, double lambda) {
  { m.energy(x, lambda) } -> std::same_as<R>;
  { m.force(x, lambda) } -> std::same_as<R>;
}
&&(!Driven1D<M> || requires(const M& m, R x, double lambda) {
  { m.nonconservative_force(x, lambda) } -> std::same_as<R>;
});

/// A model as seen by packs: itself where it is generic, lane by lane where it takes double only.
template <class M, int W>
struct OnPacks {
  using R = simd::Double<W>;
  const M& model;

  R energy(R x, double lambda) const {
    if constexpr (TakesPacks<M, R>)
      return model.energy(x, lambda);
    else
      return by_lane(x, [&](double xi) { return model.energy(xi, lambda); });
  }
  R force(R x, double lambda) const {
    if constexpr (TakesPacks<M, R>)
      return total_force(model, x, lambda);
    else
      return by_lane(x, [&](double xi) { return total_force(model, xi, lambda); });
  }
  R nonconservative(R x, double lambda) const {
    if constexpr (TakesPacks<M, R>)
      return nonconservative_force(model, x, lambda);
    else
      return by_lane(x, [&](double xi) { return nonconservative_force(model, xi, lambda); });
  }

 private:
  template <class F>
  static R by_lane(R x, F f) {
    R r;
    for (int i = 0; i < W; ++i) r.set(i, static_cast<double>(f(x[i])));
    return r;
  }
};

/// Trajectories that advance together: their state and noise stay in the first-level cache, and one's latency hides
/// behind the others'. The same on every machine; only how many share a register differs.
inline constexpr std::size_t block_size = 32;
inline constexpr int lanes = simd::native_width;
inline constexpr int packs = static_cast<int>(block_size) / lanes;

template <class Stepper, class M>
void run_block(const M& given, const Path& path, const Columns& out, std::size_t begin, std::size_t end) {
  using R = simd::Double<lanes>;
  const OnPacks<M, lanes> model{given};
  const R mu_dt(path.mu * path.dt), noise_scale(__builtin_sqrt(2 * path.mu * path.kT * path.dt)), half(0.5);

  R x[packs], u[packs], u0[packs], work[packs], heat[packs], driven[packs];
  alignas(64) double noise[4 * block_size];  // four draws of each trajectory
  alignas(64) double column[block_size];
  // Lanes without a trajectory repeat the last one's start: the model is asked nowhere where no trajectory is.
  for (std::size_t i = 0; i < block_size; ++i) column[i] = out.initial[std::min(begin + i, end - 1)];
  for (int p = 0; p < packs; ++p) {
    x[p] = R::load(column + p * lanes);
    u[p] = u0[p] = model.energy(x[p], path.initial_lambda);
    work[p] = heat[p] = driven[p] = R(0.0);
  }

  double lambda = path.initial_lambda;
  for (std::size_t step = 0; step < path.lambdas.size(); ++step) {
    const bool moves = path.lambdas[step] != lambda;
    lambda = path.lambdas[step];
    if (step % 4 == 0)
      random::fill_normals(path.seed, random::Stream::thermal, out.first_trajectory + begin, 0, step / 4,
                           noise);
    const double* draw = noise + step % 4 * block_size;
    for (int p = 0; p < packs; ++p) {
      if (moves) {  // lambda moves at fixed x: work
        const R moved = model.energy(x[p], lambda);
        work[p] += moved - u[p];
        u[p] = moved;
      }
      // x moves at fixed lambda: heat, less what the non-conservative force did
      const R next = Stepper::step([&](R at) { return model.force(at, lambda); }, x[p], mu_dt,
                                   noise_scale * R::load(draw + p * lanes));
      const R after = model.energy(next, lambda);
      if constexpr (Driven1D<M>) {
        const R pushed = half * (model.nonconservative(x[p], lambda) + model.nonconservative(next, lambda)) *
                         (next - x[p]);
        driven[p] += pushed;
        heat[p] += (after - u[p]) - pushed;
      } else {
        heat[p] += after - u[p];
      }
      x[p] = next;
      u[p] = after;
    }
  }
  for (int p = 0; p < packs; ++p) {
    const R last = model.energy(x[p], path.final_lambda);
    work[p] += last - u[p];
    u[p] = last - u0[p];
  }

  const auto write = [&](const R(&values)[packs], std::vector<double>& to) {
    for (int p = 0; p < packs; ++p) values[p].store(column + p * lanes);
    for (std::size_t i = begin; i < end; ++i) to[i] = column[i - begin];
  };
  write(x, out.final);
  write(work, out.ledger.work);
  write(driven, out.ledger.nonconservative_work);
  write(heat, out.ledger.heat[0]);
  write(u, out.ledger.energy_change);
}

}  // namespace stochtherm::detail
