// The audit of a network names what was done wrong to its rates.
#include <cmath>
#include <functional>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/models/network/glauber_ring.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/jump/audit.hpp>
#include <stochtherm/thermodynamics/free_energy.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

Generator ring_of_spins() { return models::GlauberRing{.K = 0.7}.generator(6); }

std::vector<std::string> broken_by(const std::function<void(Generator&)>& harm) {
  Generator g = ring_of_spins();
  harm(g);
  return audit(g).broken();
}

Verdict run(bool blind) {
  Verdict v;
  const auto passes = [&](const char* what, const Audit& a) {
    v.checks.push_back(bits_equal(std::string(what) + ": passes", a.passes() ? 1 : 0, 1));
  };
  passes("Glauber's ring of six", audit(ring_of_spins()));
  const models::DrivenRing driven{.V = 1, .f = 0.8, .T = {0.5}};
  const FokkerPlanck1D fp(driven, Grid1D::uniform(0, driven.period(), 128, Edge::periodic));
  const std::vector<double> work(128, 0.8 * driven.period() / 128);
  passes("a driven ring, its work declared", audit(fp.generator(), work));
  const models::DoubleWell well{.barrier = 3};
  const auto at = [&](double lambda) {
    return FokkerPlanck1D(well, Grid1D::uniform(-2.2, 2.2, 80, Edge::reflecting), lambda).generator();
  };
  const Generator first = at(0);
  const auto tilted = *drive(at, Protocol::linear(0, 2, 1), boltzmann_masses(first), 0.01);
  passes("a double well that is tilted", audit(tilted));
  const auto names = [&](const char* what, const std::vector<std::string>& broken, const char* law) {
    const bool found = std::find(broken.begin(), broken.end(), law) != broken.end() && !blind;
    v.checks.push_back(bits_equal(std::string(what) + " is named: " + law, found ? 1 : 0, 1));
  };
  names("a rate back that is a tenth too fast", broken_by([](Generator& g) { g.links[5].backward *= 1.1; }),
        "local detailed balance");
  names("a bath of another temperature", broken_by([](Generator& g) { g.reservoirs[0].kT = 1.02; }),
        "local detailed balance");
  names("an energy that was mistyped", broken_by([](Generator& g) { g.energy[17] += 1e-6; }),
        "local detailed balance");
  names("a way back that is missing", broken_by([](Generator& g) { g.links[3].backward = 0; }), "way back");
  names("a driven ring whose work was not declared", audit(fp.generator()).broken(),
        "local detailed balance");
  names("two networks in one", broken_by([](Generator& g) {
          std::erase_if(g.links, [](const Link& l) { return ((l.from ^ l.to) & 1U) != 0; });
        }),
        "stationarity");
  auto wrong = tilted;
  wrong.ledger.baths[0].heat *= -1;
  names("heat of the wrong sign", audit(wrong).broken(), "first law");
  wrong = tilted, wrong.masses[3] += 1e-6;
  names("mass that was made", audit(wrong).broken(), "conservation");
  return v;
}

const Registered registered{{
    .name = "jump/audit",
    .claim = "Sound networks and ledgers pass their audit; a wrong rate, bath, energy, way back, heat or "
             "mass is named by the law "
             "that it breaks.",
    .equation = "k_{+}/k_{−} = e^{−(ΔE − w)/kT + Δs}",
    .source = "esposito2010",
    .tags = {"exact"},
    .check = [](const Effort&) { return run(false); },
    .sabotage = {"what the audit says of the wrong ones is not listened to",
                 [](const Effort&) { return run(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
