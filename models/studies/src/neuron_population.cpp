#include <algorithm>
#include <stochtherm/core/error.hpp>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/studies/excitable_membrane.hpp>
#include <stochtherm/studies/neuron_population.hpp>

#include "../kernels/neurons.hpp"

namespace stochtherm::studies {
namespace {

detail::NeuronKernels kernels() {
#if defined(STOCHTHERM_X86_KERNELS)
  const auto isa = random::instruction_set();
  if (isa == "avx512") return detail::neuron_kernels_avx512();
  if (isa == "avx2") return detail::neuron_kernels_avx2();
#endif
  return detail::neuron_kernels_baseline();
}

}  // namespace

NeuronPopulation NeuronPopulation::at_rest(const models::HodgkinHuxley& axon, std::size_t neurons) {
  const auto all = rests(ExcitableMembrane(axon), 0);
  require(!all.empty(), "the axon must have a rest", "rests", 0);
  const auto& s = all.front().state;
  return {std::vector<double>(neurons, s[0]), std::vector<double>(neurons, s[1]),
          std::vector<double>(neurons, s[2]), std::vector<double>(neurons, s[3])};
}

std::vector<std::vector<double>> advance(const models::HodgkinHuxley& axon, NeuronPopulation& population,
                                         std::span<const double> current, const PopulationRun& run) {
  const std::size_t n = population.V.size();
  require(n > 0 && population.m.size() == n && population.h.size() == n && population.n.size() == n,
          "a population has V, m, h and n of each neuron", "neurons", static_cast<double>(n));
  require(current.size() == n, "one current for each neuron", "currents",
          static_cast<double>(current.size()));
  require_positive(run.dt, "the time step must be positive", "dt");
  require(run.dt * axon.phi() <= 0.025, "the step times the speed-up of the temperature is at most 0.025 ms",
          "dt", run.dt);
  for (double I : current) require_finite(I, "current");
  const auto chosen = kernels();
  const auto kernel =
      run.scheme == PopulationScheme::exponential_euler ? chosen.exponential_euler : chosen.rk4;
  std::vector<std::vector<double>> spikes(n);
  constexpr std::size_t size = detail::NeuronTile::size;
  struct Target {
    std::vector<std::vector<double>>* spikes;
    std::size_t first;
  };
  std::vector<double>* columns[] = {&population.V, &population.m, &population.h, &population.n};
  for (std::size_t first = 0; first < n; first += size) {
    // The last tile is filled up with copies of its first neuron, whose spikes nobody hears.
    double room[4][size], I[size];
    const std::size_t used = std::min(size, n - first);
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t from = first + (i < used ? i : 0);
      for (int k = 0; k < 4; ++k) room[k][i] = (*columns[k])[from];
      I[i] = current[from];
    }
    Target target{&spikes, first};
    kernel(axon, {.state = {room[0], room[1], room[2], room[3]},
                  .current = I,
                  .t = 0,
                  .dt = run.dt,
                  .steps = run.steps,
                  .spike =
                      [](void* to, std::size_t neuron, double t) {
                        const auto* into = static_cast<Target*>(to);
                        if (into->first + neuron < into->spikes->size())
                          (*into->spikes)[into->first + neuron].push_back(t);
                      },
                  .to = &target});
    for (int k = 0; k < 4; ++k)
      std::copy(room[k], room[k] + used, columns[k]->begin() + static_cast<long>(first));
  }
  return spikes;
}

}  // namespace stochtherm::studies
