#include "io/unzip.h"

#include <stdlib.h>
#include <unistd.h>
#include <zip.h>

#include "base/buf.h"
#include "base/mem.h"
#include "text/pattern.h"
#include "text/transcode.h"
#include "text/utf8.h"

enum {
	SLURP = 1 << 16, /* bytes read at once */
	SHOWN_MAX = 8,   /* entries named in a message */
};

struct unzip {
	struct input_layer layer;
	zip_t *zip;       /* owned */
	zip_file_t *file; /* owned */
	char *name;       /* owned: "bill.zip/entry.csv" */
};

/* The entries of the archive that are files. */
struct directory {
	char **names;        /* owned, UTF-8 */
	zip_uint64_t *index; /* owned */
	size_t n, cap_names, cap_index;
	bool spreadsheet;
};

bool
unzip_is(struct span head)
{
	return span_begins(head, SPAN("PK\3\4")) ||
	    span_begins(head, SPAN("PK\5\6"));
}

static int
fail(const struct input *in, struct err *e, const char *what)
{
	err_set(e, ST_DATA, "%s", what);
	return err_at(e, in->name, 0);
}

static int
fail_zip(const struct input *in, struct err *e, zip_error_t *error)
{
	const char *why = zip_error_strerror(error);

	err_set(e, ST_DATA, "zip archive: %s", why);
	err_at(e, in->name, 0);
	zip_error_fini(error);
	return -1;
}

static int
slurp(struct input *in, struct buf *b, struct err *e)
{
	int64_t n;

	while ((n = input_read(in, buf_room(b, SLURP), SLURP, e)) > 0)
		b->len += (size_t)n;
	return (int)n;
}

/* A source for libzip: the file itself, or what was read from a pipe. */
static zip_source_t *
open_source(struct input *in, zip_error_t *error, struct err *e)
{
	struct buf b = { 0 };
	zip_source_t *source;
	FILE *f;

	if (in->size >= 0 && in->fd != STDIN_FILENO) {
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
open_archive(struct input *in, struct err *e)
{
	zip_error_t error;
	zip_source_t *source;
	zip_t *zip;

	zip_error_init(&error);
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
read_directory(zip_t *zip, struct directory *d)
{
	zip_int64_t n = zip_get_num_entries(zip, 0);

	for (zip_int64_t i = 0; i < n; i++) {
		const char *raw =
		    zip_get_name(zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW);

		if (!raw || !is_file(raw))
			continue;
		if (!strcmp(raw, "[Content_Types].xml"))
			d->spreadsheet = true;
		d->names = mem_grow(
		    d->names, &d->cap_names, d->n + 1, sizeof *d->names);
		d->index = mem_grow(
		    d->index, &d->cap_index, d->n + 1, sizeof *d->index);
		d->names[d->n] = readable(raw);
		d->index[d->n++] = (zip_uint64_t)i;
	}
}

static void
free_directory(struct directory *d)
{
	for (size_t i = 0; i < d->n; i++)
		free(d->names[i]);
	free(d->names);
	free(d->index);
}

/* "what: a, b, c"; only the first few are named. Always -1. */
static int
fail_names(const struct input *in, const struct directory *d, const char *what,
    struct err *e)
{
	struct buf b = { 0 };

	buf_str(&b, what);
	for (size_t i = 0; i < d->n && i < SHOWN_MAX; i++)
		buf_printf(&b, "%s %s", i ? "," : ":",
		    excerpt(span_str(d->names[i])).s);
	if (d->n > SHOWN_MAX)
		buf_str(&b, ", ...");
	buf_byte(&b, '\0');
	fail(in, e, b.p);
	buf_free(&b);
	return -1;
}

/* The number of the only file that matches, in *found. */
static int
match_entry(const struct input *in, const struct directory *d,
    struct pattern *p, size_t *found, struct err *e)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n; i++) {
		int r = pattern_match(p, span_str(d->names[i]), e);

		if (r < 0)
			return err_at(e, in->name, 0);
		if (r) {
			*found = i;
			n++;
		}
	}
	if (n == 0)
		return fail_names(in, d, "no entry matches, of these", e);
	if (n > 1)
		return fail_names(in, d, "several entries match, of these", e);
	return 0;
}

static int
choose(const struct input *in, const struct directory *d, const char *entry,
    size_t *found, struct err *e)
{
	struct pattern p;
	int r;

	if (d->spreadsheet)
		return fail(in, e,
		    "is a spreadsheet, not a bill in text: save it as CSV "
		    "first");
	if (d->n == 0)
		return fail(in, e, "is a zip archive without a file");
	if (!entry && d->n > 1)
		return fail_names(in, d,
		    "holds several files, choose one "
		    "with --entry",
		    e);
	*found = 0;
	if (!entry)
		return 0;
	if (pattern_open(&p, span_str(entry), e))
		return -1;
	r = match_entry(in, d, &p, found, e);
	pattern_close(&p);
	return r;
}

static int
open_entry(struct unzip *u, const struct input *in, zip_uint64_t index,
    const char *name, struct err *e)
{
	struct buf b = { 0 };
	zip_stat_t st;

	buf_printf(&b, "%s/%s", in->name, name);
	buf_byte(&b, '\0');
	u->name = b.p;
	if (zip_stat_index(u->zip, index, 0, &st) == 0 &&
	    (st.valid & ZIP_STAT_ENCRYPTION_METHOD) &&
	    st.encryption_method != ZIP_EM_NONE) {
		err_set(e, ST_DATA,
		    "is encrypted: unpack it first, with its "
		    "password");
		return err_at(e, u->name, 0);
	}
	u->file = zip_fopen_index(u->zip, index, 0);
	if (!u->file) {
		err_set(e, ST_DATA, "%s", zip_strerror(u->zip));
		return err_at(e, u->name, 0);
	}
	return 0;
}

static int64_t
read_entry(struct input_layer *layer, struct input *in, char *p, size_t cap,
    struct err *e)
{
	struct unzip *u = (struct unzip *)layer;
	zip_int64_t n = zip_fread(u->file, p, cap);

	if (n >= 0)
		return n;
	err_set(e, ST_DATA, "%s", zip_file_strerror(u->file));
	return err_at(e, in->name, 0);
}

static void
close_layer(struct input_layer *layer)
{
	struct unzip *u = (struct unzip *)layer;

	if (u->file)
		zip_fclose(u->file);
	if (u->zip)
		zip_discard(u->zip);
	free(u->name);
	free(u);
}

int
unzip_cover(struct input *in, const char *entry, struct err *e)
{
	struct unzip *u = mem_zeroed(1, sizeof *u);
	struct directory d = { 0 };
	size_t found = 0;
	int r = -1;

	u->layer =
	    (struct input_layer){ .read = read_entry, .close = close_layer };
	u->zip = open_archive(in, e);
	if (u->zip) {
		read_directory(u->zip, &d);
		r = choose(in, &d, entry, &found, e);
	}
	if (r == 0)
		r = open_entry(u, in, d.index[found], d.names[found], e);
	free_directory(&d);
	if (r) {
		close_layer(&u->layer);
		return -1;
	}
	in->name = u->name;
	input_cover(in, &u->layer);
	return 0;
}
