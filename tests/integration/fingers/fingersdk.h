#pragma once

/* Stands for the library of a vendor: the shape that libraries of fingerprint readers for ID cards have. Taking an image and comparing
   features are calls of one C interface, 1 is success and everything below it a status, an image has 256 × 360 bytes, a feature 512. */
#ifdef __cplusplus
extern "C" {
#endif

enum {
    FPR_OK = 1,
    FPR_NO_FINGER = 0,
    FPR_GONE = -1,
    FPR_BUSY = -2,
    FPR_NO_LICENCE = -3,
    FPR_LINE = -4,
    FPR_DEFECT = -5,
    FPR_DIRTY = -6,
    FPR_BAD_FEATURE = -7,
    FPR_NOT_SUPPORTED = -8
};
enum { FPR_IMAGE_BYTES = 256 * 360, FPR_FEATURE_BYTES = 512 };

int fpr_open(void);
int fpr_alive(void);                                                            /* FPR_OK or FPR_GONE */
int fpr_serial(char *text, int bytes);
int fpr_light(int on);
int fpr_capture(unsigned char *image);                                          /* FPR_OK, FPR_NO_FINGER, a status */
int fpr_quality(const unsigned char *image);                                    /* 0 … 100 */
int fpr_extract(const unsigned char *image, unsigned char *feature);
int fpr_match(const unsigned char *one, const unsigned char *other, float *similarity);     /* 0 … 1 */
void fpr_close(void);

#ifdef __cplusplus
}
#endif
