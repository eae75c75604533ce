#include "flow/book/book_flow.h"

#include "flow/book/book_parts.h"
#include "sections/named_words.h"
#include "flow/file/flow_read.h"
#include "flow/graph/flow_check.h"

/* Sections of that part, as they stand. */
static void
pass(struct book_writing *w, enum book_part part)
{
	for (size_t i = 0; i < w->book->n; i++)
		if (w->book->list[i].part == part)
			book_pass(w->text, &w->book->list[i]);
}

static void
write_head(struct book_writing *w, bool channels)
{
	const struct sections *b = w->book;

	book_line(w->text, NULL, "# %s, made by recon-flow from-book%s of %s.",
	    book_name(b), channels ? " --channels" : "", b->path);
	book_line(w->text, NULL, "# From here on it is edited: recon-flow(5).");
	book_line(w->text, NULL, "[flow]");
	book_key_line(
	    w->text, sections_find(b, BOOK_BOOK), "title", book_name(b));
	book_line(w->text, NULL, "%s", "");
	book_line(w->text, NULL, "[param date]");
	book_line(w->text, NULL, "type = date");
	book_line(w->text, NULL, "title = %s", w->zh ? "账期" : "The day");
}

static void
write_day(struct book_writing *w)
{
	const struct sections_section *channels =
	    sections_find(w->book, BOOK_CHANNELS);

	write_head(w, false);
	if (channels) {
		book_line(w->text, NULL, "%s", "");
		book_line(w->text, channels, "[param channel]");
		book_line(w->text, channels, "type = word");
	}
	pass(w, BOOK_PARAM);
	book_write_data(w);
	book_write_matching(w);
	book_write_differences(w);
	book_write_results(w);
	if (!channels)
		pass(w, BOOK_SCHEDULE);
	pass(w, BOOK_ALARM);
}

/* Parameters of the flow of one channel: as [channels] says, else as here. */
static void
write_params(struct book_writing *w, const struct sections_section *s)
{
	const struct sections *b = w->book;
	struct buf key = { 0 };

	for (size_t i = 0; i < b->n; i++) {
		if (b->list[i].part != BOOK_PARAM)
			continue;
		buf_clear(&key);
		buf_printf(&key, "param %s%c", b->list[i].name, '\0');
		if (!sections_entry(s, key.p))
			book_line(w->text, &b->list[i], "%s = {%s}", key.p,
			    b->list[i].name);
	}
	for (size_t i = 0; i < s->n; i++)
		if (!strncmp(s->entries[i].key, "param ", 6))
			book_key_line(w->text, s, s->entries[i].key, NULL);
	buf_free(&key);
}

static void
write_channels(struct book_writing *w)
{
	const struct sections_section *s =
	    sections_find(w->book, BOOK_CHANNELS);
	const char *flow = sections_value(s, "flow", NULL);

	write_head(w, true);
	pass(w, BOOK_PARAM);
	book_line(w->text, NULL, "%s", "");
	book_line(w->text, s, "[node channels]");
	book_line(w->text, s, "title = %s", w->zh ? "各渠道" : "Each channel");
	if (flow)
		book_line(w->text, s, "flow = %s", flow);
	else
		book_line(
		    w->text, s, "flow = %s-channel.flow", book_name(w->book));
	buf_printf(
	    &w->text->text, "for-each = %s", sections_value(s, "list", ""));
	book_line_end(w->text, s, sections_entry(s, "list"));
	book_key_line(w->text, s, "class", NULL);
	book_line(w->text, s, "param date = {date}");
	book_line(w->text, s, "param channel = {line.1}");
	write_params(w, s);
	pass(w, BOOK_SCHEDULE);
	pass(w, BOOK_ALARM);
}

/* A fault of the flow is one of the line of the book that it was made of. */
static void
tell_origin(const struct sections *b, const struct book_text *t,
    const struct told_fault *f, struct told *told)
{
	struct book_origin o = { 0 };
	const char *text = f->text, *colon = strstr(text, ": ");

	if (f->line && f->line <= t->n)
		o = t->of[f->line - 1];
	if (o.key && colon && strcspn(text, " =\"[") > (size_t)(colon - text))
		told_add(told, b->path, o.line, "%s%s", o.key, colon);
	else
		told_add(told, b->path, o.line, "%s", text);
}

static int
check(const struct sections *b, const struct book_text *t, struct told *told)
{
	struct told of_flow = { 0 };
	struct flow_graph g;
	struct flow flow;
	int r;

	/* under which name the flow will be there nobody knows yet */
	flow_read_text(&flow, "book.flow", buf_span(&t->text), &of_flow);
	flow_graph_make(&g, &flow, &of_flow);
	flow_check_text(&g, &of_flow);
	for (size_t i = 0; i < of_flow.n; i++)
		tell_origin(b, t, &of_flow.list[i], told);
	r = of_flow.n ? -1 : 0;
	flow_graph_free(&g);
	flow_free(&flow);
	told_free(&of_flow);
	return r;
}

static void
write(const struct sections *b, bool channels, struct book_text *t)
{
	const struct sections_section *roll = sections_find(b, BOOK_ROLL);
	const char *work =
	    sections_value(sections_find(b, BOOK_BOOK), "work", "work");
	const char *each = sections_find(b, BOOK_CHANNELS) ? "/{channel}" : "";
	struct buf dir = { 0 }, words = { 0 }, state = { 0 };
	struct book_writing w = { .book = b, .text = t };

	buf_printf(&dir, "%s/{date}%s%c", work, each, '\0');
	buf_printf(
	    &words, "%s%s%c", book_name(b), each[0] ? "-{channel}" : "", '\0');
	buf_printf(&state, "%s%s%c", "state", each, '\0');
	if (sections_entry(roll, "state")) {
		buf_clear(&state);
		named_words_quote(&state, sections_value(roll, "state", ""));
		buf_byte(&state, '\0');
	}
	w.dir = dir.p;
	w.words = words.p;
	w.state = state.p;
	w.zh = !strcmp(
	    sections_value(sections_find(b, BOOK_BOOK), "lang", "en"), "zh");
	if (channels)
		write_channels(&w);
	else
		write_day(&w);
	buf_free(&dir);
	buf_free(&words);
	buf_free(&state);
}

int
book_flow(
    const struct sections *b, bool channels, struct buf *to, struct told *told)
{
	struct book_text t = { 0 };
	int r;

	if (channels && !sections_find(b, BOOK_CHANNELS))
		return told_add(told, b->path, 0, "there is no [channels]");
	write(b, channels, &t);
	r = check(b, &t, told);
	if (r == 0)
		buf_add(to, buf_span(&t.text));
	book_text_free(&t);
	return r;
}
