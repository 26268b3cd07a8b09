#pragma once
/// What columns of samples must be before anything is estimated from them.

#include <cstddef>
#include <initializer_list>
#include <stochtherm/information/nearest_neighbours.hpp>
#include <string>

namespace stochtherm::detail {

/// Every variable has a column, all columns as many finite numbers, none of them constant. Returns the number of rows.
std::size_t require_samples(std::initializer_list<Columns> variables,
                            const char* function = __builtin_FUNCTION());
/// The columns of several variables side by side.
std::vector<std::vector<double>> side_by_side(std::initializer_list<Columns> variables);

}  // namespace stochtherm::detail
