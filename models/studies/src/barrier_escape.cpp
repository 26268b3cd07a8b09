#include <cmath>
#include <stochtherm/solvers/fokker_planck/first_passage.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/studies/barrier_escape.hpp>

namespace stochtherm::studies {

BarrierEscape barrier_escape(const models::DoubleWell& well, std::size_t cells) {
  BarrierEscape escape{.quadrature = *mean_first_passage_time(well, -1, 1),
                       .grid = std::nan(""),
                       .kramers_rate = well.kramers_rate()};
  if (cells > 0) {
    const FokkerPlanck1D fp(well, Grid1D::uniform(-3, 1, cells, Edge::reflecting, Edge::absorbing));
    escape.grid = *fp.mean_first_passage(-1);
  }
  return escape;
}

}  // namespace stochtherm::studies
