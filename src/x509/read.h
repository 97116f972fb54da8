/* SPDX-License-Identifier: Apache-2.0 */
/*
 * read.h - what the readers of names, keys and extensions share: where they
 * are in the artifact, and how they note what is wrong there.
 */
#ifndef X509_READ_H
#define X509_READ_H

#include "x509/cert.h"
#include "x509/ext_memo.h"
#include "x509/revocation/crl.h"
#include "x509/revocation/ocsp.h"

/* The view's faults, and where each stands: many elements of one certificate may be damaged. */
struct fault_list {
	struct artifact_fault *v;
	size_t room;
	uint32_t *slot;			/* hash table of indexes into v, from 1; 0 is free */
	size_t n_slot;			/* a power of 2 */
};

struct span_list {
	struct span *v;
	size_t n, room;
};

/* serialNumber to subjectPublicKeyInfo (RFC 5280 4.1). */
#define N_REQUIRED 6

/* The required fields of a tbsCertificate among elements too many; at[0] is NULL where there are none, or more is wrong. */
struct among_strays {
	const uint8_t *at[N_REQUIRED];	/* where each begins */
	uint8_t unsure;			/* a bit for each that may as well be an element behind */
};

struct reader {
	struct artifact *artifact;	/* NULL: faults are not kept, only `bad` is set */
	struct cert_view *cv;		/* the same, where it is a certificate */
	struct crl_view *crl;		/* … a CRL */
	struct ocsp_view *ocsp;		/* … an OCSP response */
	struct arena *a;
	struct cert_memo *memo;		/* of certificates read before; NULL: nobody keeps one */
	struct fault_list faults;
	struct span_list unmet;		/* of the part: octets that cannot be read because framing broke, ascending */
	struct span whole;		/* the part that is being read, or an element of a list in it: what it lacks has no place of its own */
	struct span strays;		/* elements side by side that are no field, and not told of yet */
	struct among_strays among;
	struct cert_name *last_name;	/* of artifact->ext_name */
	const struct general_name **damaged_name;	/* where the next of a list goes that cannot be read */
	const struct access_description **damaged_access;	/* … the next AccessDescription */
	uint8_t part;			/* enum artifact_part */
	bool bad;			/* the part's structure is wrong */
	bool damaged;			/* an element cannot be read, but its own type can */
	bool unframed;			/* … and a fault says where its framing broke */
	bool lost;			/* … and what follows is out of step: nothing can be told of it */
};

/* Begins a part: `whole` are its octets, named where something is missing. */
static inline void
reader_enter(struct reader *r, enum artifact_part part, struct span whole)
{
	r->part = (uint8_t)part;
	r->whole = whole;
	r->bad = r->damaged = r->unframed = false;
	r->unmet.n = 0;
}

/* The state of a part in which something is bad or damaged; r->bad from then on. */
uint8_t reader_bad_state(struct reader *);
/* Of one that has been read. */
static inline uint8_t
reader_state(struct reader *r)
{
	return r->bad || r->damaged ? reader_bad_state(r) : PART_IS_OK;
}
/* Ends it: notes whether it could be read. */
static inline void
reader_close(struct reader *r)
{
	r->artifact->state[r->part] = reader_state(r);
}

/* Keeps a fault; one at the same place in the same part is added to, unless both say what is wrong with the structure. */
void reader_fault(struct reader *, struct span where, enum der_status, uint32_t quirks, const char *what);
/* The structure is wrong at `where`; says nothing new of octets where framing broke. */
void reader_bad(struct reader *, struct span where, const char *what);
/* What stands in t as a moment. */
static inline void
reader_time(struct reader *r, const struct der_tlv *t, struct artifact_time *time)
{
	time->ok = der_time(t->id, t->val, &time->seconds);
	if (!time->ok)
		reader_bad(r, t->raw, "time names no moment");
}
static inline void
reader_quirk(struct reader *r, struct span where, uint32_t quirks)
{
	if (quirks != 0)
		reader_fault(r, where, DER_OK, quirks, NULL);
}

/* Has a fault of framing been told of some of these octets, or of the end that they stand at? */
bool reader_among_unmet(const struct reader *, struct span where);
static inline bool
reader_unmet(const struct reader *r, struct span where)
{
	return r->unmet.n > 0 && reader_among_unmet(r, where);
}

/* Every element under `in` against DER; `in` does not lie in an OCTET STRING. */
void reader_check(struct reader *, struct span in);
/* The one element that a string's octets hold; returns what follows it, unread. */
struct span reader_check_value(struct reader *, struct span val);
/*
 * The same of an extension's value whose type nobody here knows: exactly one element of DER (RFC 5280 4.1).
 * No rule asks what it says, so that its faults make no part unreadable.  `extension` is named where there is no value.
 */
void reader_check_untyped(struct reader *, struct span extension, struct span val);
/* Would that find nothing? */
bool reader_untyped_sound(struct span val);
/* One element against DER, without the elements inside it. */
static inline void
reader_check_one(struct reader *r, const struct der_tlv *t)
{
	reader_quirk(r, t->raw, der_check_one(t));
}

/* Something follows where nothing may. */
void reader_tail(struct reader *, struct span rest);
/* Nothing may follow in this element: notes what does, and that nobody has read it. */
static inline void
reader_end(struct reader *r, struct span rest)
{
	if (rest.n > 0)
		reader_tail(r, rest);
}
/* Nothing may follow the artifact: notes what does, which is none of its parts. */
static inline void
reader_end_input(struct reader *r, struct span rest)
{
	if (rest.n > 0 && !reader_unmet(r, rest))
		reader_quirk(r, rest, DER_Q_TRAILING);
}
/* The same in an element that binds as a whole: a field that is out of place, twice or unknown may be one that counts. */
static inline void
reader_last(struct reader *r, struct span rest, const char *what)
{
	reader_end(r, rest);
	if (rest.n > 0)
		reader_bad(r, rest, what);
}
/* A loop over elements has stopped here: notes octets that were no element. */
static inline void
reader_stop(struct reader *r, struct span rest)
{
	if (rest.n > 0)
		reader_bad(r, rest, "an element cannot be framed");
}

/* The bits of a BIT STRING, without the count of unused ones; `empty`: what is wrong when it has no octet. */
bool reader_bits(struct reader *, const struct der_tlv *, const char *empty, struct span *bits);

/* No element that was wanted stands at the front of `in`: the part is bad because of `what`.  Returns false. */
bool reader_not_taken(struct reader *, struct span in, const char *what);
/* Takes one element with this identifier octet; else the same. */
static inline bool
reader_take(struct reader *r, struct span *in, uint8_t id, struct der_tlv *t, const char *what)
{
	if (der_take(in, id, t))
		return true;
	(void)reader_not_taken(r, *in, what);
	return false;
}
/* The same, and nothing may follow it. */
bool reader_only(struct reader *, struct span in, uint8_t id, struct der_tlv *, const char *what);

/* Takes an OBJECT IDENTIFIER with nothing in it that breaks DER; false: nothing is told, and *in may have moved on. */
static inline bool
reader_plain_oid(struct span *in, struct span *octets, enum oid *id)
{
	struct der_tlv t;

	if (!der_take(in, DER_OID, &t) || t.quirks != 0)
		return false;
	*octets = t.val;
	*id = oid_find(t.val);
	/* What is known is sound. */
	return *id != OID_UNKNOWN || der_check_one(&t) == 0;
}

/*
 * Takes the optional field [n] IMPLICIT of the universal type `id`, and checks
 * its form and content as that type's.  False when it is absent, and (the part
 * being bad then) when its form is wrong.
 */
bool reader_field(struct reader *, struct span *in, unsigned n, uint8_t id, struct der_tlv *, const char *what);

/* Zeroed room for as many items as there are elements in `in`; NULL: none, or no memory. */
void *reader_items(struct reader *, struct span in, size_t size, unsigned *n);

/*
 * Reads one element of a list into a zeroed item: begins with r->bad false.
 * False: too little of it can be read for the item to be one of the list.
 */
typedef bool element_fn(struct reader *, const struct der_tlv *, void *item);
/*
 * The elements of `in` that can be read, each on its own; damage to one is the
 * part's, and leaves the others.  *n of them, of `size` octets each.
 */
void *reader_list(struct reader *, struct span in, size_t size, element_fn *, unsigned *n);
/* Takes the next element of a list; false at its end, and where octets begin that are out of step. */
static inline bool
reader_next(const struct reader *r, struct span *in, struct der_tlv *t)
{
	return (in->n == 0 || !reader_unmet(r, span_sub(*in, 0, 1))) && der_next(in, t) == DER_OK;
}
/*
 * The next of those that stand behind the last field of an element: one that is
 * out of its order is there all the same, and is judged; that it is out of order
 * has been told, and is one finding.
 */
static inline bool
reader_out_of_order(const struct reader *r, struct span *rest, struct der_tlv *t)
{
	return rest->n > 0 && reader_next(r, rest, t);
}
/*
 * The element at hand cannot be read, but is framed and its own type known: it is
 * no candidate for what is missing, or counted, by another type.
 */
static inline void
reader_damaged(struct reader *r)
{
	r->bad = false;
	r->damaged = true;
}
/* The elements of a list say what of them cannot be framed, each for itself: until now that was told of all alike. */
static inline void
reader_go_in(struct reader *r)
{
	r->bad = false;
}
/* Could all of the element at hand be read, and what lies in its octets be framed? */
static inline bool
reader_whole(const struct reader *r, struct span raw)
{
	return !r->bad && !reader_unmet(r, raw);
}

/* A named BIT STRING (X.690 11.2.2) whose content is val, found at `where`. */
void reader_named_bits(struct reader *, struct span where, struct span val);

/* ---- pieces that several parts are made of ---- */

/* name.c */
void read_name(struct reader *, struct span content, struct cert_name *);
/* A field that is a Name: checks its element against DER and reads it.  True: there was nothing to tell of it. */
bool read_name_field(struct reader *, const struct der_tlv *, struct cert_name *);
/* The content of one RelativeDistinguishedName in an extension, which is kept as a name of its own. */
void read_relative_name(struct reader *, struct span content);
/* In the arena; NULL: memory is out. */
const struct uri *read_uri(struct reader *, struct span text);
/* False: it cannot be read. */
bool read_general_name(struct reader *, const struct der_tlv *, struct general_name *);
void read_general_names(struct reader *, struct span content, struct general_names *);

/* ext_points.c: the content of a DistributionPointName's element. */
void read_point_name(struct reader *, const struct der_tlv *, struct dist_point *);

/* ext_frame.c: the fields of an Extension behind extnID (RFC 5280 4.1), there and in entries of CRLs and SingleResponses. */
struct ext_frame {
	struct der_tlv value;		/* extnValue */
	bool has_value;
	bool critical, critical_encoded, critical_unread;	/* as in struct artifact_ext */
	const char *what;		/* what is wrong with it; NULL: nothing */
	struct span where;		/* … and where */
};
void read_ext_frame(struct reader *, struct span in, struct ext_frame *);

/* spki.c */
void read_algorithm(struct reader *, struct span element, struct artifact_algorithm *);
void read_spki(struct reader *, struct span content, struct cert_spki *);

/* ext.c: the part that this extension is in such an artifact, or PART_COUNT; and its value. */
uint8_t ext_part(enum artifact_kind, enum oid);
void ext_read(struct reader *, struct span val);

/* ext_*.c: one value each, `val` being the content of extnValue. */
void ext_read_crl_number(struct reader *, struct span val);
void ext_read_delta_crl(struct reader *, struct span val);
void ext_read_idp(struct reader *, struct span val);
void ext_read_expired_certs(struct reader *, struct span val);
void ext_read_ca_version(struct reader *, struct span val);
void ext_read_next_publish(struct reader *, struct span val);
void ext_read_san(struct reader *, struct span val);
void ext_read_ian(struct reader *, struct span val);
void ext_read_nc(struct reader *, struct span val);
void ext_read_ku(struct reader *, struct span val);
void ext_read_eku(struct reader *, struct span val);
void ext_read_bc(struct reader *, struct span val);
void ext_read_pkup(struct reader *, struct span val);
void ext_read_null(struct reader *, struct span val);
void ext_read_extended_revoke(struct reader *, struct span val);
void ext_read_cp(struct reader *, struct span val);
void ext_read_pm(struct reader *, struct span val);
void ext_read_pc(struct reader *, struct span val);
void ext_read_iap(struct reader *, struct span val);
void ext_read_crldp(struct reader *, struct span val);
void ext_read_freshest(struct reader *, struct span val);
void ext_read_aia(struct reader *, struct span val);
void ext_read_sia(struct reader *, struct span val);
void ext_read_aki(struct reader *, struct span val);
void ext_read_ski(struct reader *, struct span val);
void ext_read_smimecaps(struct reader *, struct span val);
void ext_read_sda(struct reader *, struct span val);
void ext_read_qc(struct reader *, struct span val);
void ext_read_lei(struct reader *, struct span val);
void ext_read_lei_role(struct reader *, struct span val);
void ext_read_adobe_timestamp(struct reader *, struct span val);
void ext_read_adobe_archive(struct reader *, struct span val);
void ext_read_sct(struct reader *, struct span val);

#endif
