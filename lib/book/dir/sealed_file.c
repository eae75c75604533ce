#include "book/dir/sealed_file.h"

#include <errno.h>
#include <sys/stat.h>

#include "io/input.h"
#include "io/output.h"

#define CHECK "check\t"

/* Of the last line, with its LF. */
enum { CHECK_LEN = sizeof CHECK - 1 + DIGEST_TEXT + 1, PIECE = 1 << 16 };

/* 1 for a regular file, 0 where there is nothing. A link could lead to what
 * another state holds. */
static int
is_there(const char *path, struct err *e)
{
	struct stat st;

	if (lstat(path, &st))
		return errno == ENOENT ? 0 : err_sys(e, ST_FAIL, "%s", path);
	if (S_ISREG(st.st_mode))
		return 1;
	return err_set(e, ST_FAIL, "%s: is no regular file", path);
}

static int
read_all(struct buf *text, const char *path, struct err *e)
{
	struct input in;
	int64_t n;

	if (input_open(&in, path, e))
		return -1;
	do {
		n = input_read(&in, buf_room(text, PIECE), PIECE, e);
		if (n > 0)
			text->len += (size_t)n;
	} while (n > 0 && text->len <= SEALED_FILE_MAX);
	input_close(&in);
	if (n > 0)
		return err_set(e, ST_DATA, "%s: more than %d bytes", path,
		    SEALED_FILE_MAX);
	return n < 0 ? -1 : 0;
}

/* Takes the last line off. */
static int
unseal(struct buf *text, size_t from, char digest[DIGEST_TEXT + 1],
    const char *path, struct err *e)
{
	struct span last;

	if (text->len - from < CHECK_LEN)
		return err_set(
		    e, ST_DATA, "%s: ends before its check line", path);
	text->len -= CHECK_LEN;
	digest_of((struct span){ text->p + from, text->len - from }, digest);
	last = (struct span){ text->p + text->len, CHECK_LEN };
	if (!span_begins(last, SPAN(CHECK)) || last.p[CHECK_LEN - 1] != '\n' ||
	    memcmp(last.p + sizeof CHECK - 1, digest, DIGEST_TEXT))
		return err_set(e, ST_DATA,
		    "%s: its check line and what stands above it do not "
		    "agree: it was changed or is damaged",
		    path);
	return 1;
}

int
sealed_file_read(struct buf *text, char digest[DIGEST_TEXT + 1],
    const char *path, struct err *e)
{
	size_t from = text->len;
	int r = is_there(path, e);

	if (r <= 0)
		return r;
	if (read_all(text, path, e))
		return -1;
	return unseal(text, from, digest, path, e);
}

int
sealed_file_write(const char *path, struct span text,
    char digest[DIGEST_TEXT + 1], struct err *e)
{
	struct output o;

	digest_of(text, digest);
	if (output_open(&o, path, e))
		return -1;
	output_write(&o, text);
	output_write(&o, SPAN(CHECK));
	output_write(&o, span_str(digest));
	output_write(&o, SPAN("\n"));
	return output_close(&o, e);
}
