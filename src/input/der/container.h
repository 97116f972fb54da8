/* SPDX-License-Identifier: Apache-2.0 */
/* container.h - what is made of the parts of a container: its certificates, its CRLs and responses, its signed content. */
#ifndef INPUT_DER_CONTAINER_H
#define INPUT_DER_CONTAINER_H

#include "input/der/cms.h"

/* Takes a part; its arg is the struct input_elements that the container is one of. */
cms_fn container_part;

#endif
