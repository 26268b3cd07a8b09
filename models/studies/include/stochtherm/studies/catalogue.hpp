#pragma once
/// The models that run at full speed by name: their kernels are compiled for plain x86-64, AVX2 and AVX-512, and the best
/// that the machine has is chosen once (random::instruction_set). Whoever includes this header, or stochtherm.hpp, has them;
/// without it, and for any other model, `simulate` makes the kernel with the user's own flags. The bits are the same.

#include <cstddef>

namespace stochtherm::studies {

/// Hands the compiled kernels to `simulate`; returns how many pairs of model and stepper there are. Called once at
/// start-up by those who include this header.
std::size_t use_compiled_kernels();

namespace detail {
inline const std::size_t compiled_pairs = use_compiled_kernels();
}  // namespace detail

}  // namespace stochtherm::studies
