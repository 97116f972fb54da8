/* SPDX-License-Identifier: Apache-2.0 */
/*
 * grid_address.h - the addresses of a dump in front of the octets of a cell, be there something before them: each line has as many octets as
 * lie between its address and the next.  Where they do not go on, other octets begin.
 */
#ifndef INPUT_PEM_GRID_GRID_ADDRESS_H
#define INPUT_PEM_GRID_GRID_ADDRESS_H

#include "input/pem/grid/grid_cell.h"

/* Their radix; 0: no address stands in front of the first lines of this cell. */
unsigned grid_address_radix(const struct grid_lines *, const struct grid_cell *);

/* Is it a dump behind something that is the same in each line but for its numbers?  Frames read it, however wide those are. */
bool grid_address_is_framed(const struct grid_cell *, struct span text);

/* The address of the line; UINT64_MAX: it has none. */
uint64_t grid_address(const struct grid_cell *, struct span line);

/* Octets of a part in hexadecimal, or the digits of one. */
uint64_t grid_address_step(const struct grid_cell *, struct span part);

#endif
