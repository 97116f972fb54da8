/* SPDX-License-Identifier: Apache-2.0 */
/* startup.c - what start to finish is measured against: reads one certificate and calls d2i_X509 once. */
#include <openssl/x509.h>
#include <stdio.h>

int
main(int argc, char **argv)
{
	static unsigned char der[65536];
	const unsigned char *p = der;
	FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
	size_t n = f != NULL ? fread(der, 1, sizeof der, f) : 0;
	X509 *x = d2i_X509(NULL, &p, (long)n);

	X509_free(x);
	if (f != NULL)
		fclose(f);
	return x != NULL ? 0 : 1;
}
