#include "input/form.h"
int
input_pkcs12(struct input *in, uint64_t line, struct span der)
{
	(void)der;
	return in->any ? input_skip(in, "pkcs12", line, "a PKCS #12 file") : input_item(in, "pkcs12", line, SPAN_NONE, "a PKCS #12 file");
}
