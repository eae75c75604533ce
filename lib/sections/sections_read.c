#include <stdlib.h>

#include "base/mem.h"
#include "sections/ini_walk.h"
#include "sections/sections.h"
#include "text/near_name.h"

struct reader {
	struct sections *to;
	struct sections_section *now; /* NULL: no section, or a bad one */
	struct told *told;
};

/* As many words as the part wants, each of them a name? */
static bool
take_names(const struct sections_form *form, const struct sections_part *part,
    struct span left, struct span names[2])
{
	struct span wanted = span_str(part->names ? part->names : "");

	names[0] = names[1] = (struct span){ "", 0 };
	for (size_t i = 0; span_word(&wanted).len; i++) {
		names[i] = span_word(&left);
		if (!form->is_name(names[i]))
			return false;
	}
	return span_word(&left).len == 0;
}

/* The part of that word; NULL: none. */
static const struct sections_part *
part_of(const struct sections_form *form, struct span word)
{
	for (const struct sections_part *p = form->parts; p->word; p++)
		if (span_eq(word, span_str(p->word)))
			return p;
	return NULL;
}

static void
tell_unknown(const struct reader *d, const struct ini *line)
{
	const struct sections_form *form = d->to->form;
	struct buf all = { 0 };

	for (const struct sections_part *p = form->parts; p->word; p++)
		buf_printf(&all, "%s%s%s%s", p == form->parts ? "" : ", ",
		    p->word, p->names ? " " : "", p->names ? p->names : "");
	told_add(d->told, d->to->path, line->line,
	    "[%s] is no section of %s; there are %.*s", excerpt(line->name).s,
	    form->what, (int)all.len, all.p);
	buf_free(&all);
}

/* A part that has names, and here too few, too many or none. */
static void
tell_names(const struct reader *d, const struct ini *line,
    const struct sections_part *part)
{
	told_add(d->told, d->to->path, line->line,
	    "[%s] is not like [%s %s]: a name is %s", excerpt(line->name).s,
	    part->word, part->names, d->to->form->names);
}

/* The section that is there already. */
static const struct sections_section *
same_section(
    const struct sections *b, unsigned part, const struct span names[2])
{
	for (size_t i = 0; i < b->n; i++)
		if (b->list[i].part == part &&
		    span_eq(names[0], span_str(b->list[i].name)) &&
		    span_eq(names[1], span_str(b->list[i].to)))
			return &b->list[i];
	return NULL;
}

static void
begin(void *arg, const struct ini *line)
{
	struct reader *d = arg;
	const struct sections_section *old;
	struct sections *b = d->to;
	struct span left = line->name, names[2];
	const struct sections_part *is = part_of(b->form, span_word(&left));
	unsigned part;

	d->now = NULL;
	if (!is || !take_names(b->form, is, left, names)) {
		if (is && is->names)
			tell_names(d, line, is);
		else
			tell_unknown(d, line);
		return;
	}
	part = (unsigned)(is - b->form->parts);
	old = same_section(b, part, names);
	if (old) {
		told_add(d->told, b->path, line->line,
		    "[%s] is there twice, in line %ju too",
		    excerpt(line->name).s, (uintmax_t)old->line);
		return;
	}
	b->list = mem_grow(b->list, &b->cap, b->n + 1, sizeof *b->list);
	b->list[b->n] = (struct sections_section){ .part = part,
		.name = arena_text(&b->texts, names[0]),
		.to = arena_text(&b->texts, names[1]),
		.line = line->line };
	d->now = &b->list[b->n++];
}

/* The nearest key that the part has, at the distance of a slip; NULL: none. */
static const char *
nearest(const struct sections_form *form, unsigned part, const char *name)
{
	struct near_name near;

	near_name_begin(&near, name);
	for (const struct sections_key *k = form->keys; k->name; k++)
		if (k->parts >> part & 1)
			near_name_try(&near, k->name);
	return near.name;
}

static int
unknown(const struct reader *d, const char *key, struct err *e)
{
	const struct sections_form *form = d->to->form;
	const char *near = nearest(form, d->now->part, key);

	return near
	    ? err_set(e, ST_FAIL, "unknown key; the nearest is \"%s\"", near)
	    : err_set(e, ST_FAIL, "[%s] has no such key",
		  form->parts[d->now->part].word);
}

static int
take_entry(struct reader *d, const struct ini *line, struct err *e)
{
	struct sections_section *s = d->now;
	const struct sections_form *form = d->to->form;
	const char *name = arena_text(&d->to->texts, line->key);
	const struct sections_key *key = sections_key(form, s->part, name);
	const struct sections_entry *old = sections_entry(s, name);
	struct sections_entry *entry;

	if (!key && !form->parts[s->part].passed)
		return unknown(d, name, e);
	if (old && key && !key->many)
		return err_set(e, ST_FAIL, "it is there twice, in line %ju too",
		    (uintmax_t)old->line);
	s->entries =
	    mem_grow(s->entries, &s->cap, s->n + 1, sizeof *s->entries);
	entry = &s->entries[s->n++];
	*entry = (struct sections_entry){ name,
		arena_text(&d->to->texts, line->value), line->line };
	return key ? form->check(key, entry, e) : 0;
}

static int
take(void *arg, const struct ini *line, struct err *e)
{
	struct reader *d = arg;

	return d->now ? take_entry(d, line, e) : 0; /* the section was told */
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
name_it(struct sections *b, const struct sections_form *form, const char *path)
{
	*b = (struct sections){ .form = form };
	b->path = arena_text(&b->texts, span_str(path));
	b->stem = arena_text(&b->texts, stem(path));
}

/* The walk of a reader; first gets what may stand first. */
static struct ini_walk
walk_of(struct reader *d, struct buf *first)
{
	buf_printf(first, "[%s]", d->to->form->parts[0].word);
	buf_byte(first, '\0');
	return (
	    struct ini_walk){ d->to->path, d->told, first->p, d, begin, take };
}

int
sections_read(struct sections *b, const struct sections_form *form,
    const char *path, struct told *told, struct err *e)
{
	struct reader d = { .to = b, .told = told };
	struct buf first = { 0 };
	struct ini_walk walk;
	int r;

	name_it(b, form, path);
	walk = walk_of(&d, &first);
	r = ini_walk_read(&walk, e);
	buf_free(&first);
	return r;
}

void
sections_read_text(struct sections *b, const struct sections_form *form,
    const char *path, struct span text, struct told *told)
{
	struct reader d = { .to = b, .told = told };
	struct buf first = { 0 };
	struct ini_walk walk;

	name_it(b, form, path);
	walk = walk_of(&d, &first);
	ini_walk_text(&walk, text);
	buf_free(&first);
}
