#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <stochtherm/core/generator.hpp>
#include <stochtherm/core/model.hpp>
#include <stochtherm/core/product_grid.hpp>
#include <stochtherm/solvers/fokker_planck/implicit.hpp>
#include <string>
#include <utility>
#include <vector>

namespace stochtherm {

/// The Fokker-Planck equation of two or three overdamped coordinates on a grid.
///
/// Solves:       dp/dt = div [M (-F p + kT grad p)], F = -grad U + f, one bath or one for each coordinate, M diagonal or a
///               matrix, constant. A mobility that depends on position is refused.
/// Scheme:       Scharfetter-Gummel rates on the links of the grid: along axis a, cells of width h and centres d apart, D_a/(h d)
///               B(z), z = (dU - f d)/kT_a with f at the middle. A mobility matrix M is split into links: |M_ab| kT/(h_a h_b)
///               along the diagonal of the sign of M_ab, and what is left along the axes.
/// Order:        2 in the cell width.
/// Exact for:    Boltzmann masses V exp(-U/kT) where there is one temperature and no drive; local detailed balance of every
///               link with its own bath, always; conservation.
/// Cost:         one energy per cell, one exponential and one force per link.
/// Use when:     the noise of two or three coordinates matters. Not when: a mobility matrix is so skew that an axis would be
///               left with a negative rate on this grid (refused: stretch the cells), or on graded grids (refused).
/// References:   scharfetter1969, wang2003, schnakenberg1976
/// Validated by: fokker_planck/boltzmann_in_many_dimensions, fokker_planck/gyrator_on_grid,
///               fokker_planck/rotational_steady_state, fokker_planck/split_step_order
template <OverdampedMany M>
class FokkerPlanck {
 public:
  static constexpr int N = dimension<M>;
  static_assert(
      !requires(const M& m, const Vec<double, N>& q) { m.mobility(q); },
      "FokkerPlanck treats constant mobility only");

  FokkerPlanck(M model, ProductGrid<N> grid, double lambda = 0)
      : model_(std::move(model)), grid_(std::move(grid)), lambda_(lambda) {
    require_finite(lambda, "lambda", me);
    assemble();
    generator_.check();
  }

  [[nodiscard]] const ProductGrid<N>& grid() const { return grid_; }
  /// With energies, volumes and baths: everything that can be asked of a generator can be asked of it.
  [[nodiscard]] const Generator& generator() const { return generator_; }
  /// Boltzmann's masses of the potential alone, at the temperature of the first bath.
  [[nodiscard]] std::vector<double> equilibrium() const {
    return masses_from_potential(grid_, [&](const Vec<double, N>& q) {
      return static_cast<double>(model_.energy(q, lambda_)) / generator_.reservoirs[0].kT;
    });
  }

 private:
  static constexpr const char* me = "FokkerPlanck";
  using Coordinates = Vec<double, N>;

  [[nodiscard]] static std::size_t index(int a) { return static_cast<std::size_t>(a); }

  void baths() {
    generator_.reservoirs.clear();
    if constexpr (ManyBaths<M>) {
      const std::array<Bath, N> all = model_.baths();
      for (int a = 0; a < N; ++a) {
        generator_.reservoirs.push_back({"bath of coordinate " + std::to_string(a), all[index(a)].T.kT});
        mobility_[a][a] = all[index(a)].mu.mu;
      }
    } else {
      generator_.reservoirs.push_back({"bath", Temperature(model_.bath()).kT});
      if constexpr (MatrixMobility<M>)
        mobility_ = model_.mobility_matrix();
      else
        for (int a = 0; a < N; ++a) mobility_[a][a] = Mobility(model_.mobility()).mu;
    }
    for (int a = 0; a < N; ++a) require_positive(mobility_[a][a], "the mobility must be positive", "mu", me);
  }

  void assemble() {
    baths();
    generator_.states = grid_.size();
    generator_.energy.resize(grid_.size());
    generator_.internal_entropy.resize(grid_.size());
    for (std::size_t i = 0; i < grid_.size(); ++i) {
      generator_.energy[i] = model_.energy(grid_.centre(i), lambda_);
      generator_.internal_entropy[i] = std::log(grid_.volume(i));
    }
    detail::require_all_finite(generator_.energy, "energy on the grid", me);
    generator_.links.reserve(static_cast<std::size_t>(N) * grid_.size());
    for (int a = 0; a < N; ++a) axis_links(a);
    if constexpr (MatrixMobility<M>)
      for (int a = 0; a < N; ++a)
        for (int b = a + 1; b < N; ++b)
          if (mobility_[a][b] != 0) diagonal_links(a, b);
  }

  [[nodiscard]] double push(const Coordinates& middle, const Coordinates& step) const {
    double work = 0;
    if constexpr (Driven<M>) {
      const Coordinates f = model_.nonconservative_force(middle, lambda_);
      for (int a = 0; a < N; ++a) work += f[a] * step[a];
    }
    return work;
  }

  /// The mobility along an axis that is left when the diagonals have taken theirs.
  [[nodiscard]] double axis_mobility(int a) const {
    double mu = mobility_[a][a];
    for (int b = 0; b < N; ++b)
      if (b != a && mobility_[a][b] != 0) mu -= std::abs(mobility_[a][b]) * width(a) / width(b);
    require(mu >= 0,
            "this mobility matrix needs cells stretched along its long axis: |M_ab| h_a/h_b must sum to less "
            "than M_aa",
            "mobility left along axis " + std::to_string(a), mu, me);
    return mu;
  }
  /// Of the cells of a uniform axis.
  [[nodiscard]] double width(int a) const {
    const Grid1D& axis = grid_.axis(a);
    const double h = axis.length() / static_cast<double>(axis.size());
    for (std::size_t i = 0; i < axis.size(); ++i)
      require(std::abs(axis.width(i) - h) <= 1e-9 * h, "a mobility matrix needs uniform axes", "axis", a, me);
    return h;
  }

  void join(std::size_t i, std::size_t j, double forward, double backward, double z,
            std::uint32_t reservoir) {
    generator_.links.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j),
                                forward * detail::bernoulli(z), backward * detail::bernoulli(-z), reservoir});
  }

  /// On a periodic axis the energy must have its period; `range` is what the energies on the grid span.
  void require_period(int a, Coordinates at, double range) const {
    const Grid1D& axis = grid_.axis(a);
    at[a] = axis.face(0);
    const double first = model_.energy(at, lambda_);
    at[a] = axis.face(axis.size());
    const double last = model_.energy(at, lambda_);
    require(std::abs(first - last) <= 1e-9 * std::max({1e-300, range, std::abs(first), std::abs(last)}),
            "the potential must have the period of its periodic axis", "axis", a, me);
  }

  void axis_links(int a) {
    const Grid1D& axis = grid_.axis(a);
    const auto [low, high] = std::minmax_element(generator_.energy.begin(), generator_.energy.end());
    const double range = *high - *low;
    const std::size_t n = axis.size(), bath = ManyBaths<M> ? index(a) : 0;
    const double mu = MatrixMobility<M> ? axis_mobility(a) : mobility_[a][a];
    const double kT = generator_.reservoirs[bath].kT, D = mu * kT;
    for (std::size_t i = 0; i < grid_.size(); ++i) {
      const std::size_t k = grid_.along(a, i);
      const Coordinates here = grid_.centre(i);
      if (k + 1 < n || axis.periodic()) {
        const bool wraps = k + 1 == n;
        if (wraps) require_period(a, here, range);
        const std::size_t j = wraps ? i - k * grid_.stride(a) : i + grid_.stride(a),
                          there = wraps ? 0 : k + 1;
        const double d = wraps ? 0.5 * (axis.width(k) + axis.width(0)) : axis.centre(there) - axis.centre(k);
        Coordinates step, middle = here;
        for (int b = 0; b < N; ++b) step[b] = b == a ? d : 0.0;
        middle[a] = axis.face(k + 1);
        const double z = (generator_.energy[j] - generator_.energy[i] - push(middle, step)) / kT;
        join(i, j, D / (axis.width(k) * d), D / (axis.width(there) * d), z, static_cast<std::uint32_t>(bath));
      }
      if (k == 0 && axis.left() == Edge::absorbing) exit(i, a, axis.face(0), D, kT);
      if (k + 1 == n && axis.right() == Edge::absorbing) exit(i, a, axis.face(n), D, kT);
    }
  }

  void exit(std::size_t i, int a, double face, double D, double kT) {
    if (generator_.exit.empty()) generator_.exit.assign(grid_.size(), 0);
    Coordinates at = grid_.centre(i), step;
    const double d = face - at[a];  // signed
    for (int b = 0; b < N; ++b) step[b] = b == a ? d : 0.0;
    at[a] = face;
    const double z =
        (static_cast<double>(model_.energy(at, lambda_)) - generator_.energy[i] - push(at, step)) / kT;
    generator_.exit[i] += D / (grid_.axis(a).width(grid_.along(a, i)) * std::abs(d)) * detail::bernoulli(z);
  }

  void diagonal_links(int a, int b) {
    const Grid1D &x = grid_.axis(a), &y = grid_.axis(b);
    const double kT = generator_.reservoirs[0].kT, ha = width(a), hb = width(b);
    const double rate = std::abs(mobility_[a][b]) * kT / (ha * hb);
    const bool rising = mobility_[a][b] > 0;
    require(!x.periodic() && !y.periodic() && !generator_.absorbing(),
            "a mobility matrix needs reflecting edges", "edges", "others", me);
    for (std::size_t i = 0; i < grid_.size(); ++i) {
      const std::size_t ka = grid_.along(a, i), kb = grid_.along(b, i);
      if (ka + 1 == x.size() || (rising ? kb + 1 == y.size() : kb == 0)) continue;
      const std::size_t j =
          i + grid_.stride(a) + (rising ? grid_.stride(b) : std::size_t{0} - grid_.stride(b));
      Coordinates step, middle = grid_.centre(i);
      for (int c = 0; c < N; ++c)
        step[c] = c == a ? ha : c == b ? (rising ? hb : -hb) : 0.0, middle[c] += 0.5 * step[c];
      join(i, j, rate, rate, (generator_.energy[j] - generator_.energy[i] - push(middle, step)) / kT, 0);
    }
  }

  M model_;
  ProductGrid<N> grid_;
  double lambda_;
  SquareMatrix<N> mobility_{};
  Generator generator_{};
};

}  // namespace stochtherm
