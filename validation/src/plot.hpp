#pragma once
/// Figures drawn by gnuplot's SVG terminal. Private to the validation room.

#include <stochtherm/validation/verdict.hpp>
#include <string>

namespace stochtherm::validation {

/// The program that draws the figure on gnuplot's svg terminal into the file `output`.
[[nodiscard]] std::string gnuplot_script(const Figure& figure, const std::string& id,
                                         const std::string& output);

/// Whether a gnuplot can be called.
[[nodiscard]] bool gnuplot_found();

/// An <svg> element for inlining; its inner names begin with `id`, so that several fit into one page. Empty
/// if gnuplot drew nothing.
[[nodiscard]] std::string svg(const Figure& figure, const std::string& id);

}  // namespace stochtherm::validation
