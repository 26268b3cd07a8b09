#pragma once
/// Noise of channels whose gates open and close independently, at a voltage that stands still: a sum of Lorentzians.
///
/// A channel conducts when all its gates are open: k_i gates of kind i, each open with probability m_i and with time constant tau_i. Then
///   p = prod m_i^{k_i},   C(t) = p { prod [m_i + (1 - m_i) e^{-t/tau_i}]^{k_i} - p }   per channel,
/// a sum of exponentials c e^{-r t}, so the spectrum of the open channels (two-sided, S(f) = int C(t) e^{-2 pi i f t} dt) is
///   S(f) = sum 2 c r/(r^2 + (2 pi f)^2):
/// flat below the slowest rate, falling as 1/f^2 above the fastest. A spectrum like 1/f needs rates that are spread evenly in their
/// logarithm: from r_1 to r_2 a variance c gives
///   S(f) = 2 c/(2 pi f ln(r_2/r_1)) [atan(2 pi f/r_1) - atan(2 pi f/r_2)],
/// which is near 1/f between r_1 and r_2 only. Shot noise (Poisson) is flat at all f.
/// Time in ms, frequency in 1/ms (kHz).
/// Sources: Hille, Ion Channels of Excitable Membranes (2001), key `hille2001`; Goldwyn & Shea-Brown (2011), key `goldwyn2011`.

#include <span>
#include <vector>

namespace stochtherm::models {

/// k gates that are each open with a probability, and forget with a time constant.
struct IndependentGates {
  int number;
  double open;           ///< probability
  double time_constant;  ///< ms
};

struct Lorentzian {
  double weight;  ///< its share c of the variance
  double rate;    ///< r, 1/ms
};

struct ChannelStatistics {
  double open;  ///< p
  std::vector<Lorentzian> terms;

  [[nodiscard]] double variance() const { return open * (1 - open); }
  [[nodiscard]] double covariance(double t) const;
  [[nodiscard]] double spectrum(double f) const;
};

/// Per channel. Probabilities within 0 and 1, time constants positive.
[[nodiscard]] ChannelStatistics channel_statistics(std::span<const IndependentGates> gates);

/// S(f), f > 0, of a variance that is spread evenly over the logarithm of rates from `slowest` to `fastest`.
[[nodiscard]] double spectrum_of_spread_rates(double variance, double slowest, double fastest, double f);

}  // namespace stochtherm::models
