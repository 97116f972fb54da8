/* SPDX-License-Identifier: Apache-2.0 */
/* crl_pieces.h - what a large CRL is put together of. */
#ifndef TESTS_UNIT_ENGINE_CRL_PIECES_H
#define TESTS_UNIT_ENGINE_CRL_PIECES_H

#include <stdint.h>

#define ENTRY 38

/* The head of a TBSCertList up to revokedCertificates, what follows it, and an entry, whose serial number begins at 5. */
static const uint8_t list_head[] = {
	0x02, 1, 1, 0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0b, 5, 0,
	0x30, 14, 0x31, 12, 0x30, 10, 6, 3, 0x55, 4, 3, 0x0c, 3, 'C', 'A', '1',
	0x17, 13, '2', '6', '0', '3', '0', '2', '0', '8', '0', '0', '0', '0', 'Z',
	0x17, 13, '2', '6', '0', '3', '0', '9', '0', '8', '0', '0', '0', '0', 'Z',
};
static const uint8_t tail[] = {
	0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0b, 5, 0, 3, 3, 0, 0x5a, 0xa5,
};
static const uint8_t entry[ENTRY] = {
	0x30, ENTRY - 2, 2, 5, 0x4a, 0, 0, 0, 0, 0x17, 13, '2', '6', '0', '1', '1', '2', '0', '9', '3', '0', '0', '0', 'Z',
	0x30, 12, 0x30, 10, 6, 3, 0x55, 0x1d, 0x15, 4, 3, 10, 1, 4,
};

#endif
