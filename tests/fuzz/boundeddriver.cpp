// Stands in for libFuzzer: calls the target with a fixed number of pseudo-random inputs, grown from what it was seeded
// with (files named on the command line), so that the run is short and the same every time. --runs=N --seed=N: another run.
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

int main(int argc, char **argv)
{
    unsigned long runs = 100'000, seed = 20260601;
    std::vector<std::vector<std::uint8_t>> corpus = {{}, {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x04, 0x00, 0x00, 0x90, 0x94}};
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word.rfind("--runs=", 0) == 0 || word.rfind("--seed=", 0) == 0) {
            (word[2] == 'r' ? runs : seed) = std::strtoul(word.c_str() + 7, nullptr, 10);
            continue;
        }
        std::ifstream file(argv[i], std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    std::mt19937 random{static_cast<std::mt19937::result_type>(seed)};
    for (unsigned long run = 0; run < runs; ++run) {
        std::vector<std::uint8_t> input = corpus[random() % corpus.size()];
        const int changes = 1 + int(random() % 12);
        for (int i = 0; i < changes; ++i) {
            const std::size_t at = input.empty() ? 0 : random() % input.size();
            switch (random() % 5) {
            case 0: input.insert(input.begin() + std::ptrdiff_t(at), 1 + random() % 40, std::uint8_t(random())); break;
            case 1: if (!input.empty()) input.erase(input.begin() + std::ptrdiff_t(at)); break;
            case 2: if (!input.empty()) input[at] ^= std::uint8_t(1u << random() % 8); break;
            case 3: if (!input.empty()) input[at] = std::uint8_t(random()); break;
            default: { const auto &other = corpus[random() % corpus.size()]; input.insert(input.end(), other.begin(), other.end()); }
            }
        }
        LLVMFuzzerTestOneInput(input.data(), input.size());
        if (input.size() < 3000 && run % 500 == 0)
            corpus.push_back(input);
    }
    return EXIT_SUCCESS;
}
