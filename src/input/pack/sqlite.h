/* SPDX-License-Identifier: Apache-2.0 */
/* sqlite.h - databases of SQLite (sqlite.org/fileformat2.html): page by page, each row for itself. */
#ifndef INPUT_PACK_SQLITE_H
#define INPUT_PACK_SQLITE_H

#include "base/span.h"

/* Does a database begin so, with its first page? */
bool sqlite_begins(struct span start);

#endif
