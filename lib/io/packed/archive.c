#include "io/packed/archive.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <zip.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "text/encoding/transcode.h"
#include "text/utf8.h"

enum { SLURP = 1 << 16 }; /* bytes read at once */

/* An archive that is read into memory has at most so many bytes. */
static const size_t held_max = (size_t)1 << 30;

struct entry {
	struct input_layer layer;
	struct archive *archive; /* owned, if the layer took it */
	zip_file_t *file;        /* owned */
	char *name;              /* owned: "bill.zip/entry.csv" */
};

bool
archive_is(struct span head)
{
	return span_begins(head, SPAN("PK\3\4")) ||
	    span_begins(head, SPAN("PK\5\6")) || span_eq(head, SPAN("PK\3")) ||
	    span_eq(head, SPAN("PK\5"));
}

/* Is it the data that is at fault, or the system that gave none? */
static enum status
status_of(zip_error_t *error)
{
	switch (zip_error_code_zip(error)) {
	case ZIP_ER_SEEK:
	case ZIP_ER_READ:
	case ZIP_ER_CLOSE:
	case ZIP_ER_OPEN:
	case ZIP_ER_TELL:
	case ZIP_ER_MEMORY:
	case ZIP_ER_TMPOPEN:
		return ST_FAIL;
	case ZIP_ER_ZLIB:
		return zip_error_code_system(error) == Z_MEM_ERROR ? ST_FAIL
								   : ST_DATA;
	default:
		return ST_DATA;
	}
}

static int
fail_zip(const struct input *in, struct err *e, zip_error_t *error)
{
	const char *why = zip_error_strerror(error);

	/* where memory ran out libzip may say that it is no archive */
	if (errno == ENOMEM)
		err_set(e, ST_FAIL, "zip archive: out of memory");
	else
		err_set(e, status_of(error), "zip archive: %s", why);
	err_at(e, in->name, 0);
	zip_error_fini(error);
	return -1;
}

static int
slurp(struct input *in, struct buf *b, struct err *e)
{
	int64_t n;

	while ((n = input_read(in, buf_room(b, SLURP), SLURP, e)) > 0) {
		b->len += (size_t)n;
		if (b->len > held_max) {
			err_set(e, ST_DATA,
			    "zip archive: has more than 1 GiB, and is no file "
			    "that could be read where it lies");
			return err_at(e, in->name, 0);
		}
	}
	return (int)n;
}

/* A source for libzip: the file itself, or what was read from a pipe. */
static zip_source_t *
open_source(struct input *in, zip_error_t *error, struct err *e)
{
	struct buf b = { 0 };
	zip_source_t *source;
	FILE *f;

	if (in->size >= 0 && in->fd != STDIN_FILENO && !in->layer) {
		int fd = dup(in->fd);

		f = fd < 0 ? NULL : fdopen(fd, "rb");
		if (!f) {
			err_sys(e, ST_FAIL, "%s", in->name);
			return NULL;
		}
		source = zip_source_filep_create(f, 0, -1, error);
		if (!source)
			fclose(f);
	} else {
		if (slurp(in, &b, e)) {
			buf_free(&b);
			return NULL;
		}
		source = zip_source_buffer_create(b.p, b.len, 1, error);
		if (!source)
			buf_free(&b);
	}
	if (!source)
		fail_zip(in, e, error);
	return source;
}

static zip_t *
open_zip(struct input *in, struct err *e)
{
	zip_error_t error;
	zip_source_t *source;
	zip_t *zip;

	zip_error_init(&error);
	errno = 0;
	source = open_source(in, &error, e);
	if (!source)
		return NULL;
	zip = zip_open_from_source(source, ZIP_RDONLY, &error);
	if (!zip) {
		zip_source_free(source);
		fail_zip(in, e, &error);
	}
	return zip;
}

/* The name in UTF-8; the caller frees. */
static char *
readable(const char *raw)
{
	struct span s = span_str(raw);
	struct buf b = { 0 };
	bool cut;

	if (utf8_valid(s, &cut) == s.len)
		return mem_dup(s);
	if (!transcode_text("GB18030", s, &b)) {
		buf_clear(&b);
		buf_str(&b, excerpt(s).s);
	}
	buf_byte(&b, '\0');
	return b.p;
}

/* Folders and what macOS adds are no entries. */
static bool
is_file(const char *name)
{
	size_t n = strlen(name);

	return n && name[n - 1] != '/' && strncmp(name, "__MACOSX/", 9);
}

static void
read_directory(struct archive *a)
{
	zip_int64_t n = zip_get_num_entries(a->zip, 0);

	for (zip_int64_t i = 0; i < n; i++) {
		const char *raw =
		    zip_get_name(a->zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW);

		if (!raw || !is_file(raw))
			continue;
		a->names = mem_grow(
		    a->names, &a->cap_names, a->n + 1, sizeof *a->names);
		a->index = mem_grow(
		    a->index, &a->cap_index, a->n + 1, sizeof *a->index);
		a->names[a->n] = readable(raw);
		a->index[a->n++] = (uint64_t)i;
	}
}

struct archive *
archive_open(struct input *in, struct err *e)
{
	zip_t *zip = open_zip(in, e);
	struct archive *a;

	if (!zip)
		return NULL;
	a = mem_zeroed(1, sizeof *a);
	a->zip = zip;
	a->name = in->name;
	read_directory(a);
	return a;
}

size_t
archive_find(const struct archive *a, const char *name)
{
	size_t i = 0;

	while (i < a->n && strcmp(a->names[i], name))
		i++;
	return i;
}

static int
open_entry(struct entry *u, size_t i, struct err *e)
{
	zip_t *zip = u->archive->zip;
	struct buf b = { 0 };
	zip_stat_t st;

	buf_printf(&b, "%s/%s", u->archive->name, u->archive->names[i]);
	buf_byte(&b, '\0');
	u->name = b.p;
	if (zip_stat_index(zip, u->archive->index[i], 0, &st) == 0 &&
	    (st.valid & ZIP_STAT_ENCRYPTION_METHOD) &&
	    st.encryption_method != ZIP_EM_NONE) {
		err_set(e, ST_DATA,
		    "is encrypted: unpack it first, with its "
		    "password");
		return err_at(e, u->name, 0);
	}
	u->file = zip_fopen_index(zip, u->archive->index[i], 0);
	if (!u->file) {
		err_set(
		    e, status_of(zip_get_error(zip)), "%s", zip_strerror(zip));
		return err_at(e, u->name, 0);
	}
	return 0;
}

static int64_t
read_entry(struct input_layer *layer, struct input *in, char *p, size_t cap,
    struct err *e)
{
	struct entry *u = (struct entry *)layer;
	zip_int64_t n = zip_fread(u->file, p, cap);

	if (n >= 0)
		return n;
	err_set(e, status_of(zip_file_get_error(u->file)), "%s",
	    zip_file_strerror(u->file));
	return err_at(e, in->name, 0);
}

static void
close_layer(struct input_layer *layer)
{
	struct entry *u = (struct entry *)layer;

	if (u->file)
		zip_fclose(u->file);
	archive_close(u->archive);
	free(u->name);
	free(u);
}

static void
close_borrowed(struct input_layer *layer)
{
	((struct entry *)layer)->archive = NULL;
	close_layer(layer);
}

int
archive_cover(
    struct input *in, struct archive *a, size_t i, bool take, struct err *e)
{
	struct entry *u = mem_zeroed(1, sizeof *u);

	u->layer = (struct input_layer){ .read = read_entry,
		.close = take ? close_layer : close_borrowed };
	u->archive = a;
	if (open_entry(u, i, e)) {
		u->layer.close(&u->layer);
		return -1;
	}
	in->name = u->name;
	input_cover(in, &u->layer);
	return 0;
}

void
archive_close(struct archive *a)
{
	if (!a)
		return;
	zip_discard(a->zip);
	for (size_t i = 0; i < a->n; i++)
		free(a->names[i]);
	free(a->names);
	free(a->index);
	free(a);
}
