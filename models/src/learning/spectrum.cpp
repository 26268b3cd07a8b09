#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/learning/spectrum.hpp>

namespace stochtherm::models {
namespace {

using Eigen::MatrixXd, Eigen::VectorXd;
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }

/// I - f'w.
MatrixXd linearised(const NeuralSeptuple& s, std::span<const double> x, const char* function) {
  s.require_valid(function);
  require(x.size() == s.neurons, "there is a state for each neuron", "x", static_cast<double>(x.size()),
          function);
  for (double v : x) require_finite(v, "x", function);
  const Eigen::Map<const RowMajor> w(s.w.data(), index(s.neurons), index(s.neurons));
  VectorXd f = w * Eigen::Map<const VectorXd>(x.data(), index(x.size())) +
               Eigen::Map<const VectorXd>(s.b.data(), index(s.neurons));
  for (double& v : f) v = slope(s.activation, v);
  return MatrixXd::Identity(w.rows(), w.cols()) - f.asDiagonal() * w;
}

/// Squares of singular values, increasing.
std::vector<double> squared_singular_values(const MatrixXd& m) {
  const VectorXd s = Eigen::BDCSVD<MatrixXd>(m).singularValues();
  std::vector<double> values;
  for (Eigen::Index i = s.size(); i-- > 0;) values.push_back(s[i] * s[i]);
  return values;
}

/// In the layer between `into` (its weights from below) and `out` (the weights it leads to), leaves a basis of their span.
void reduce(MatrixXd* into, MatrixXd* out) {
  const Eigen::Index n = into ? into->rows() : out->cols();
  const Eigen::Index below = into ? into->cols() : 0, above = out ? out->rows() : 0;
  if (below + above >= n) return;
  MatrixXd span(n, below + above);
  if (into) span.leftCols(below) = *into;
  if (out) span.rightCols(above) = out->transpose();
  const Eigen::HouseholderQR<MatrixXd> qr(span);
  const MatrixXd R = qr.matrixQR().topRows(below + above).triangularView<Eigen::Upper>();
  // span = Q R: in the basis Q the weights are R itself.
  if (into) *into = R.leftCols(below);
  if (out) *out = R.rightCols(above).transpose();
}

}  // namespace

std::vector<double> operator_G(const NeuralSeptuple& network, std::span<const double> x) {
  const MatrixXd A = linearised(network, x, "operator_G");
  const RowMajor G = A.transpose() * A;
  return {G.data(), G.data() + G.size()};
}

double Spectrum::trace_of_log(int n) const {
  double sum = 0;
  for (double lambda : eigenvalues) sum += std::pow(std::log(lambda), n);
  return sum;
}

std::vector<double> Spectrum::all() const {
  auto values = eigenvalues;
  values.insert(values.end(), ones, 1.0);
  std::sort(values.begin(), values.end(), std::greater<>());
  return values;
}

Spectrum spectrum(const NeuralSeptuple& network, std::span<const double> x) {
  return {.eigenvalues = squared_singular_values(linearised(network, x, "spectrum")), .ones = 0};
}

Spectrum spectrum(const LayeredNetwork& network, std::span<const double> slopes) {
  network.require_valid("spectrum");
  require(slopes.size() == network.neurons(), "there is a slope for each neuron", "slopes",
          static_cast<double>(slopes.size()), "spectrum");
  for (double v : slopes) require_finite(v, "slopes", "spectrum");
  std::vector<MatrixXd> A;  // f'w from layer l to layer l + 1
  std::size_t at = network.sizes.front();
  for (std::size_t l = 0; l < network.W.size(); ++l) {
    const std::size_t rows = network.sizes[l + 1], columns = network.sizes[l];
    A.emplace_back(Eigen::Map<const VectorXd>(slopes.data() + at, index(rows)).asDiagonal() *
                   Eigen::Map<const RowMajor>(network.W[l].data(), index(rows), index(columns)));
    at += rows;
  }
  for (std::size_t l = 0; l <= A.size(); ++l)
    reduce(l > 0 ? &A[l - 1] : nullptr, l < A.size() ? &A[l] : nullptr);
  Eigen::Index n = A.front().cols();
  for (const auto& m : A) n += m.rows();
  MatrixXd all = MatrixXd::Identity(n, n);
  Eigen::Index from = 0;
  for (const auto& m : A) {
    all.block(from + m.cols(), from, m.rows(), m.cols()) -= m;
    from += m.cols();
  }
  return {.eigenvalues = squared_singular_values(all),
          .ones = network.neurons() - static_cast<std::size_t>(n)};
}

std::vector<double> two_layer_log_spectrum(std::span<const double> singular_values) {
  std::vector<double> logs;
  for (double s : singular_values) {
    require_not_negative(s, "singular values are not negative", "singular_values", "two_layer_log_spectrum");
    logs.push_back(2 * std::asinh(s / 2)), logs.push_back(-2 * std::asinh(s / 2));
  }
  std::sort(logs.begin(), logs.end());
  return logs;
}

}  // namespace stochtherm::models
