#pragma once

/* Stands for the library of a vendor: a C interface, a handle, status bytes, blocking calls, buffers of the caller. The "reader" is a
   folder: a card lies on it while the file card.text (256 bytes) is there; card.photo (1024 bytes) is its photo, if it has one; the
   number in card.status, two hex digits, is what reading gives instead. */
#ifdef __cplusplus
extern "C" {
#endif

enum { PAPER_OK = 0x90, PAPER_FOUND = 0x9F, PAPER_NO_CARD = 0x80, PAPER_READ_FAILED = 0x41, PAPER_CLOSED = 0x01 };

int paper_open(const char *folder);                                             /* handle > 0, or PAPER_CLOSED as a negative number */
int paper_find(int handle);                                                     /* PAPER_FOUND, PAPER_NO_CARD, PAPER_CLOSED */
int paper_read(int handle, unsigned char text[256], unsigned char photo[1024], int *photo_bytes);   /* PAPER_OK, or a status */
int paper_alive(int handle);                                                    /* 1 while the reader is there */
void paper_close(int handle);

#ifdef __cplusplus
}
#endif
