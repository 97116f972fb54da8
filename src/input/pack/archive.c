#include "input/form.h"
int
input_archive(struct input *in, struct stream *r)
{
	while (stream_take(r).n > 0)
		;
	return input_nothing(in, "archive", "an archive");
}
