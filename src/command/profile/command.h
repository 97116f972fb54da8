/* SPDX-License-Identifier: Apache-2.0 */
/* command.h - the command `profile`: what a certificate of one profile must, should, may and must not have. */
#ifndef COMMAND_PROFILE_COMMAND_H
#define COMMAND_PROFILE_COMMAND_H

#include "option/opt.h"

int cmd_profile(struct opt_line *);

#endif
