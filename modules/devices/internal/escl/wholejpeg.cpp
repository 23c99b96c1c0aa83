#include "wholejpeg.h"

#include <cstdio>

#include <jpeglib.h>

#include <csetjmp>
#include <vector>

namespace zc::devices::escl {

namespace {

constexpr int kMostSide = 30'000;
constexpr int kMostSamples = 4;
constexpr unsigned kGreyRows = 480;

struct Judge {
    jpeg_error_mgr manager;
    std::jmp_buf out;
};

void giveUp(j_common_ptr info)
{
    std::longjmp(reinterpret_cast<Judge *>(info->err)->out, 1);
}

void quiet(j_common_ptr) {}

} // namespace

std::optional<QSize> wholeJpeg(const QByteArray &bytes, QByteArray *grey)
{
    jpeg_decompress_struct jpeg{};
    Judge judge{};
    jpeg.err = jpeg_std_error(&judge.manager);
    judge.manager.error_exit = giveUp;
    judge.manager.output_message = quiet;
    // As large as a row may be, before the jump is set: nothing that has a destructor changes after it.
    std::vector<JSAMPLE> row(size_t(kMostSide) * kMostSamples);
    if (setjmp(judge.out) != 0) {
        jpeg_destroy_decompress(&jpeg);
        return std::nullopt;
    }
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, reinterpret_cast<const unsigned char *>(bytes.constData()), static_cast<unsigned long>(bytes.size()));
    jpeg_read_header(&jpeg, TRUE);
    if (jpeg.image_width > kMostSide || jpeg.image_height > kMostSide || jpeg.num_components > kMostSamples) {
        jpeg_destroy_decompress(&jpeg);
        return std::nullopt;
    }
    jpeg.do_fancy_upsampling = FALSE;
    jpeg.dct_method = JDCT_FASTEST;
    if (grey)
        jpeg.out_color_space = JCS_GRAYSCALE;
    jpeg_start_decompress(&jpeg);
    JSAMPROW line = row.data();
    const unsigned step = qMax(1u, jpeg.image_height / kGreyRows);
    while (jpeg.output_scanline < jpeg.output_height) {
        const bool kept = grey && jpeg.output_scanline % step == 0;
        jpeg_read_scanlines(&jpeg, &line, 1);
        if (kept)
            grey->append(reinterpret_cast<const char *>(line), qsizetype(jpeg.output_width));
    }
    jpeg_finish_decompress(&jpeg);
    const bool sound = judge.manager.num_warnings == 0;
    const QSize size(int(jpeg.image_width), int(jpeg.image_height));
    jpeg_destroy_decompress(&jpeg);
    return sound ? std::optional(size) : std::nullopt;
}

} // namespace zc::devices::escl
