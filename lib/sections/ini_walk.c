#include "sections/ini_walk.h"

#include "sys/file/trusted_file.h"
#include "text/utf8.h"

struct walk {
	const struct ini_walk *to;
	struct ini file;
	bool begun; /* there was a section, */
	bool lost;  /* whose name is no UTF-8: its keys are passed over */
};

static void
tell(const struct walk *w, const char *reason)
{
	told_add(w->to->told, w->to->path, w->file.line, "\"%s\" %s",
	    excerpt(w->file.text).s, reason);
}

static void
tell_no_section(const struct walk *w)
{
	told_add(w->to->told, w->to->path, w->file.line,
	    "\"%s\" stands before the first section, %s",
	    excerpt(w->file.text).s, w->to->first);
}

static void
take_entry(const struct walk *w)
{
	struct err e;

	if (w->to->entry(w->to->arg, &w->file, &e))
		told_add(w->to->told, w->to->path, w->file.line, "%s: %s",
		    excerpt(w->file.key).s, e.text);
}

static void
take_line(struct walk *w, enum ini_outcome is)
{
	const struct ini_walk *to = w->to;

	if (is == INI_SECTION) {
		w->begun = true;
		w->lost = !utf8_is(w->file.text);
	}
	if (!utf8_is(w->file.text)) {
		tell(w, "is no UTF-8");
	} else if (is == INI_BAD) {
		tell(w, "is neither [section], key = value nor a comment");
	} else if (is == INI_SECTION) {
		to->section(to->arg, &w->file);
	} else if (!w->begun) {
		tell_no_section(w);
	} else if (!w->lost) {
		take_entry(w);
	}
}

/* Reads all of the file and closes it. */
static int
walk(struct walk *w, struct err *e)
{
	enum ini_outcome is;

	while ((is = ini_next(&w->file, e)) != INI_END && is != INI_FAIL)
		take_line(w, is);
	ini_close(&w->file);
	return is == INI_FAIL ? -1 : 0;
}

int
ini_walk_read(const struct ini_walk *to, struct err *e)
{
	struct walk w = { .to = to };

	if (trusted_file_check(to->path, TRUST_WRITE, e) ||
	    ini_open(&w.file, to->path, e))
		return -1;
	return walk(&w, e);
}

int
ini_walk_text(const struct ini_walk *to, struct span text)
{
	struct walk w = { .to = to };
	struct buf lines = { 0 };
	struct err e;
	int r;

	buf_add(&lines, text);
	if (text.len && text.p[text.len - 1] != '\n')
		buf_byte(&lines, '\n');
	ini_lent(&w.file, to->path, buf_span(&lines));
	r = walk(&w, &e);
	if (r)
		told_err(to->told, to->path, 0, &e);
	buf_free(&lines);
	return r;
}
