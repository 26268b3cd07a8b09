#pragma once
/// What the commands share: adding themselves, reading numbers, printing a table.

#include <CLI/CLI.hpp>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace stochtherm::app {

/// Wrong input, as a sentence that names the argument and the rule. Exit status 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A command adds itself with its options; when it is called it leaves its exit status.
void add_validate(CLI::App& app, int& status);
void add_nernst(CLI::App& app, int& status);
void add_goldman(CLI::App& app, int& status);
void add_spike_energy(CLI::App& app, int& status);
void add_landauer(CLI::App& app, int& status);
void add_neuron(CLI::App& app, int& status);
void add_ising(CLI::App& app, int& status);
void add_learn(CLI::App& app, int& status);
void add_network(CLI::App& app, int& status);
void add_entropy(CLI::App& app, int& status);
void add_mutual_information(CLI::App& app, int& status);
void add_transfer_entropy(CLI::App& app, int& status);
void add_divergence(CLI::App& app, int& status);
void add_free_energy(CLI::App& app, int& status);
void add_entropy_production(CLI::App& app, int& status);

/// The whole text as a finite number, a whole number or a count. `name` is how the user knows the argument.
[[nodiscard]] double number(std::string_view name, std::string_view text);
[[nodiscard]] int whole_number(std::string_view name, std::string_view text);
[[nodiscard]] std::uint64_t count(std::string_view name, std::string_view text);

/// Is it UTF-8 without control characters?
[[nodiscard]] bool is_printable(std::string_view text);
/// A potential in volts, written in millivolts.
[[nodiscard]] std::string millivolts(double volts);

/// A line on stderr; where it cannot be written the work goes on.
void say(const std::string& line);
/// The library's sentence without the name of its function.
[[nodiscard]] std::string without_function(const std::exception& error);

/// One line of a readable answer.
struct Row {
  std::string what, value, unit, remark;
};

/// Either the object on one line or the rows as an aligned table, on stdout.
void print_answer(bool as_json, const nlohmann::ordered_json& object, const std::vector<Row>& rows);

}  // namespace stochtherm::app
