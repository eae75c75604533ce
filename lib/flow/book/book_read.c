#include <stdlib.h>

#include "base/mem.h"
#include "flow/book/book_check.h"
#include "flow/book/book_keys.h"
#include "sections/ini_walk.h"
#include "flow/file/flow_type.h"

struct reader {
	struct book *book;
	struct book_section *now; /* NULL: no section, or a bad one */
	struct told *told;
};

static bool
has_name(enum book_part part)
{
	return part == BOOK_NOTIFY || part == BOOK_PARAM ||
	    part == BOOK_SCHEDULE;
}

/* The part that is called so, and what stands behind the word. */
static bool
find_part(struct span text, enum book_part *part, struct span *name)
{
	const char *blank = memchr(text.p, ' ', text.len);
	size_t n = blank ? (size_t)(blank - text.p) : text.len;
	struct span word = { text.p, n };

	*name = span_trim((struct span){ text.p + n, text.len - n });
	for (*part = 0; *part < BOOK_PARTS; ++*part)
		if (span_eq(word, span_str(book_part_name(*part))))
			return true;
	return false;
}

/* The section of that part and name that is there already. */
static const struct book_section *
same_section(const struct book *b, enum book_part part, struct span name)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->list[i].part == part &&
		    span_eq(name, span_str(b->list[i].name)))
			return &b->list[i];
	return NULL;
}

static void
begin(void *arg, const struct ini *ini)
{
	struct reader *d = arg;
	const struct book_section *old;
	struct book *b = d->book;
	struct span name;
	enum book_part part;

	d->now = NULL;
	if (ini->name.len == 0 || !find_part(ini->name, &part, &name) ||
	    (!has_name(part) && name.len) ||
	    (has_name(part) && !flow_name_is(name))) {
		told_add(d->told, b->path, ini->line,
		    "[%s] is no section of a book; there are book, channels, "
		    "left, right, join, roll, notify NAME, review, store, "
		    "report, param NAME, schedule NAME, alarm",
		    excerpt(ini->name).s);
		return;
	}
	old = same_section(b, part, name);
	if (old) {
		told_add(d->told, b->path, ini->line,
		    "[%s] is there twice, in line %ju too",
		    excerpt(ini->name).s, (uintmax_t)old->line);
		return;
	}
	b->list = mem_grow(b->list, &b->cap, b->n + 1, sizeof *b->list);
	b->list[b->n] = (struct book_section){ .part = part,
		.name = arena_text(&b->texts, name),
		.line = ini->line };
	d->now = &b->list[b->n++];
}

static int
unknown(const struct reader *d, const char *key, struct err *e)
{
	const char *near = book_key_nearest(d->now->part, key);

	return near
	    ? err_set(e, ST_FAIL, "unknown key; the nearest is \"%s\"", near)
	    : err_set(e, ST_FAIL, "[%s] has no such key",
		  book_part_name(d->now->part));
}

static int
take_entry(struct reader *d, const struct ini *ini, struct err *e)
{
	struct book_section *s = d->now;
	const char *name = arena_text(&d->book->texts, ini->key);
	const struct book_key *key = book_key(s->part, name);
	const struct book_entry *old = book_entry(s, name);
	bool passed = book_is_passed(s->part) ||
	    (s->part == BOOK_CHANNELS && !strncmp(name, "param ", 6));

	if (!key && !passed)
		return unknown(d, name, e);
	if (old && key && !key->many)
		return err_set(e, ST_FAIL, "it is there twice, in line %ju too",
		    (uintmax_t)old->line);
	s->entries =
	    mem_grow(s->entries, &s->cap, s->n + 1, sizeof *s->entries);
	s->entries[s->n] = (struct book_entry){ name,
		arena_text(&d->book->texts, ini->value), ini->line };
	return key ? book_check_value(key, &s->entries[s->n++], e)
		   : (s->n++, 0);
}

static int
take(void *arg, const struct ini *ini, struct err *e)
{
	struct reader *d = arg;

	return d->now ? take_entry(d, ini, e) : 0; /* the section was told */
}

/* The name of the file, without directories and the last ".". */
static struct span
stem(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct span s = span_str(slash ? slash + 1 : path);
	const char *dot = strrchr(s.p, '.');

	if (dot && dot != s.p)
		s.len = (size_t)(dot - s.p);
	return s;
}

static void
name_it(struct book *b, const char *path)
{
	*b = (struct book){ 0 };
	b->path = arena_text(&b->texts, span_str(path));
	b->stem = arena_text(&b->texts, stem(path));
}

int
book_read(struct book *b, const char *path, struct told *told, struct err *e)
{
	struct reader d = { .book = b, .told = told };

	name_it(b, path);
	if (ini_walk_read(
		&(struct ini_walk){ b->path, told, "[book]", &d, begin, take },
		e))
		return -1;
	book_check(b, told);
	return 0;
}

void
book_read_text(
    struct book *b, const char *path, struct span text, struct told *told)
{
	struct reader d = { .book = b, .told = told };

	name_it(b, path);
	if (ini_walk_text(
		&(struct ini_walk){ b->path, told, "[book]", &d, begin, take },
		text) == 0)
		book_check(b, told);
}
