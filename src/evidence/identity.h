/* SPDX-License-Identifier: Apache-2.0 */
/* identity.h - what is asked of the identity parts of a record. */
#ifndef EVIDENCE_IDENTITY_H
#define EVIDENCE_IDENTITY_H

#include "evidence/record/record.h"

/* The word of a source type; "" for none. */
const char *ev_source_word(uint8_t type);

/*
 * The LEI data of a source: its member lei, or what the embedded answer of the
 * GLEIF API v1 says (data.attributes: lei, entity.status, registration.status,
 * registration.corroborationLevel).  NULL when there is neither or memory is out.
 */
const struct ev_lei *ev_source_lei(struct arena *, const struct ev_source *);
/* What GLEIF's answer says alone, where it stands beside the member lei too. */
const struct ev_lei *ev_source_gleif(struct arena *, const struct ev_source *);

/*
 * The object that holds a member of LEI data; for those from GLEIF's answer
 * *member becomes the name that it has there.
 */
const struct json_value *ev_lei_place(const struct ev_lei *, const char **member);

/* What the label that a register gives an entity means (SBR 3.2.3.2.1). */
enum ev_status_label { LABEL_ACTIVE, LABEL_CEASED, LABEL_UNLISTED };
enum ev_status_label ev_status_label(struct span label);

/*
 * What the kind of a document, as a record names it, says of who issued it:
 * an authority that issues identity documents, somebody else, or neither that
 * is known (SBR 3.2.4.1 (1)).
 */
enum ev_document_kind { DOCUMENT_OFFICIAL, DOCUMENT_UNOFFICIAL, DOCUMENT_UNLISTED };
enum ev_document_kind ev_document_kind(struct span kind);
/*
 * Who wrote an Attestation (SBR 3.2.8), by the words of the record: somebody who is relied upon for such letters, the one
 * whom it is about, or somebody else; words in other letters than Latin ones may be any.
 */
enum ev_author { AUTHOR_THIRD_PARTY, AUTHOR_SELF, AUTHOR_UNLISTED, AUTHOR_UNREADABLE };
enum ev_author ev_author(struct span role);

/* A passport by its name: with a chip that bears the issuer's signature it is an eMRTD (ICAO 9303 parts 10 and 11). */
bool ev_is_passport(struct span kind);

#endif
