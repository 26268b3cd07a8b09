#pragma once
/// Logarithms of determinants of blocks of a covariance.

#include <Eigen/Core>
#include <stochtherm/information/joint_table.hpp>

namespace stochtherm::detail {

/// ln det of the rows and columns in the list; 0 for none. Refuses what is not positive definite.
double log_determinant(const Eigen::MatrixXd& S, const Variables& rows, const char* function);

}  // namespace stochtherm::detail
