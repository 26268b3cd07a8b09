#include <Eigen/Cholesky>
#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/mutual_information.hpp>
#include <stochtherm/information/symbols.hpp>
#include <stochtherm/statistics/series.hpp>

#include "covariance.hpp"
#include "samples.hpp"

namespace stochtherm {
namespace {

struct Symbols {
  std::vector<std::uint32_t> of_row;
  std::vector<double> count;
};

Symbols symbols_of(std::initializer_list<Columns> variables, std::size_t rows) {
  const auto columns = detail::side_by_side(variables);
  Symbols s{columns.empty() ? std::vector<std::uint32_t>(rows, 0) : number_symbols(columns), {}};
  for (std::uint32_t i : s.of_row) {
    if (i >= s.count.size()) s.count.resize(i + 1);
    ++s.count[i];
  }
  return s;
}

std::size_t rows_of(Columns x, Columns y, Columns given, const char* function) {
  const std::size_t rows = detail::require_samples({x, y}, function);
  if (!given.empty())
    require(detail::require_samples({given}, function) == rows,
            "all columns must have the same number of samples", "samples of given",
            static_cast<double>(given.front().size()), function);
  return rows;
}

}  // namespace

Estimate plugin_mutual_information(Columns x, Columns y, Columns given) {
  const std::size_t rows = rows_of(x, y, given, "plugin_mutual_information");
  const Symbols xyz = symbols_of({x, y, given}, rows), xz = symbols_of({x, given}, rows),
                yz = symbols_of({y, given}, rows), z = symbols_of({given}, rows);
  std::vector<double> terms(rows);
  for (std::size_t i = 0; i < rows; ++i)
    terms[i] = std::log(xyz.count[xyz.of_row[i]] * z.count[z.of_row[i]] /
                        (xz.count[xz.of_row[i]] * yz.count[yz.of_row[i]]));
  return estimate_mean_of_series(terms);
}

double plugin_bias(Columns x, Columns y, Columns given) {
  const std::size_t rows = rows_of(x, y, given, "plugin_bias");
  const auto seen = [rows](std::initializer_list<Columns> v) {
    return static_cast<double>(symbols_of(v, rows).count.size());
  };
  return (seen({x, y, given}) - seen({x, given}) - seen({y, given}) + seen({given})) /
         (2 * static_cast<double>(rows));
}

Estimate gaussian_mutual_information(Columns x, Columns y, Columns given) {
  const std::size_t rows = rows_of(x, y, given, "gaussian_mutual_information");
  const auto columns = detail::side_by_side({x, y, given});
  const std::size_t d = columns.size();
  require(rows > d + 2, "a covariance needs more samples than columns", "samples", static_cast<double>(rows));
  const auto n = static_cast<double>(rows);
  // Standardised columns: the determinants' ratio does not change, their conditioning does.
  Eigen::MatrixXd Z(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(d));
  const auto scaled = standardised(columns);
  for (std::size_t c = 0; c < d; ++c)
    for (std::size_t i = 0; i < rows; ++i)
      Z(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(c)) = scaled[c][i];
  const Eigen::MatrixXd S = Z.transpose() * Z / (n - 1);
  const auto range = [](std::size_t from, std::size_t count) {
    Variables v(count);
    for (std::size_t i = 0; i < count; ++i) v[i] = from + i;
    return v;
  };
  const auto with = [](Variables a, const Variables& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
  };
  const Variables vx = range(0, x.size()), vy = range(x.size(), y.size()),
                  vz = range(x.size() + y.size(), given.size());
  const Variables blocks[] = {with(vx, vz), with(vy, vz), vz, with(with(vx, vy), vz)};
  const double sign[] = {1, 1, -1, -1};
  double value = 0;
  std::vector<double> terms(rows, 0.0);
  for (std::size_t b = 0; b < 4; ++b) {
    const Variables& block = blocks[b];
    if (block.empty()) continue;
    value += 0.5 * sign[b] * detail::log_determinant(S, block, "gaussian_mutual_information");
    for (std::size_t i = 1; i <= block.size(); ++i)
      value -=
          0.5 * sign[b] * (boost::math::digamma((n - static_cast<double>(i)) / 2) - std::log((n - 1) / 2));
    // Half the squared length in units of the block's covariance: what each sample adds to the information density.
    const auto m = static_cast<Eigen::Index>(block.size());
    Eigen::MatrixXd B(m, m), part(static_cast<Eigen::Index>(rows), m);
    for (Eigen::Index i = 0; i < m; ++i) {
      const auto row = static_cast<Eigen::Index>(block[static_cast<std::size_t>(i)]);
      part.col(i) = Z.col(row);
      for (Eigen::Index j = 0; j < m; ++j)
        B(i, j) = S(row, static_cast<Eigen::Index>(block[static_cast<std::size_t>(j)]));
    }
    const Eigen::MatrixXd white = Eigen::LLT<Eigen::MatrixXd>(B).matrixL().solve(part.transpose());
    for (std::size_t i = 0; i < rows; ++i)
      terms[i] += 0.5 * sign[b] * white.col(static_cast<Eigen::Index>(i)).squaredNorm();
  }
  const double scatter = estimate_mean_of_series(terms).std_error;
  const double least = std::sqrt(0.5 * static_cast<double>(x.size() * y.size())) / n;
  return {value, std::hypot(scatter, least), rows};
}

}  // namespace stochtherm
