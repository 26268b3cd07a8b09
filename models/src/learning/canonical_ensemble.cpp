#include <Eigen/Dense>
#include <algorithm>
#include <boost/math/special_functions/legendre.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/learning/canonical_ensemble.hpp>

namespace stochtherm::models {
namespace {

const double log_2pi = std::log(2 * std::numbers::pi);

struct Node {
  double x, weight;
};

/// Gauss-Legendre on (low, high).
std::vector<Node> gauss_legendre(std::size_t n, Range on) {
  const auto degree = static_cast<int>(n);
  std::vector<Node> nodes;
  const double half = (on.high - on.low) / 2, middle = (on.high + on.low) / 2;
  for (double x : boost::math::legendre_p_zeros<double>(degree)) {
    const double p = boost::math::legendre_p_prime(degree, x), weight = 2 / ((1 - x * x) * p * p);
    nodes.push_back({middle + half * x, half * weight});
    if (x != 0) nodes.push_back({middle - half * x, half * weight});
  }
  return nodes;
}

/// sum of g(lambda) over all eigenvalues.
template <class G>
double sum_over(const Spectrum& s, const G& g) {
  double sum = static_cast<double>(s.ones) * g(1.0);
  for (double lambda : s.eigenvalues) sum += g(lambda);
  return sum;
}

void require_temperature(double beta, const char* function) {
  require_positive(beta, "an inverse temperature is positive", "beta", function);
}

template <class F>
double root_between(const F& f, double low, double high) {
  std::uintmax_t most = 200;
  const auto [a, b] =
      boost::math::tools::toms748_solve(f, low, high, boost::math::tools::eps_tolerance<double>(50), most);
  return (a + b) / 2;
}

}  // namespace

CanonicalAverages canonical_averages(const NeuralSeptuple& network, double beta, std::size_t nodes) {
  constexpr auto function = "canonical_averages";
  network.require_valid(function);
  require_not_negative(beta, "an inverse temperature is not negative", "beta", function);
  const auto on = range(network.activation);
  require(std::isfinite(on.high) && std::isfinite(on.low),
          "the range of the activation is bounded, or Z does not exist", "range", on.high, function);
  require(nodes >= 2 && nodes <= 1000, "there are 2 to 1000 nodes in each direction", "nodes",
          static_cast<double>(nodes), function);
  require(static_cast<double>(network.neurons) * std::log(static_cast<double>(nodes)) <= std::log(1.001e7),
          "there are 1e7 states at most; take fewer nodes, or sample", "neurons",
          static_cast<double>(network.neurons), function);
  const auto rule = gauss_legendre(nodes, on);
  const std::size_t N = network.neurons;
  std::vector<std::size_t> at(N, 0);
  std::vector<double> x(N, 0.0), sum_x(N, 0.0);
  // Sums of e^{-beta (H - lowest)}, rescaled when a lower H is met.
  double lowest = std::numeric_limits<double>::infinity(), Z = 0, H1 = 0, H2 = 0;
  for (bool more = true; more;) {
    double weight = 1;
    for (std::size_t i = 0; i < N; ++i) x[i] = rule[at[i]].x, weight *= rule[at[i]].weight;
    double H = 0;
    for (std::size_t i = 0; i < N; ++i) {
      double y = network.b[i];
      for (std::size_t j = 0; j < N; ++j) y += network.w[i * N + j] * x[j];
      const double r = x[i] - activate(network.activation, y);
      H += (r * r - network.objective * x[i] * x[i]) / 2;
    }
    if (H < lowest) {
      const double scale = std::isfinite(lowest) ? std::exp(-beta * (lowest - H)) : 0;
      Z *= scale, H1 *= scale, H2 *= scale;
      for (double& v : sum_x) v *= scale;
      lowest = H;
    }
    const double w = weight * std::exp(-beta * (H - lowest));
    Z += w, H1 += w * H, H2 += w * H * H;
    for (std::size_t i = 0; i < N; ++i) sum_x[i] += w * x[i];
    more = false;
    for (std::size_t i = 0; i < N && !more; ++i) {
      more = ++at[i] < rule.size();
      if (!more) at[i] = 0;
    }
  }
  const double U = H1 / Z, log_Z = std::log(Z) - beta * lowest;
  for (double& v : sum_x) v /= Z;
  return {
      .log_Z = log_Z, .U = U, .variance_of_H = H2 / Z - U * U, .S = beta * U + log_Z, .x = std::move(sum_x)};
}

void GaussianEnsemble::require_valid(const char* function) const {
  require_temperature(beta, function);
  require_finite(objective, "objective", function);
  double smallest = spectrum.ones > 0 ? 1 : std::numeric_limits<double>::infinity();
  for (double lambda : spectrum.eigenvalues) {
    require_positive(lambda, "eigenvalues of G are positive", "eigenvalue", function);
    smallest = std::min(smallest, lambda);
  }
  require(spectrum.neurons() >= 1, "a spectrum has eigenvalues", "spectrum", 0, function);
  require(1 - beta * objective + beta * smallest > 0,
          "the Gaussian ensemble exists where 1 - beta m + beta lambda > 0 for the smallest eigenvalue",
          "1 - beta m + beta lambda", 1 - beta * objective + beta * smallest, function);
}

double GaussianEnsemble::log_partition() const {
  require_valid("log_partition");
  return (static_cast<double>(spectrum.neurons()) * log_2pi -
          sum_over(spectrum, [this](double l) { return std::log1p(beta * (l - objective)); })) /
         2;
}

double GaussianEnsemble::loss() const {
  require_valid("loss");
  return sum_over(spectrum, [this](double l) { return (l - objective) / (1 + beta * (l - objective)); }) / 2;
}

double GaussianEnsemble::window_energy() const {
  require_valid("window_energy");
  return sum_over(spectrum, [this](double l) { return 1 / (1 + beta * (l - objective)); }) / 2;
}

double GaussianEnsemble::entropy() const { return log_partition() + beta * loss() + window_energy(); }

double GaussianEnsemble::entropy_of_free_energy() const { return log_partition() + beta * loss(); }

std::size_t GaussianEnsemble::large() const {
  require_temperature(beta, "large");
  std::size_t count = beta > 1 ? spectrum.ones : 0;
  for (double lambda : spectrum.eigenvalues) count += lambda * beta > 1 ? 1 : 0;
  return count;
}

double GaussianEnsemble::complexity() const {
  require_valid("complexity");
  const double sum = sum_over(spectrum, [this](double l) { return l * beta > 1 ? std::log(l) : 0.0; });
  return (static_cast<double>(spectrum.neurons()) * log_2pi - sum) / 2;
}

double GaussianEnsemble::thermodynamic_free_energy() const {
  return static_cast<double>(large()) / (2 * beta) * std::log(beta);
}

double GaussianEnsemble::thermodynamic_entropy() const {
  return static_cast<double>(large()) / 2 * (1 - std::log(beta));
}

double GaussianEnsemble::minus_laplacian() const {
  require_valid("minus_laplacian");
  return beta / 2 * sum_over(spectrum, [this](double l) { return 1 / ((1 + beta * l) * (1 + beta * l)); });
}

double GaussianEnsemble::laplacian_in_log() const {
  require_valid("laplacian_in_log");
  return sum_over(spectrum, [this](double l) { return l / ((1 + beta * l) * (1 + beta * l)); }) / 2;
}

double displacement_term(const NeuralSeptuple& network, std::span<const double> mean, double beta) {
  require_temperature(beta, "displacement_term");
  const auto G = operator_G(network, mean);
  const auto n = static_cast<Eigen::Index>(network.neurons);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> modes(
      Eigen::Map<const Eigen::MatrixXd>(G.data(), n, n));
  const Eigen::VectorXd a =
      modes.eigenvectors().transpose() * Eigen::Map<const Eigen::VectorXd>(mean.data(), n);
  const double c = 1 - beta * network.objective;
  double sum = 0;
  for (Eigen::Index i = 0; i < n; ++i) {
    const double stiffness = c + beta * modes.eigenvalues()[i];
    require(stiffness > 0, "the Gaussian ensemble exists where 1 - beta m + beta lambda > 0",
            "1 - beta m + beta lambda", stiffness, "displacement_term");
    sum += c * beta * modes.eigenvalues()[i] * a[i] * a[i] / stiffness;
  }
  return -sum / 2;
}

double complexity_of_largest(const Spectrum& spectrum, std::size_t n) {
  require(n <= spectrum.neurons(), "there are that many eigenvalues", "n", static_cast<double>(n),
          "complexity_of_largest");
  const auto all = spectrum.all();
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += std::log(all[i]);
  return (static_cast<double>(spectrum.neurons()) * log_2pi - sum) / 2;
}

double inverse_temperature(const Spectrum& spectrum, double U) {
  const double most = sum_over(spectrum, [](double l) { return l; }) / 2;
  require(U > 0 && U < most, "the loss of a Gaussian ensemble lies between 0 and half the trace of G", "U", U,
          "inverse_temperature");
  const auto excess = [&](double log_beta) {
    const double beta = std::exp(log_beta);
    return std::log(sum_over(spectrum, [beta](double l) { return l / (1 + beta * l); }) / (2 * U));
  };
  double low = -1, high = 1;
  while (excess(low) < 0) low *= 2;
  while (excess(high) > 0) high *= 2;
  return std::exp(root_between(excess, low, high));
}

double TwoGroups::minus_laplacian(double log_lambda) const {
  require_temperature(beta, "minus_laplacian");
  require(gamma > 0 && gamma < 1, "a fraction lies between 0 and 1", "gamma", gamma, "minus_laplacian");
  const double others = -gamma / (1 - gamma) * log_lambda;
  const auto h = [this](double log_l) { return std::pow(1 + beta * std::exp(log_l), -2); };
  return neurons * beta / 2 * (gamma * h(log_lambda) + (1 - gamma) * h(others));
}

std::vector<double> TwoGroups::stationary() const {
  require_temperature(beta, "stationary");
  require(gamma > 0 && gamma <= 0.5, "the fraction of the small group lies between 0 and 1/2", "gamma", gamma,
          "stationary");
  // d(-Laplacian)/d log lambda ~ h(others) - h(lambda), h(x) = x/(1 + beta x)^3, both in logarithms; x = 0 is a root, divided out.
  const double ratio = -gamma / (1 - gamma);
  const auto slope_over_x = [&](double x) {
    const auto log_h = [this](double y) { return y - 3 * std::log1p(beta * std::exp(y)); };
    return (log_h(ratio * x) - log_h(x)) / x;
  };
  std::vector<double> roots;
  constexpr double spacing = 0.05;
  for (int i = -1200; i < 1200; ++i) {
    const double a = (i - 0.5) * spacing, b = (i + 0.5) * spacing;
    if (slope_over_x(a) * slope_over_x(b) < 0) roots.push_back(root_between(slope_over_x, a, b));
  }
  return roots;
}

double TwoGroups::final_phase(double gamma) {
  require(gamma > 0 && gamma < 1, "a fraction lies between 0 and 1", "gamma", gamma, "final_phase");
  return 1 / std::sqrt(gamma) - 1;
}

double TwoGroups::stationary_of_small_fraction(double beta) {
  require_temperature(beta, "stationary_of_small_fraction");
  return 3 * std::log(-0.5 + std::sqrt(0.25 + 1 / beta));
}

}  // namespace stochtherm::models
