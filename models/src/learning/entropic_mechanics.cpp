#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/learning/entropic_mechanics.hpp>

namespace stochtherm::models {

void EntropicMechanics::require_valid(const char* function) const {
  require_positive(diffusion, "the diffusion coefficient must be positive", "D", function);
  require_positive(rate, "the learning rate must be positive", "alpha", function);
  require_positive(multiplier, "the constraint's multiplier must be positive", "mu", function);
}

double EntropicMechanics::nu() const {
  require_valid("EntropicMechanics::nu");
  return std::sqrt(2 * diffusion * rate / multiplier);
}

double EntropicMechanics::wave_number() const {
  require_valid("EntropicMechanics::wave_number");
  return std::sqrt(multiplier * rate / (2 * diffusion));
}

void FreePacket::require_valid(const char* function) const {
  mechanics.require_valid(function);
  require_positive(width, "a packet's width must be positive", "width", function);
  require_finite(slope, "slope", function);
}

double FreePacket::mean(double t) const {
  require_valid("FreePacket::mean");
  require_finite(t, "t");
  return 2 * mechanics.rate * slope * t;
}

double FreePacket::variance(double t) const {
  require_valid("FreePacket::variance");
  require_finite(t, "t");
  const double spread = mechanics.nu() * t / width;
  return width * width + spread * spread;
}

std::complex<double> FreePacket::wave(double x, double t) const {
  require_valid("FreePacket::wave");
  require_finite(x, "x");
  require_finite(t, "t");
  return std::polar(std::sqrt(density(x, t)), mechanics.wave_number() * free_energy(x, t));
}

double FreePacket::flow(double x, double t) const {
  const double nu = mechanics.nu();
  return 2 * mechanics.rate * slope + (x - mean(t)) * nu * nu * t / (width * width * variance(t));
}

double FreePacket::diffusive_variance(double t) const {
  require_valid("FreePacket::diffusive_variance");
  require_not_negative(t, "diffusion goes forward in time", "t");
  return width * width + mechanics.diffusion * t;
}

double FreePacket::crossing() const {
  require_valid("FreePacket::crossing");
  return mechanics.multiplier * width * width / (2 * mechanics.rate);
}

double FreePacket::constraint(double t) const {
  return -mechanics.diffusion / (2 * mechanics.multiplier * variance(t));
}

double FreePacket::entropy_rate(double t) const {
  const double nu = mechanics.nu();
  return nu * nu * t / (width * width * variance(t));
}

}  // namespace stochtherm::models
