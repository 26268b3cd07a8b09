// What a stranger's first program looks like: one header, one library, one answer.
#include <cstdio>
#include <stochtherm/stochtherm.hpp>
namespace st = stochtherm;

int main() {
  const auto grid = st::Grid1D::uniform(-8, 8, 1024, st::Edge::reflecting);
  const auto density = st::Density::gaussian(grid, 0, 1);
  std::printf("stochtherm %s: entropy %.4f nats\n", st::version().c_str(), density.shannon());
}
