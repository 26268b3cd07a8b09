#pragma once
/// One include for Catch2 2 and 3.
#ifdef STOCHTHERM_CATCH2_V2
#include <catch2/catch.hpp>
#else
#include <catch2/catch_all.hpp>
using Catch::Approx;
#endif
