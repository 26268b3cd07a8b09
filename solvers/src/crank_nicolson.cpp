#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/schrodinger/crank_nicolson.hpp>
#include <utility>

namespace stochtherm {
namespace {

using Complex = std::complex<double>;

/// a b without the detours of the standard's rules for infinities.
Complex times(Complex a, Complex b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

/// A symmetric tridiagonal matrix with one number off the diagonal, eliminated once; on a ring that number also joins the ends.
class Elimination {
 public:
  Elimination(std::vector<Complex> diagonal, Complex off, bool ring) : off_(off) {
    const std::size_t n = diagonal.size();
    if (ring) {  // A = B + u u^T off, with u the first and last unit vectors
      diagonal.front() -= off, diagonal.back() -= off;
    }
    inverse_.resize(n), upper_.resize(n);
    Complex before = 0;
    for (std::size_t i = 0; i < n; ++i) {
      inverse_[i] = 1.0 / (diagonal[i] - times(off, before));
      before = upper_[i] = times(off, inverse_[i]);
    }
    if (!ring) return;
    round_.assign(n, Complex(0));
    round_.front() = round_.back() = 1;
    line(round_);
    weight_ = off / (1.0 + times(off, round_.front() + round_.back()));
  }

  void solve(Wave& b) const {
    line(b);
    if (round_.empty()) return;
    const Complex share = times(weight_, b.front() + b.back());
    for (std::size_t i = 0; i < b.size(); ++i) b[i] -= times(share, round_[i]);
  }

 private:
  void line(Wave& b) const {
    const std::size_t n = b.size();
    Complex before = 0;
    for (std::size_t i = 0; i < n; ++i) before = b[i] = times(b[i] - times(off_, before), inverse_[i]);
    for (std::size_t i = n - 1; i-- > 0;) b[i] -= times(upper_[i], b[i + 1]);
  }

  Complex off_, weight_;
  std::vector<Complex> inverse_, upper_, round_;
};

}  // namespace

Schroedinger1D::Schroedinger1D(Grid1D grid, double nu, const std::function<double(double)>& potential)
    : grid_(std::move(grid)), hop_(0), diagonal_(grid_.size()) {
  require_positive(nu, "nu = hbar/2m must be positive", "nu", "Schroedinger1D");
  const std::size_t n = grid_.size();
  require(n >= 3, "a wave needs three cells", "cells", static_cast<double>(n), "Schroedinger1D");
  const double h = grid_.length() / static_cast<double>(n);
  for (std::size_t i = 0; i < n; ++i)
    require(std::abs(grid_.width(i) - h) <= 1e-9 * h, "the cells must be equal", "width", grid_.width(i),
            "Schroedinger1D");
  hop_ = nu / (h * h);
  for (std::size_t i = 0; i < n; ++i) {
    const double V = potential ? potential(grid_.centre(i)) : 0;
    require_finite(V, "potential", "Schroedinger1D");
    diagonal_[i] = 2 * hop_ + V;
  }
  // Beyond a wall Psi is mirrored, with the other sign where it must vanish.
  const auto mirror = [](Edge edge) {
    return edge == Edge::periodic ? 0.0 : edge == Edge::absorbing ? 1.0 : -1.0;
  };
  diagonal_.front() += mirror(grid_.left()) * hop_;
  diagonal_.back() += mirror(grid_.right()) * hop_;
}

void Schroedinger1D::require_wave(const Wave& psi, const char* function) const {
  require(psi.size() == grid_.size(), "a wave has one amplitude per cell", "amplitudes",
          static_cast<double>(psi.size()), function);
  for (const Complex& z : psi) {
    require_finite(z.real(), "amplitude", function);
    require_finite(z.imag(), "amplitude", function);
  }
}

Wave Schroedinger1D::wave(const std::function<Complex(double)>& psi) const {
  Wave result(grid_.size());
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = psi(grid_.centre(i));
  const double n = norm(result);
  require_positive(n, "a wave must not vanish everywhere", "norm", "Schroedinger1D::wave");
  for (Complex& z : result) z /= std::sqrt(n);
  return result;
}

double Schroedinger1D::norm(const Wave& psi) const {
  require_wave(psi, "Schroedinger1D::norm");
  double sum = 0;
  for (const Complex& z : psi) sum += std::norm(z);
  return sum * grid_.width(0);
}

double Schroedinger1D::energy(const Wave& psi) const {
  require_wave(psi, "Schroedinger1D::energy");
  const std::size_t n = psi.size();
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) {
    sum += diagonal_[i] * std::norm(psi[i]);
    if (i + 1 < n) sum -= 2 * hop_ * (std::conj(psi[i]) * psi[i + 1]).real();
  }
  if (grid_.periodic()) sum -= 2 * hop_ * (std::conj(psi.back()) * psi.front()).real();
  return sum * grid_.width(0);
}

Density Schroedinger1D::density(const Wave& psi) const {
  require_wave(psi, "Schroedinger1D::density");
  std::vector<double> masses(psi.size());
  for (std::size_t i = 0; i < psi.size(); ++i) masses[i] = std::norm(psi[i]) * grid_.width(i);
  return {grid_, std::move(masses)};
}

Solved<Wave> Schroedinger1D::evolve(Wave psi, double duration, double dt, const Progress& progress) const {
  require_wave(psi, "Schroedinger1D::evolve");
  require_positive(duration, "the duration must be positive", "duration");
  require_positive(dt, "the time step must be positive", "dt");
  const double count = std::round(duration / dt);
  require(count >= 1 && count < 1e12 && std::abs(count * dt - duration) <= 1e-9 * duration,
          "the time step must divide the duration", "dt", dt);
  const auto steps = static_cast<std::size_t>(count);
  std::vector<Complex> matrix(psi.size());
  for (std::size_t i = 0; i < psi.size(); ++i) matrix[i] = Complex(1, 0.5 * dt * diagonal_[i]);
  const Elimination one_plus(std::move(matrix), Complex(0, -0.5 * dt * hop_), grid_.periodic());
  ProgressReporter report(progress);
  Wave middle(psi.size());
  for (std::size_t step = 0; step < steps; ++step) {
    middle = psi;
    one_plus.solve(middle);  // the mean of the old wave and the new
    for (std::size_t i = 0; i < psi.size(); ++i) psi[i] = 2.0 * middle[i] - psi[i];
    if (!report(static_cast<double>(step + 1) / count))
      return {std::move(psi),
              Status::cancelled,
              "cancelled: the wave is that of the last step",
              {.steps = step + 1}};
  }
  return Solved<Wave>(std::move(psi), {.steps = steps});
}

}  // namespace stochtherm
