#include "cut/flow/cut_flow_text.h"

#include <stdlib.h>

#include "base/mem.h"
#include "sections/named_words.h"

void
cut_flow_line(struct cut_flow_text *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(t->text, fmt, ap);
	va_end(ap);
	buf_byte(t->text, '\n');
}

void
cut_flow_node(struct cut_flow_text *t, const char *name, const char *title,
    const char *en, const char *zh)
{
	cut_flow_line(t, "%s", "");
	cut_flow_line(t, "[node %s]", name);
	if (!title)
		cut_flow_line(t, "title = %s", t->book->zh ? zh : en);
	else if (t->book->zh)
		cut_flow_line(t, "title = %s：%s", title, zh);
	else
		cut_flow_line(t, "title = %s: %s", title, en);
}

void
cut_flow_after(struct cut_flow_text *t, size_t step, size_t without)
{
	size_t *after = mem_zeroed(cut_steps_n(t->book) + 1, sizeof *after);
	size_t n = cut_steps_after(t->book, step, after);

	for (size_t i = 0; i < n; i++) {
		if (after[i] == without)
			continue;
		buf_str(t->text, "after = ");
		cut_steps_name(t->book, after[i], t->text);
		buf_byte(t->text, '\n');
	}
	free(after);
}

void
cut_flow_command(struct cut_flow_text *t, const char *command)
{
	buf_printf(t->text, " recon-cut %s%s", command,
	    t->rehearse ? " --rehearse" : "");
	if (!t->store)
		return;
	buf_str(t->text, " --store ");
	named_words_quote_plain(t->text, t->store);
}

void
cut_flow_book(struct cut_flow_text *t)
{
	const char *slash = strrchr(t->book->file.path, '/');

	buf_byte(t->text, ' ');
	named_words_quote_plain(
	    t->text, slash ? slash + 1 : t->book->file.path);
}

void
cut_flow_date(struct cut_flow_text *t)
{
	cut_flow_book(t);
	cut_flow_line(t, " %s", t->date);
}

void
cut_flow_date_of(struct cut_flow_text *t, size_t system)
{
	cut_flow_book(t);
	cut_flow_line(t, " %s %s", t->date, t->book->systems[system].name);
}

void
cut_flow_tries(struct cut_flow_text *t)
{
	cut_flow_line(t, "timeout = 1h");
	cut_flow_line(t, "retry = 10");
	cut_flow_line(t, "backoff = 10s x2 max 5m");
	cut_flow_line(t, "idempotent = yes");
}

void
cut_flow_polls(struct cut_flow_text *t, uint32_t deadline)
{
	cut_flow_line(t, "never = 1");
	cut_flow_line(
	    t, "every = %s", sections_value(t->book->head, "every", "1m"));
	if (deadline % 60)
		cut_flow_line(t, "deadline = %us", deadline);
	else
		cut_flow_line(t, "deadline = %um", deadline / 60);
	cut_flow_tries(t);
}
