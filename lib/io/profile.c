#include "io/profile.h"

#include <stdlib.h>

#include "base/buf.h"
#include "io/ini.h"
#include "io/profile_find.h"
#include "base/mem.h"

static int
bad_line(const struct profile *p, uint64_t line, struct span s, struct err *e)
{
	err_set(e, ST_FAIL,
	    "\"%s\" is neither [section], key = value nor a "
	    "comment",
	    excerpt(s).s);
	return err_at(e, p->path, line);
}

static int
no_section(const struct profile *p, uint64_t line, struct span s, struct err *e)
{
	err_set(e, ST_FAIL,
	    "\"%s\" stands before the first section, a line like "
	    "[recon-clean]",
	    excerpt(s).s);
	return err_at(e, p->path, line);
}

/* "[clean]" and "[recon-clean]" are the same section. */
static void
set_section(struct buf *section, struct span name)
{
	buf_clear(section);
	if (!span_begins(name, SPAN("recon-")))
		buf_str(section, "recon-");
	buf_add(section, name);
}

static void
add_entry(struct profile *p, struct span section, struct span key,
    struct span value, uint64_t line)
{
	p->entries =
	    mem_grow(p->entries, &p->cap, p->n + 1, sizeof *p->entries);
	p->entries[p->n++] = (struct profile_entry){ mem_dup(section),
		mem_dup(key), mem_dup(value), line };
}

static int
take(struct profile *p, struct buf *section, const struct ini *f,
    enum ini_outcome is, struct err *e)
{
	if (is == INI_BAD)
		return bad_line(p, f->line, f->text, e);
	if (is == INI_SECTION) {
		set_section(section, f->name);
		return 0;
	}
	if (section->len == 0)
		return no_section(p, f->line, f->text, e);
	add_entry(p, buf_span(section), f->key, f->value, f->line);
	return 0;
}

static int
read_all(struct profile *p, struct ini *f, struct err *e)
{
	struct buf section = { 0 };
	enum ini_outcome is;
	int r = 0;

	while (r == 0 && (is = ini_next(f, e)) != INI_END)
		r = is == INI_FAIL ? -1 : take(p, &section, f, is, e);
	buf_free(&section);
	return r;
}

/* Reads the file at p->path; p is freed where that fails. */
static int
read_file(struct profile *p, struct err *e)
{
	struct ini f;
	int r;

	if (ini_open(&f, p->path, e)) {
		profile_free(p);
		return -1;
	}
	r = read_all(p, &f, e);
	ini_close(&f);
	if (r)
		profile_free(p);
	return r;
}

int
profile_read(struct profile *p, const char *path, struct err *e)
{
	*p = (struct profile){ .path = mem_dup(span_str(path)) };
	return read_file(p, e);
}

int
profile_load(
    struct profile *p, const char *name, const char *installed, struct err *e)
{
	*p = (struct profile){ .path = profile_find(name, installed, e) };
	return p->path ? read_file(p, e) : -1;
}

void
profile_free(struct profile *p)
{
	for (size_t i = 0; i < p->n; i++) {
		free(p->entries[i].section);
		free(p->entries[i].key);
		free(p->entries[i].value);
	}
	free(p->entries);
	free(p->path);
	*p = (struct profile){ 0 };
}
