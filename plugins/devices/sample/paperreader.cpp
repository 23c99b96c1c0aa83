#include "paperreader.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace {

namespace fs = std::filesystem;

constexpr int kHandle = 1;
fs::path g_folder;          // vendor libraries keep such things in globals, one more reason for a process of their own

int readFile(const char *name, unsigned char *bytes, int most)
{
    std::ifstream file(g_folder / name, std::ios::binary);
    file.read(reinterpret_cast<char *>(bytes), most);
    return int(file.gcount());
}

} // namespace

int paper_open(const char *folder)
{
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        return -PAPER_CLOSED;
    g_folder = folder;
    return kHandle;
}

int paper_find(int handle)
{
    std::error_code ignored;
    if (!paper_alive(handle))
        return PAPER_CLOSED;
    return fs::exists(g_folder / "card.text", ignored) ? PAPER_FOUND : PAPER_NO_CARD;
}

int paper_read(int handle, unsigned char text[256], unsigned char photo[1024], int *photo_bytes)
{
    if (!paper_alive(handle))
        return PAPER_CLOSED;
    std::ifstream status(g_folder / "card.status");
    std::string digits;
    if (status >> digits)
        return int(std::strtol(digits.c_str(), nullptr, 16));
    if (readFile("card.text", text, 256) != 256)
        return PAPER_READ_FAILED;
    *photo_bytes = readFile("card.photo", photo, 1024);
    return PAPER_OK;
}

int paper_alive(int handle)
{
    std::error_code ignored;
    return handle == kHandle && fs::is_directory(g_folder, ignored);
}

void paper_close(int)
{
    g_folder.clear();
}
