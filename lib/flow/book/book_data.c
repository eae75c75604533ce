#include "flow/book/book_parts.h"

#include "flow/book/book_words.h"

/* A side while its nodes are written. */
struct side {
	struct book_writing *w;
	const struct sections_section *said;
	const char *name;  /* left, right */
	const char *title; /* for people */
	char letter;       /* L, R */
};

static void
node(const struct side *d, enum book_step step, const char *does)
{
	struct buf name = { 0 };

	buf_printf(&name, "%s-%s%c", d->name, does, '\0');
	book_node(d->w, d->said, step, name.p, d->title);
	buf_free(&name);
}

static void
after(const struct side *d, const char *before)
{
	book_line(d->w->text, d->said, "after = %s-%s", d->name, before);
}

/* "run = PROGRAM [-p PROFILE] --facts FILE -o FILE" */
static void
begin_run(const struct side *d, const char *does, bool profile, const char *out)
{
	struct buf *line = &d->w->text->text;

	buf_printf(line, "run = recon-%s", does);
	if (profile)
		book_option(d->w, d->said, "profile", "p");
	buf_printf(line, " --facts %s/%s-%s.facts -o %s/%s.%s", d->w->dir,
	    d->name, does, d->w->dir, d->name, out);
}

/* The table of this kind, and the end of the line. */
static void
end_run(const struct side *d, const char *in)
{
	buf_printf(&d->w->text->text, " %s/%s.%s", d->w->dir, d->name, in);
	book_line_end(d->w->text, d->said, NULL);
}

/* By recon-fetch(1), or by a command, which {file} tells where to. */
static void
write_source(const struct side *d)
{
	const struct sections_entry *fetch = sections_entry(d->said, "fetch");
	const struct sections_entry *run = sections_entry(d->said, "run");
	struct buf *line = &d->w->text->text, file = { 0 };

	if (fetch) {
		begin_run(d, "fetch", false, "bill");
		buf_str(line, " -d {date} ");
		book_words_of_fetch(line, fetch->value);
		book_line_end(d->w->text, d->said, fetch);
		book_line(d->w->text, d->said, "idempotent = yes");
		return;
	}
	buf_printf(&file, "%s/%s.bill%c", d->w->dir, d->name, '\0');
	buf_str(line, "run = ");
	book_words_of_file(line, run->value, file.p);
	book_line_end(d->w->text, d->said, run);
	buf_free(&file);
}

static void
write_fetch(const struct side *d)
{
	struct book_text *t = d->w->text;

	node(d, BOOK_FETCH, "fetch");
	book_line(t, d->said, "after = begin");
	write_source(d);
	book_key_line(t, d->said, "class", NULL);
	book_key_line(t, d->said, "every", "10m");
	book_key_line(t, d->said, "deadline", "12h");
	book_key_line(t, d->said, "timeout", "1h");
	book_line(t, d->said, "retry = 10");
	book_line(t, d->said, "backoff = 30s x2 max 10m");
}

static void
write_clean(const struct side *d)
{
	node(d, BOOK_CLEAN, "clean");
	after(d, "fetch");
	begin_run(d, "clean", true, "table");
	book_options(d->w, d->said, "clean-options");
	end_run(d, "bill");
	book_tries(d->w, d->said);
}

static void
write_key(const struct side *d)
{
	const char *dates = sections_value(d->said, "expect-date", "refuse");
	struct buf *line = &d->w->text->text;

	node(d, BOOK_KEY, "key");
	after(d, "clean");
	begin_run(d, "key", true, "keyed");
	buf_printf(line, " -s %c", d->letter);
	book_option(d->w, d->said, "key", "k");
	book_option(d->w, d->said, "amount", "a");
	book_option(d->w, d->said, "currency", "c");
	book_option(d->w, d->said, "time", "t");
	/* behind the column of the time, which it would set aside */
	buf_str(line, " -d {date}");
	if (strcmp(dates, "none") != 0)
		buf_printf(line, " --expect-date %s", dates);
	book_options(d->w, d->said, "key-options");
	end_run(d, "table");
	book_tries(d->w, d->said);
}

static void
write_sort(const struct side *d)
{
	node(d, BOOK_SORT, "sort");
	after(d, "key");
	begin_run(d, "sort", false, "rec");
	book_options(d->w, d->said, "sort-options");
	end_run(d, "keyed");
	book_tries(d->w, d->said);
}

static void
write_side(struct book_writing *w, enum book_part part)
{
	const char *name = book_part_name(part);
	const char *word =
	    part == BOOK_LEFT ? "the left side" : "the right side";
	const char *zh = part == BOOK_LEFT ? "左方" : "右方";
	struct side d = { .w = w,
		.said = sections_find(w->book, part),
		.name = name,
		.letter = part == BOOK_LEFT ? 'L' : 'R' };

	d.title = sections_value(d.said, "title", w->zh ? zh : word);
	write_fetch(&d);
	write_clean(&d);
	write_key(&d);
	write_sort(&d);
}

void
book_write_data(struct book_writing *w)
{
	book_stage_line(w, BOOK_DATA);
	book_node(w, NULL, BOOK_BEGIN, "begin", "");
	book_line(w->text, NULL, "run = mkdir -p %s %s", w->dir, w->state);
	book_line(w->text, NULL, "idempotent = yes");
	write_side(w, BOOK_LEFT);
	write_side(w, BOOK_RIGHT);
}
