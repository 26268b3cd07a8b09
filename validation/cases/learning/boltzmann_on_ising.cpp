// Restricted Boltzmann machines that learn the 4 x 4 Ising lattice, one for each temperature, and what following their training costs.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/models/spin/ising_square.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/studies/boltzmann_learning.hpp>
#include <stochtherm/studies/carried_chains.hpp>
#include <stochtherm/studies/ising.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::IsingSquare, models::IsingStates;
using models::RestrictedBoltzmann;

constexpr std::size_t side = 4, spins = side * side, hidden = 16, states = 1U << spins;
constexpr double cold = 1, middle = 3, hot = 4, hottest = 8;

/// Of state k, whose spin i is up where bit i is set.
struct Observables {
  std::vector<double> energy, magnetisation;  ///< for one spin; |m|
  Observables() {
    const auto spin = [](std::size_t k, std::size_t row, std::size_t column) {
      return (k >> (row % side * side + column % side) & 1U) != 0 ? 1 : -1;
    };
    for (std::size_t k = 0; k < states; ++k) {
      int e = 0;
      for (std::size_t r = 0; r < side; ++r)
        for (std::size_t c = 0; c < side; ++c) e -= spin(k, r, c) * (spin(k, r + 1, c) + spin(k, r, c + 1));
      energy.push_back(static_cast<double>(e) / spins);
      magnetisation.push_back(std::abs(2.0 * std::popcount(k) / spins - 1));
    }
  }
};

double mean(const std::vector<double>& p, const std::vector<double>& x) {
  return std::inner_product(p.begin(), p.end(), x.begin(), 0.0);
}
/// < (x - <x>)^2 > and < (x - <x>)^4 >.
struct Moments {
  double second = 0, fourth = 0;
  Moments(const std::vector<double>& p, const std::vector<double>& x) {
    const double at = mean(p, x);
    for (std::size_t k = 0; k < x.size(); ++k) {
      const double square = (x[k] - at) * (x[k] - at);
      second += p[k] * square, fourth += p[k] * square * square;
    }
  }
};
std::vector<double> lattice_distribution(const Observables& of, double T) {
  std::vector<double> p;
  for (double e : of.energy) p.push_back(std::exp((-2 - e) * spins / T));
  const double Z = std::accumulate(p.begin(), p.end(), 0.0);
  for (double& x : p) x /= Z;
  return p;
}

/// The lattice itself as a machine, a hidden unit for each bond: 2 cosh(w (s + s')) is in the ratio e^{2/T} for equal and unequal spins.
double bond_weight(double T) { return std::acosh(std::exp(2 / T)) / 2; }
RestrictedBoltzmann machine_of_bonds(double T) {
  auto m = RestrictedBoltzmann::zero(spins, 2 * spins, models::BinaryUnits::plus_minus);
  for (std::size_t r = 0; r < side; ++r)
    for (std::size_t c = 0; c < side; ++c)
      for (std::size_t down : {0U, 1U}) {
        const std::size_t i = r * side + c, j = (r + down) % side * side + (c + 1 - down) % side;
        for (std::size_t end : {i, j}) m.W[end * m.hidden + 2 * i + down] = bond_weight(T);
      }
  return m;
}

/// Independent to a good approximation: two sweeps of clusters lie between two configurations.
std::vector<double> lattice_samples(double T, std::size_t n, Seed seed) {
  studies::IsingLattice lattice({.rows = side,
                                 .columns = side,
                                 .temperature = T,
                                 .algorithm = studies::IsingAlgorithm::wolff,
                                 .seed = seed});
  lattice.choose_clusters(1000);
  lattice.sweep(100);
  std::vector<double> data;
  for (std::size_t s = 0; s < n; ++s) {
    lattice.sweep(2);
    for (std::size_t r = 0; r < side; ++r)
      for (std::size_t c = 0; c < side; ++c) data.push_back(lattice.spin(r, c));
  }
  return data;
}

/// Each configuration keeps its magnetisation; who is whose neighbour is lost.
void shuffle_sites(std::vector<double>& data, Seed seed) {
  for (std::size_t s = 0; s < data.size() / spins; ++s)
    for (std::size_t i = spins - 1; i > 0; --i) {
      const double u = random::uniform(seed, random::Stream::resampling, s, 0, i);
      std::swap(data[s * spins + i],
                data[s * spins + static_cast<std::size_t>(u * static_cast<double>(i + 1))]);
    }
}

struct Training {
  static constexpr std::size_t batch = 200, batches = 5, sweeps = 3;
  static constexpr double rate = 0.1, late_rate = 0.03, first_weights = 0.01;
  std::size_t parts;  ///< of `batches` each
};

/// Where the parameters pass: nothing, the first weights, then their means over stretches of time that grow by a fifth. The means leave
/// out what is only the noise of the gradient. The lattice has no field and the machine has no biases: they go back to 0 after each part.
std::vector<RestrictedBoltzmann> train(const std::vector<double>& data, const Training& how, Seed seed) {
  const auto nothing = RestrictedBoltzmann::zero(spins, hidden, models::BinaryUnits::plus_minus);
  auto learner = nothing;
  for (std::size_t k = 0; k < learner.W.size(); ++k)
    learner.W[k] = Training::first_weights * random::normal(seed, random::Stream::initial_state, 0, 0, k);
  std::vector<RestrictedBoltzmann> path{nothing, learner};
  const std::size_t rows = Training::batch * Training::batches, whole = data.size() / spins / rows;
  auto sum = nothing;
  double summed = 0, next = 1;
  for (std::size_t part = 0; part < how.parts; ++part) {
    learner = studies::train(learner, std::span(data).subspan(part % whole * rows * spins, rows * spins),
                             {.sweeps = Training::sweeps,
                              .rate = 2 * part < how.parts ? Training::rate : Training::late_rate,
                              .batch = Training::batch,
                              .epochs = 1,
                              .seed = Seed{seed.value + part}})
                  ->machine;
    std::fill(learner.b.begin(), learner.b.end(), 0.0), std::fill(learner.c.begin(), learner.c.end(), 0.0);
    for (std::size_t k = 0; k < sum.W.size(); ++k) sum.W[k] += learner.W[k];
    ++summed;
    if (static_cast<double>(part + 1) >= next || part + 1 == how.parts) {
      next *= 1.2;
      for (double& w : sum.W) w /= summed;
      path.push_back(sum);
      sum = nothing, summed = 0;
    }
  }
  return path;
}

double rms(const std::vector<double>& x) {
  return std::sqrt(std::inner_product(x.begin(), x.end(), x.begin(), 0.0) / static_cast<double>(x.size()));
}
/// <w^4>/<w^2>^2: 1 for two values +-w, 3 for a normal distribution.
double kurtosis(const std::vector<double>& x) {
  double fourth = 0;
  for (double w : x) fourth += w * w * w * w / static_cast<double>(x.size());
  return fourth / std::pow(rms(x), 4);
}

/// What is asked of a distribution of spins, all but the last for one spin.
struct Facts {
  double energy, magnetisation, heat_capacity, entropy;
  Facts(const std::vector<double>& p, const Observables& of, double T)
      : energy(mean(p, of.energy)),
        magnetisation(mean(p, of.magnetisation)),
        heat_capacity(spins / (T * T) * Moments(p, of.energy).second),
        entropy(shannon_entropy(p)) {}
};

/// Work and heat of chains that are carried along a training.
struct Carried {
  Estimate dissipated, boltzmann;  ///< W - dF and e^{dF - W}
  double work, heat, first_law;
  Carried(const std::vector<RestrictedBoltzmann>& path, double dF, std::size_t steps, std::size_t chains,
          Seed seed) {
    const auto c = *studies::carry_chains(path, steps, chains, seed);
    std::vector<double> excess, weight;
    first_law = 0;
    for (std::size_t k = 0; k < chains; ++k) {
      excess.push_back(c.work[k] - dF), weight.push_back(std::exp(dF - c.work[k]));
      first_law = std::max(first_law, std::abs(c.energy_change[k] - c.work[k] - c.heat[k]));
    }
    dissipated = estimate_mean(excess), boltzmann = estimate_mean(weight);
    work = dissipated.mean + dF, heat = estimate_mean(c.heat).mean;
  }
};

/// How far off n independent samples may put the facts: one standard error, from the exact distribution.
struct SamplingError {
  double energy, magnetisation, heat_capacity;
  SamplingError(const std::vector<double>& p, const Observables& of, double T, std::size_t n) {
    const double root_n = std::sqrt(static_cast<double>(n));
    const Moments e(p, of.energy);
    energy = std::sqrt(e.second) / root_n;
    magnetisation = std::sqrt(Moments(p, of.magnetisation).second) / root_n;
    heat_capacity = spins / (T * T) * std::sqrt(e.fourth - e.second * e.second) / root_n;
  }
};

double mean_energy_of(const std::vector<double>& data, const Observables& of) {
  const std::size_t n = data.size() / spins;
  double sum = 0;
  for (std::size_t s = 0; s < n; ++s) {
    std::size_t k = 0;
    for (std::size_t i = 0; i < spins; ++i) k |= static_cast<std::size_t>(data[s * spins + i] > 0) << i;
    sum += of.energy[k];
  }
  return sum / static_cast<double>(n);
}

Estimate sampled_magnetisation(const RestrictedBoltzmann& machine, std::size_t n, Seed seed) {
  const auto drawn = *studies::sample(machine, n, 150, seed);
  std::vector<double> m(n, 0.0);
  for (std::size_t s = 0; s < n; ++s) {
    for (std::size_t i = 0; i < spins; ++i) m[s] += drawn[s * spins + i] / spins;
    m[s] = std::abs(m[s]);
  }
  return estimate_mean(m);
}

Series histogram(double T, const std::vector<double>& weights) {
  constexpr double width = 0.1;
  constexpr int bins = 21;
  Series s{.label = fmt::format("T = {:.4g}", T)};
  s.style = Series::Style::steps;
  for (int i = 0; i < bins; ++i) {
    const double at = width * (i - bins / 2);
    const auto n = std::count_if(weights.begin(), weights.end(),
                                 [&](double w) { return w >= at - width / 2 && w < at + width / 2; });
    s.add(at, static_cast<double>(n) / static_cast<double>(weights.size()));
  }
  return s;
}

Series points(std::string label) {
  Series s{.label = std::move(label)};
  s.style = Series::Style::points;
  return s;
}

/// The same number of steps with few and with many persistent chains, which lead the training and pay for it.
void leaders(Verdict& v, const std::vector<double>& data, double T, Seed seed, double spectators,
             double& first_law) {
  constexpr std::size_t steps = 400;
  constexpr std::size_t rows = 2000;
  Table table{.title = fmt::format("Persistent chains that lead a training of {} steps, T = {:.4g}, k_{{B}}T",
                                   steps, T),
              .columns = {"chains", "ΔF", "W", "Q", "W − ΔF", "chains × (W − ΔF)"},
              .rows = {}};
  Series cost = points("persistent chains that lead"),
         line{.label = "chains that are carried along, whole training"};
  line.style = Series::Style::dashed;
  auto begin = RestrictedBoltzmann::zero(spins, hidden, models::BinaryUnits::plus_minus);
  for (std::size_t k = 0; k < begin.W.size(); ++k)
    begin.W[k] = Training::first_weights * random::normal(seed, random::Stream::initial_state, 0, 0, k);
  const double log_Z = begin.exact().log_Z;
  std::vector<double> dissipated;
  for (std::size_t chains : {25U, 50U, 100U, 200U}) {
    const auto t = *studies::train(begin, std::span(data).first(rows * spins),
                                   {.rule = studies::BoltzmannRule::persistent,
                                    .rate = Training::rate,
                                    .batch = chains,
                                    .epochs = steps * chains / rows,
                                    .seed = Seed{seed.value + chains}});
    first_law = std::max(first_law, std::abs(t.energy_change - t.work - t.heat));
    const double dF = log_Z - t.machine.exact().log_Z, N = static_cast<double>(chains);
    dissipated.push_back(t.work - dF);
    cost.add(N, dissipated.back()), line.add(N, spectators);
    table.rows.push_back({fmt::format("{}", chains), fmt::format("{:.2f}", dF), fmt::format("{:.1f}", t.work),
                          fmt::format("{:.1f}", t.heat), fmt::format("{:.1f}", dissipated.back()),
                          fmt::format("{:.0f}", N * dissipated.back())});
  }
  // Each pushes by its share, 1/chains; what a carried chain pays comes on top, so that the slope is less than 1.
  v.checks.push_back(at_most("dissipated work of 200 leading chains over that of 25",
                             dissipated.back() / dissipated.front(), 1));
  v.tables.push_back(std::move(table));
  v.figures.push_back({.title = "Those who lead pay",
                       .x_label = "chains",
                       .y_label = "W − ΔF for a chain, k_{B}T",
                       .series = {cost, line},
                       .caption = "The gradient is a mean over the chains: each pushes the parameters away "
                                  "from its own state, by its share of one in so many, "
                                  "and so raises its own energy.",
                       .log_x = true,
                       .log_y = true});
}

Verdict run(const Effort& effort, bool shuffled) {
  Verdict v;
  const Observables of;
  const double Tc = IsingSquare::critical_temperature();
  const std::vector<double> temperatures{cold, 1.5, 2, Tc, 2.5, middle, hot, hottest};
  const std::size_t n = std::max<std::size_t>(2000, effort.samples(20'000)),
                    chains = std::max<std::size_t>(300, effort.samples(1000)),
                    drawn = 500 + effort.samples(2000);
  const Training how{.parts = std::clamp<std::size_t>(effort.samples(1000), 300, 2000)};

  Table learnt{.title = "Learnt, against the exact table of the lattice",
               .columns = {"T", "e exact", "samples", "machine", "⟨|m|⟩ exact", "machine", "C exact",
                           "machine", "KL, nats"},
               .rows = {}};
  Table account{.title = "The account of a training, k_{B}T for a chain that is carried along",
                .columns = {"T", "ΔF", "W", "Q", "W − ΔF", "and eight times slower"},
                .rows = {}};
  Table entropies{.title = "Entropy at the end of training, nats",
                  .columns = {"T", "all units, 22.181 before", "visible units, 11.090 before", "lattice"},
                  .rows = {}};
  Table weights{
      .title = "The weights", .columns = {"T", "rms", "largest", "⟨w^{4}⟩/⟨w^{2}⟩^{2}"}, .rows = {}};
  Series m_of = points("machines, all states"), m_drawn = points("machines, sampled"),
         C_of = points("machines"), rms_of = points("16 hidden units, learnt"),
         S_of = points("machines, visible units"), dissipated = points("as learnt"),
         slowly = points("eight times slower"), work = points("work W"),
         given = points("heat to the bath, −Q"), gained = points("ΔF");
  std::vector<Series> histograms;
  std::vector<double> rms_at, kurtosis_at, KL_at;
  double not_bonds = 0, first_law = 0, least = std::numeric_limits<double>::infinity(), ratio = 0;

  for (std::size_t t = 0; t < temperatures.size(); ++t) {
    const double T = temperatures[t];
    const std::string name = fmt::format("{:.4g}", T), at = fmt::format("T = {}: ", name);
    const Seed seed{effort.seed.value * 1'000'003 + 100'000 * t};
    const auto p = lattice_distribution(of, T);
    const bool shown = T == cold || T == Tc || T == hottest;
    if (shown)
      not_bonds =
          std::max(not_bonds, std::abs(kullback_leibler(p, machine_of_bonds(T).visible_distribution())));
    auto data = lattice_samples(T, n, seed);
    if (shuffled) shuffle_sites(data, seed);
    const auto path = train(data, how, seed);
    const auto& machine = path.back();
    const auto q = machine.visible_distribution();
    const Facts exact(p, of, T), facts(q, of, T);
    const SamplingError error(p, of, T, n);
    const double KL = kullback_leibler(p, q);
    // Four standard errors of the training set, and deviations too small to be seen in the figures. A likelihood that is maximal for n
    // samples is p/2n from the truth on average, for p parameters; twice that is allowed, and 0.05 nats for a training that ends
    // before it is done, as it does in the cold, where few samples show a bond.
    v.checks.push_back(at_most(at + "energy of the machine, off by", std::abs(facts.energy - exact.energy),
                               0.02 + 4 * error.energy));
    v.checks.push_back(at_most(at + "⟨|m|⟩ of the machine, off by",
                               std::abs(facts.magnetisation - exact.magnetisation),
                               0.015 + 4 * error.magnetisation));
    v.checks.push_back(at_most(at + "heat capacity of the machine, off by",
                               std::abs(facts.heat_capacity - exact.heat_capacity),
                               0.05 + 4 * error.heat_capacity));
    // The entropy is the mean of -ln p, which the energy is but for a constant.
    v.checks.push_back(at_most(at + "entropy of the visible units, off by, nats",
                               std::abs(facts.entropy - exact.entropy), 0.1 + 4 * spins * error.energy / T));
    v.checks.push_back(at_most(at + "KL(lattice ‖ machine), nats", KL,
                               0.05 + static_cast<double>(machine.W.size()) / static_cast<double>(n)));
    learnt.rows.push_back(
        {name, fmt::format("{:.4f}", exact.energy), fmt::format("{:.4f}", mean_energy_of(data, of)),
         fmt::format("{:.4f}", facts.energy), fmt::format("{:.4f}", exact.magnetisation),
         fmt::format("{:.4f}", facts.magnetisation), fmt::format("{:.3f}", exact.heat_capacity),
         fmt::format("{:.3f}", facts.heat_capacity), fmt::format("{:.4f}", KL)});
    m_of.add(T, facts.magnetisation), C_of.add(T, facts.heat_capacity), S_of.add(T, facts.entropy);
    if (T == Tc || T == hot) {
      const auto m = sampled_magnetisation(machine, drawn, Seed{seed.value + 50'002});
      v.checks.push_back(statistical(at + "⟨|m|⟩ sampled from the machine", m, facts.magnetisation, 0.15));
      m_drawn.add(T, m);
    }

    const auto end = machine.exact();
    const double dF = (spins + hidden) * std::log(2.0) - end.log_Z;
    // Numbers of their own: the training has used those from `seed` on, one for each of its parts.
    const Carried fast(path, dF, 1, chains, Seed{seed.value + 50'000}),
        slow(path, dF, 8, chains, Seed{seed.value + 50'001});
    // Where little is dissipated the mean of e^{-W} is not made by a few rare chains.
    if (T >= hot)
      v.checks.push_back(statistical(at + "⟨e^{ΔF − W}⟩, eight times slower", slow.boltzmann, 1, 0.6));
    first_law = std::max({first_law, fast.first_law, slow.first_law});
    least = std::min(least, fast.dissipated.mean);
    ratio = std::max(ratio, slow.dissipated.mean / fast.dissipated.mean);
    const auto with_error = [](const Estimate& x) {
      return fmt::format("{:.2f} ± {:.2f}", x.mean, x.std_error);
    };
    account.rows.push_back({name, fmt::format("{:.2f}", dF), fmt::format("{:.2f}", fast.work),
                            fmt::format("{:.2f}", fast.heat), with_error(fast.dissipated),
                            with_error(slow.dissipated)});
    entropies.rows.push_back({name, fmt::format("{:.3f}", end.log_Z + machine.mean_energy(end.moments)),
                              fmt::format("{:.3f}", facts.entropy), fmt::format("{:.3f}", exact.entropy)});
    work.add(T, fast.work), given.add(T, -fast.heat), gained.add(T, dF);
    dissipated.add(T, fast.dissipated), slowly.add(T, slow.dissipated);

    KL_at.push_back(KL), rms_at.push_back(rms(machine.W)), kurtosis_at.push_back(kurtosis(machine.W));
    const auto [lowest, highest] = std::minmax_element(machine.W.begin(), machine.W.end());
    weights.rows.push_back({name, fmt::format("{:.3f}", rms_at.back()),
                            fmt::format("{:.2f}", std::max(-*lowest, *highest)),
                            fmt::format("{:.2f}", kurtosis_at.back())});
    rms_of.add(T, rms_at.back());
    if (shown) histograms.push_back(histogram(T, machine.W));
    if (T == middle) leaders(v, data, T, seed, fast.dissipated.mean, first_law);
  }

  // Order of the temperatures: 1, 1.5, 2, T_c, 2.5, 3, 4, 8.
  v.checks.push_back(at_most("a hidden unit for each bond is the lattice itself: KL", not_bonds, 1e-12));
  v.checks.push_back(at_most("rms weight at T = 8 over that at T_{c}", rms_at[7] / rms_at[3], 1));
  v.checks.push_back(
      at_least("⟨w^{4}⟩/⟨w^{2}⟩^{2} at T_{c} over that at T = 1", kurtosis_at[3] / kurtosis_at[0], 1));
  v.checks.push_back(at_most("first law of all chains, |ΔE − W − Q|, k_{B}T", first_law, 1e-9));
  v.checks.push_back(at_least("least W − ΔF of all temperatures, k_{B}T", least, 0));
  v.checks.push_back(at_most("W − ΔF eight times slower over that as learnt, at most", ratio, 1));
  v.checks.push_back(at_least("W − ΔF at T_{c} over that at T = 8", dissipated.y[3] / dissipated.y[7], 1));

  const IsingStates counted(side, side);
  Series yang{.label = "infinite lattice"}, m_exact{.label = "4 × 4, exact"},
      C_exact{.label = "4 × 4, exact"}, S_exact{.label = "4 × 4, exact"},
      bonds{.label = "a hidden unit for each bond"};
  yang.style = bonds.style = Series::Style::dashed;
  for (double T = 0.9; T <= 8.2; T += 0.02) {
    const auto values = counted.at(T);
    m_exact.add(T, values.magnetisation), C_exact.add(T, values.heat_capacity);
    S_exact.add(T, values.log_partition + spins * values.energy / T);
    bonds.add(T, bond_weight(T) / 2);
    yang.add(T, IsingSquare{T}.magnetisation());
  }
  const std::string temperature = "temperature of the lattice, J/k_{B}";
  std::vector<Figure> figures;
  figures.push_back({.title = "Magnetisation of machines that learnt the lattice",
                     .x_label = temperature,
                     .y_label = "⟨|m|⟩ for a spin",
                     .series = {m_exact, yang, m_of, m_drawn},
                     .caption =
                         "One machine for each temperature. Its distribution is summed over all 65 536 "
                         "states, so the points of the machines have no sampling error."});
  figures.push_back({.title = "Weights of three machines",
                     .x_label = "weight",
                     .y_label = "share of the 256 weights, bins of 0.1",
                     .series = histograms,
                     .caption = "Cold: all weights have one size, for order is all there is to learn. At the "
                                "transition: tails beyond the figure. Hot: narrow."});
  figures.push_back({.title = "Root mean square of the weights",
                     .x_label = temperature,
                     .y_label = "rms weight",
                     .series = {bonds, rms_of},
                     .caption = "Dashed: the machine that is the lattice, with two weights (1/2) arcosh "
                                "e^{2/T} for each of 32 bonds, their "
                                "squares spread over 256 weights. Learning follows it down to the "
                                "transition, and stops short of it below."});
  figures.push_back({.title = "Heat capacity",
                     .x_label = temperature,
                     .y_label = "C for a spin, k_{B}",
                     .series = {C_exact, C_of},
                     .caption = "From the variance of the lattice's energy in the machine's distribution."});
  figures.push_back({.title = "Entropy that learning leaves",
                     .x_label = temperature,
                     .y_label = "entropy of 16 spins, nats",
                     .series = {S_exact, S_of},
                     .caption = "Before training it is 16 ln 2 = 11.09. Its slope, C/T for a spin, is "
                                "largest at the transition."});
  figures.push_back({.title = "Work and heat of a training",
                     .x_label = temperature,
                     .y_label = "k_{B}T for a chain",
                     .series = {gained, work, given},
                     .caption = "Where the work is negative, whoever moves the parameters gains it. The "
                                "machine's own bath is at k_{B}T = 1, "
                                "whatever the temperature of the lattice."});
  figures.push_back({.title = "Dissipated work of a training",
                     .x_label = temperature,
                     .y_label = "W − ΔF, k_{B}T for a chain",
                     .series = {dissipated, slowly},
                     .caption = "It rises as the lattice cools, without a peak at the transition. Slower, "
                                "the same path costs less.",
                     .log_x = false,
                     .log_y = true});
  v.figures.insert(v.figures.begin(), figures.begin(), figures.end());
  v.tables.insert(v.tables.begin(), {learnt, weights, account, entropies});
  v.remarks.push_back(
      fmt::format("The published figure leaves open the lattice, the machine and its training. Here: 4 × 4 "
                  "spins on a torus, 16 hidden units, "
                  "units −1 and +1, no biases; {} samples by Wolff's clusters; CD-{} in batches of {}, {} "
                  "steps, rate {} and in the second half {}.",
                  n, Training::sweeps, Training::batch, how.parts * Training::batches, Training::rate,
                  Training::late_rate));
  v.remarks.push_back(fmt::format(
      "The published weights are flat in the cold. Here they are of two kinds there, ±{:.2f} at T "
      "= 1: every hidden unit holds the magnetisation, and nothing else is left to learn. Their "
      "rms is largest at T = {:.4g}. At T = 1.5 training ends {:.3f} nats short, at T = 8 {:.3f}: "
      "order is learnt, and the rare samples that would teach the bonds move the weights slowly.",
      rms_at[0],
      temperatures[static_cast<std::size_t>(std::max_element(rms_at.begin(), rms_at.end()) - rms_at.begin())],
      KL_at[1], KL_at[7]));
  v.remarks.push_back(
      "Chains that are carried along are spectators, on whom no parameter depends, so W ≥ ΔF holds on "
      "average at any pace. The path goes through "
      "means of the parameters over time; the noise of the gradient would cost more. Persistent chains lead: "
      "their own push costs them work, the less the more they are.");
  return v;
}

const Registered registered{{
    .name = "learning/boltzmann_on_ising",
    .claim = "Restricted Boltzmann machines that learn samples of the Ising lattice have its magnetisation, "
             "energy, heat capacity and "
             "entropy across the transition; their weights are narrow where it is hot; the work done on "
             "chains that follow the training exceeds the "
             "change of free energy, by less the slower.",
    .equation = "p(v) = e^{−F(v)}/Z → e^{−E(v)/T}/Z_{T};  W + Q = ΔE;  ⟨e^{ΔF − W}⟩ = 1",
    .source = "tiwari2017, torlai2016, kaufman1949, jarzynski1997",
    .tags = {"exact", "statistical", "figure"},
    .statistical_checks = 4,
    .check = [](const Effort& e) { return run(e, false); },
    .sabotage = {"the sites of each sample are shuffled, which keeps its magnetisation and loses its energy",
                 [](const Effort& e) { return run(e, true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
