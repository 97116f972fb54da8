/* SPDX-License-Identifier: Apache-2.0 */
/*
 * iso_countries.c - ISO 3166-1 alpha-2 codes.
 *
 * Written by iso_codes.py from iso-codes 4.15.0 (2023-04-27); do not edit.
 */
#include "value/iso.h"

const char iso_tables_version[] = "iso-codes 4.15.0, 2023-04-27";

const uint32_t iso_country_set[26] = {
	0x2df5978, 0x36f7bfb, 0x3f27ded, 0x2005610, 0x00e00d4, 0x0025700, 0x15fb9fb, 0x01a3400,
	0x00f7818, 0x000d010, 0x342b1d0, 0x13e0507, 0x3fffcfd, 0x212c975, 0x0001000, 0x14e3cf1,
	0x0000001, 0x0544010, 0x3ae7fdf, 0x26a7eec, 0x3041041, 0x0102155, 0x0040020, 0x0000000,
	0x0080010, 0x0401001,
};
