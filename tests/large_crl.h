/* SPDX-License-Identifier: Apache-2.0 */
/* large_crl.h - files that begin with a CRL of any size, whose list of entries goes on to its end. */
#ifndef TESTS_LARGE_CRL_H
#define TESTS_LARGE_CRL_H

#include <stdint.h>
#include <string.h>
#include <unistd.h>

static const uint8_t large_crl_start[] = {
	0x30, 0x84, 0, 0, 0, 0, 0x30, 0x84, 0, 0, 0, 0, 0x02, 0x01, 0x01, 0x30, 0x03, 0x06, 0x01, 0x2a, 0x30, 0x00,
	0x17, 0x0d, '2', '6', '0', '1', '0', '1', '0', '0', '0', '0', '0', '0', 'Z', 0x30, 0x84, 0, 0, 0, 0
};

static inline void
large_crl_length(uint8_t *to, uint32_t n)
{
	for (unsigned i = 0; i < 4; i++)
		to[i] = (uint8_t)(n >> (24 - 8 * i));
}

/* What a CRL of so many octets begins with; a certificate has its validity where thisUpdate stands. */
static inline void
large_crl_head(uint8_t to[static sizeof large_crl_start], uint32_t says, uint8_t id_of_time)
{
	memcpy(to, large_crl_start, sizeof large_crl_start);
	large_crl_length(to + 2, says - 6);
	large_crl_length(to + 8, says - 12);
	large_crl_length(to + sizeof large_crl_start - 4, says - (uint32_t)sizeof large_crl_start);
	to[22] = id_of_time;
}

/* The file has `size` octets, of a CRL that says that it has `says`. */
static inline void
large_crl_put(int fd, uint32_t says, uint32_t size, uint8_t id_of_time)
{
	uint8_t head[sizeof large_crl_start];

	large_crl_head(head, says, id_of_time);
	assert_int_equal(pwrite(fd, head, sizeof head, 0), sizeof head);
	assert_int_equal(ftruncate(fd, size), 0);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
}

#endif
