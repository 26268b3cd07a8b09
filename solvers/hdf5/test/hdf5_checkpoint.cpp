#include <fcntl.h>
#include <hdf5.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include <bit>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stochtherm/core/error.hpp>
#include <stochtherm/hdf5_checkpoint.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>

#include "bits.hpp"
#include "catch.hpp"
#include "sentence.hpp"
#include "toys.hpp"

using namespace stochtherm;
namespace fs = std::filesystem;

namespace {

/// A folder of its own, gone at the end.
struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "stochtherm-XXXXXX").string();
    path = fs::canonical(mkdtemp(name.data()));
  }
  ~Folder() { fs::remove_all(path); }
  std::string operator/(const char* name) const { return (path / name).string(); }
};

std::string bytes_of(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}
void write_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Snapshot example() {
  Snapshot s{.run = "seed = 1\nwhat = an example\n", .relaxed = 7, .step = 1234567890123};
  s.columns.emplace_back("position 0", Column{1, -0.0, std::nextafter(1.0, 2.0), 1e-310, -HUGE_VAL,
                                              std::bit_cast<double>(0x7ff8000000001234U)});
  s.columns.emplace_back("record of a/b%2f \xcf\x80", Column(200'000, 0.1));
  s.columns.emplace_back("outcome", Column{});
  return s;
}
bool same(const Snapshot& a, const Snapshot& b) {
  if (a.run != b.run || a.step != b.step || a.relaxed != b.relaxed || a.columns.size() != b.columns.size())
    return false;
  for (const auto& [name, column] : a.columns) {
    bool found = false;
    for (const auto& [other, values] : b.columns)
      found = found || (name == other && column.size() == values.size() &&
                        std::equal(column.begin(), column.end(), values.begin(), [](double x, double y) {
                          return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
                        }));
    if (!found) return false;
  }
  return true;
}

const auto pull = Protocol::linear(0, 1, 1);
Solved<Ensemble> pulled(const std::string& path, Seed seed = 3) {
  return simulate(toys::Trap{}, pull,
                  {.dt = 1e-3, .trajectories = 100, .seed = seed, .checkpoint = hdf5_checkpoint(path, 0)});
}
}  // namespace

TEST_CASE("a snapshot comes back bit for bit", "[hdf5]") {
  const Folder folder;
  const CheckpointStore store = hdf5_checkpoint(folder / "run.h5");
  CHECK(!store.load());
  Snapshot s = example();
  store.save(s);
  REQUIRE(store.load());
  CHECK(same(*store.load(), s));
  s.step += 1;
  s.columns[1].second[177'777] = 0.2;
  store.save(s);
  CHECK(same(*store.load(), s));
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator{}) ==
        1);  // nothing beside it
}

TEST_CASE("the path is settled when the store is made", "[hdf5]") {
  const Folder folder;
  fs::create_directory(folder.path / "data");
  write_bytes(folder / "data/other", "");
  fs::create_symlink(folder / "data/run.h5", folder / "link.h5");
  const fs::path before = fs::current_path();
  fs::current_path(folder.path);
  const CheckpointStore store = hdf5_checkpoint("run.h5");
  fs::current_path(before);
  store.save(example());
  CHECK(fs::is_regular_file(folder / "run.h5"));
  fs::copy(folder / "run.h5", folder / "data/run.h5");
  hdf5_checkpoint(folder / "link.h5").save(example());
  CHECK(fs::is_symlink(folder / "link.h5"));
  CHECK(same(*hdf5_checkpoint(folder / "data/run.h5").load(), example()));
}

TEST_CASE("places that can hold no checkpoint are refused with a sentence", "[hdf5]") {
  const Folder folder;
  CHECK(sentence_of([&] { (void)pulled(folder.path.string()); }) ==
        "hdf5_checkpoint: the checkpoint " + folder.path.string() + " must be a file, but it = a folder.");
  CHECK(sentence_of([&] { (void)pulled(folder / "no/run.h5"); }) ==
        "hdf5_checkpoint: the checkpoint " + folder / "no/run.h5" +
            " must lie in a folder that exists, but folder = " + (folder / "no") + ".");
  CHECK(contains(sentence_of([&] { (void)pulled("/dev/null"); }), "must be a file"));
  CHECK(contains(sentence_of([&] { (void)pulled("/proc/run.h5"); }), "must be written, but open = "));
  CHECK(contains(sentence_of([&] { (void)pulled(""); }), "needs a path"));
  CHECK(contains(sentence_of([&] { (void)hdf5_checkpoint("x", -1); }), "every_seconds = -1"));
  CHECK(contains(sentence_of([&] { (void)hdf5_checkpoint("x", std::nan("")); }), "every_seconds = nan"));
  if (geteuid() != 0) {
    fs::permissions(folder.path, fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(contains(sentence_of([&] { (void)pulled(folder / "run.h5"); }), "open = Permission denied"));
    fs::permissions(folder.path, fs::perms::owner_all);
  }
}

TEST_CASE("files that are no checkpoint are refused and left alone", "[hdf5]") {
  const Folder folder;
  const std::string path = folder / "run.h5";
  const auto refuses = [&](const std::string& part) {
    const std::string before = bytes_of(path), said = sentence_of([&] { (void)pulled(path); });
    INFO(said);
    CHECK(contains(said, path));
    CHECK(contains(said, part));
    CHECK(bytes_of(path) == before);
    CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator{}) == 1);
  };
  write_bytes(path, "");
  refuses("must be whole, but it = empty.");
  write_bytes(path, "Dear diary,\n");
  refuses("must be a checkpoint of stochtherm, but its first line = Dear diary,.");
  const hid_t other = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  H5Fclose(other);
  refuses("must be a checkpoint of stochtherm");

  fs::remove(path);
  (void)pulled(path);
  const std::string good = bytes_of(path);
  write_bytes(path, good.substr(0, good.size() - 1));
  refuses(" bytes behind the first 512, but bytes = ");
  for (const std::size_t size :
       {good.size() / 2, std::size_t{600}, std::size_t{512}, std::size_t{100}, std::size_t{1}}) {
    write_bytes(path, good.substr(0, size));
    refuses("must ");
  }
  std::string changed = good;
  changed.replace(changed.find("schema 1"), 8, "schema 2");
  write_bytes(path, changed);
  refuses("must have the schema 1, but its schema = 2.");
  write_bytes(path, good);
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  REQUIRE(H5Ldelete(file, "columns/position 0", H5P_DEFAULT) >= 0);
  H5Fclose(file);
  refuses("must hold ");
  write_bytes(path, good);
  CHECK(sentence_of([&] { (void)pulled(path); }) == "");
}

TEST_CASE("a snapshot that lacks a column is refused", "[hdf5]") {
  const Folder folder;
  const CheckpointStore store = hdf5_checkpoint(folder / "run.h5");
  (void)pulled(folder / "run.h5");
  const Snapshot good = store.load().value();
  Snapshot bad = good;
  bad.columns.erase(bad.columns.begin());
  store.save(bad);
  CHECK(sentence_of([&] { (void)pulled(folder / "run.h5"); }) ==
        "simulate: the checkpoint " + (folder / "run.h5") +
            " must hold every column of the run, but missing = " + good.columns[0].first + ".");
  bad = good;
  bad.columns[0].second.pop_back();
  store.save(bad);
  CHECK(contains(sentence_of([&] { (void)pulled(folder / "run.h5"); }),
                 "must hold 100 numbers in each column"));
}

TEST_CASE("a checkpoint of another run is never overwritten", "[hdf5]") {
  const Folder folder;
  const std::string path = folder / "run.h5";
  (void)pulled(path, 3);
  const std::string before = bytes_of(path);
  CHECK(sentence_of([&] { (void)pulled(path, 4); }) ==
        "simulate: the checkpoint " + path + " must belong to this run, with seed = 4, but its seed = 3.");
  CHECK(bytes_of(path) == before);
  // Nor one that appeared since the run began.
  Snapshot other = example();
  CHECK(contains(sentence_of([&] { hdf5_checkpoint(path).save(other); }),
                 "must belong to this run, but it is = another's"));
  CHECK(bytes_of(path) == before);
  write_bytes(path, "Dear diary,\n");
  CHECK(contains(sentence_of([&] { hdf5_checkpoint(path).save(other); }),
                 "must be a checkpoint of stochtherm"));
  CHECK(bytes_of(path) == "Dear diary,\n");
}

TEST_CASE("a write that fails leaves the last snapshot", "[hdf5]") {
  const Folder folder;
  const CheckpointStore store = hdf5_checkpoint(folder / "run.h5");
  const Snapshot first = example();
  store.save(first);
  Snapshot second = first;
  second.step = 2;
  rlimit whole{};
  getrlimit(RLIMIT_FSIZE, &whole);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{.rlim_cur = 100'000, .rlim_max = whole.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const std::string said = sentence_of([&] { store.save(second); });
  setrlimit(RLIMIT_FSIZE, &whole);
  std::signal(SIGXFSZ, handler);
  CHECK(contains(said, "run.h5 must be written, but write = File too large"));
  CHECK(same(*store.load(), first));
  CHECK(!fs::exists(folder / "run.h5.part"));
  store.save(second);
  CHECK(same(*store.load(), second));
}

TEST_CASE("what a killed process left is tidied up, and two processes do not write at once", "[hdf5]") {
  const Folder folder;
  const CheckpointStore store = hdf5_checkpoint(folder / "run.h5");
  write_bytes(folder / "run.h5.part", "somebody's own notes");
  CHECK(contains(sentence_of([&] { store.save(example()); }), "in its way, and no remains of a checkpoint"));
  CHECK(bytes_of(folder / "run.h5.part") == "somebody's own notes");
  CHECK(!store.load());
  write_bytes(folder / "run.h5.part", "stochtherm check");  // killed after 16 bytes
  store.save(example());
  CHECK(!fs::exists(folder / "run.h5.part"));

  const int part = open((folder / "run.h5.part").c_str(), O_RDWR | O_CREAT, 0666);
  REQUIRE(flock(part, LOCK_EX | LOCK_NB) == 0);
  CHECK(contains(sentence_of([&] { store.save(example()); }), "must belong to one process"));
  close(part);
  store.save(example());
  CHECK(same(*store.load(), example()));
}

TEST_CASE("no byte of a checkpoint can be changed unseen", "[hdf5]") {
  const Folder folder;
  const std::string path = folder / "run.h5";
  const CheckpointStore store = hdf5_checkpoint(path);
  Snapshot s = example();
  s.columns[1].second.resize(100);
  store.save(s);
  const std::string good = bytes_of(path);
  for (std::size_t i = 0; i < good.size(); i += i < 1500 ? 1 : 41) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ (1 << i % 8));
    write_bytes(path, bad);
    bool seen = false;
    const std::string said = sentence_of([&] { seen = !same(*store.load(), s); });
    INFO("byte " << i << ": " << said);
    REQUIRE(!seen);  // what says nothing may change
    REQUIRE((said.empty() || contains(said, path)));
  }
}

TEST_CASE("a run of the library ends with the same bits with and without a file", "[hdf5]") {
  const Folder folder;
  const std::uint64_t alone =
      bits_of(*simulate(toys::Trap{}, pull, {.dt = 1e-3, .trajectories = 100, .seed = 3}));
  CHECK(bits_of(*pulled(folder / "run.h5")) == alone);
  const std::string file = bytes_of(folder / "run.h5");
  CHECK(bits_of(*pulled(folder / "run.h5")) == alone);
  CHECK(bytes_of(folder / "run.h5") == file);  // it had ended
}
