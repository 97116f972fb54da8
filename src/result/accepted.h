/* SPDX-License-Identifier: Apache-2.0 */
/*
 * accepted.h - findings that the user accepts: those of an earlier report
 * (baseline) and those of a list with reasons and expiry dates (waivers).
 */
#ifndef RESULT_ACCEPTED_H
#define RESULT_ACCEPTED_H

#include "engine/engine.h"

/* Gives each finding of the last result its state, once: its entry of the baseline is taken away with it. */
void accepted_judge(struct smimelint_run *);

#endif
