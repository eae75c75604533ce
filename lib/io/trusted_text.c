#include "io/trusted_text.h"

#include "io/input.h"
#include "sys/file/trusted_file.h"

int
trusted_text_read(const char *path, struct buf *b, struct err *e)
{
	enum { PIECE = 65536 };
	struct input in;
	int64_t n;

	if (trusted_file_check(path, TRUST_WRITE, e) ||
	    input_open(&in, path, e))
		return -1;
	while ((n = input_read(&in, buf_room(b, PIECE), PIECE, e)) > 0)
		b->len += (size_t)n;
	input_close(&in);
	return n < 0 ? -1 : 0;
}
