// What may not be asked of a stepper does not compile. REFUSE names the case; without it everything here is allowed.
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>

#include "toys.hpp"

using namespace stochtherm;

const Protocol still = Protocol::constant(0, 1);
const Run one{.dt = 0.1, .trajectories = 1, .seed = 1};

template <class S, class M>
void move(const M& model, S stepper) {
  (void)simulate(model, still, one, from_point(std::vector<double>(dimension<M>)), stepper);
}

int main() {
  move(toys::Trap{}, Heun{});
#if defined(REFUSE_inertia)
  move(toys::Trap{}, Baoab{});
#elif defined(REFUSE_mobility)
  move(toys::UnevenTrap{}, LeimkuhlerMatthews{});
#elif defined(REFUSE_matrix)
  move(toys::SharedFriction{}, Metropolised<Baoab>{});
#elif defined(REFUSE_harmonic)
  move(toys::Ring{}, ExactHarmonic{});
#elif defined(REFUSE_bath)
  move(toys::TwoBaths{}, Metropolised<EulerMaruyama>{});
#elif defined(REFUSE_walls)
  move(within(toys::Trap{}, above(-1, Edge::reflecting)), LeimkuhlerMatthews{});
#endif
}
