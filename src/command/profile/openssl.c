/* SPDX-License-Identifier: Apache-2.0 */
/*
 * openssl.c - a configuration of OpenSSL that issues a certificate of a
 * profile, with example values of a subject that does not exist.
 */
#include <string.h>

#include "command/profile/sheet.h"

/* An attribute of the subject, and the types whose certificates show it here. */
static const struct {
	const char *name, *value;
	const char *types;		/* their first letters */
} attributes[] = {
	{ "countryName", "DE", "osi" },
	{ "localityName", "Köln", "osi" },
	{ "organizationName", "Nordlicht-Werke GmbH", "os" },
	{ "organizationIdentifier", "NTRDE-DEK1101R.HRB4711", "os" },
	{ "givenName", "Erika", "si" },
	{ "surname", "Nordmann", "si" },
};

static const struct {
	const char *type;
	char arc, letter;
	const char *common_name;
} types[] = {
	{ "mailbox-validated", '1', 'm', "erika.nordmann@nordlicht-werke.de" },
	{ "organization-validated", '2', 'o', "Nordlicht-Werke GmbH" },
	{ "sponsor-validated", '3', 's', "Erika Nordmann" },
	{ "individual-validated", '4', 'i', "Erika Nordmann" },
};
#define N_TYPES (sizeof types / sizeof *types)

static char
generation_arc(const char *generation)
{
	return strcmp(generation, "legacy") == 0 ? '1' : strcmp(generation, "multipurpose") == 0 ? '2' : '3';
}

void
sheet_as_openssl(struct sheet *s, struct out *o)
{
	size_t t = 0;

	while (t + 1 < N_TYPES && strcmp(types[t].type, s->subject.type) != 0)
		t++;
	out_fmt(o, "# %s: a configuration of OpenSSL that issues such a certificate.\n"
	    "#\n"
	    "#\topenssl req -new -utf8 -newkey rsa:2048 -nodes -keyout key.pem -config this -out request.pem\n"
	    "#\topenssl x509 -req -sha256 -in request.pem -CA ca.pem -CAkey ca.key -days 365 \\\n"
	    "#\t\t-extfile this -extensions certificate -out certificate.pem\n"
	    "#\n"
	    "# The values are examples: put in what you have validated, and your CA's own URLs.\n"
	    "\n[req]\nprompt = no\nutf8 = yes\nstring_mask = utf8only\ndistinguished_name = subject\n\n[subject]\n", sheet_title(s));
	for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
		if (strchr(attributes[i].types, types[t].letter) != NULL)
			out_fmt(o, "%s = %s\n", attributes[i].name, attributes[i].value);
	out_fmt(o, "commonName = %s\n", types[t].common_name);
	out_fmt(o, "\n[certificate]\n"
	    "basicConstraints = critical, CA:FALSE\n"
	    "keyUsage = critical, digitalSignature, keyEncipherment\n"
	    "extendedKeyUsage = emailProtection\n"
	    "certificatePolicies = 2.23.140.1.5.%c.%c\n"
	    "subjectAltName = email:erika.nordmann@nordlicht-werke.de\n"
	    "crlDistributionPoints = URI:http://crl.nordlicht-trust.de/smime-ca-3.crl\n"
	    "authorityInfoAccess = caIssuers;URI:http://cert.nordlicht-trust.de/smime-ca-3.cer, "
	    "OCSP;URI:http://ocsp.nordlicht-trust.de\n"
	    "authorityKeyIdentifier = keyid:always\n"
	    "subjectKeyIdentifier = hash\n", types[t].arc, generation_arc(s->subject.generation));
}
