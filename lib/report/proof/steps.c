#include "report/proof/steps.h"

#include "html/html.h"
#include "report/proof/run_again.h"
#include "text/shell_word.h"
#include "text/tsv.h"

/* A word for a shell of a field of facts, which is escaped. */
static void
put_field(struct buf *b, struct span field)
{
	struct buf text = { 0 };

	if (!tsv_unescape(&text, field)) {
		buf_clear(&text);
		buf_add(&text, field);
	}
	shell_word_add(b, buf_span(&text));
	buf_free(&text);
}

/* Options as the facts have them, those of the profile too: by their long
 * names, in their order, they do the same without it. */
static void
put_options(struct buf *b, const struct stage *s)
{
	for (size_t i = 0; i < s->options.n; i++) {
		const struct stage_word *o = &s->options.of[i];

		buf_str(b, " --");
		shell_word_add(b, o->name);
		if (span_eq(o->value, SPAN("yes")))
			continue;
		buf_byte(b, '=');
		put_field(b, o->value);
	}
}

/* A program and, where it reads a pipe, what writes that, before it. */
static void
put_command(
    struct buf *b, const struct stages *all, const struct stage *s, int depth)
{
	const struct stage *from = NULL;
	bool piped = false;

	for (size_t i = 0; i < s->inputs.n && depth < 16; i++) {
		const struct stage_file *in = &s->inputs.of[i];

		if (!span_eq(in->name, SPAN("stdin")) ||
		    !stages_wrote(all, in->digest, s, &from))
			continue;
		put_command(b, all, from, depth + 1);
		buf_str(b, " |\n    ");
		piped = true;
	}
	buf_add(b, s->program);
	put_options(b, s);
	for (size_t i = 0; i < s->inputs.n; i++) {
		const struct stage_file *in = &s->inputs.of[i];

		if (!span_eq(in->role, SPAN("read")) ||
		    (piped && s->inputs.n == 1))
			continue;
		buf_byte(b, ' ');
		if (span_eq(in->name, SPAN("stdin"))) {
			buf_byte(b, '-');
			continue;
		}
		if (span_begins(in->name, SPAN("-")))
			buf_str(b, "./"); /* a file, and no option */
		put_field(b, in->name);
	}
}

/* Does one that is run again read this through a pipe? */
static bool
is_piped_on(const struct stages *all, const struct stage_file *out)
{
	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->of[i].inputs.n; k++) {
			const struct stage_file *in = &all->of[i].inputs.of[k];

			if (run_again(all, &all->of[i]) &&
			    span_eq(in->digest, out->digest) &&
			    span_eq(in->name, SPAN("stdin")))
				return true;
		}
	return false;
}

static void
begin(struct buf *b, const struct steps *p, enum word w)
{
	buf_printf(b, "<li>%s\n<pre>", word(p->lang, w));
}

static void
put_again(struct buf *b, const struct steps *p)
{
	struct buf text = { 0 };

	for (size_t i = 0; i < p->stages->n; i++) {
		const struct stage *s = &p->stages->of[i];
		const struct stage_file *out = run_again_written(s);

		if (!run_again(p->stages, s) || is_piped_on(p->stages, out))
			continue;
		put_command(&text, p->stages, s, 0);
		buf_str(&text, " |\n    sha256sum # ");
		buf_add(&text, out->digest);
		buf_byte(&text, '\n');
	}
	if (text.len) {
		begin(b, p, WORD_STEP_AGAIN);
		html_lines(b, buf_span(&text));
		buf_str(b, "</pre></li>\n");
	}
	buf_free(&text);
}

/* Is the line, with its LF, one of them? */
static bool
has_line(struct span lines, struct span line)
{
	while (lines.len) {
		size_t len = span_line(lines) + 1;

		if (span_eq((struct span){ lines.p, len }, line))
			return true;
		lines.p += len;
		lines.len -= len;
	}
	return false;
}

/* A line for sha256sum -c, once; a name that it would read otherwise is left out. */
static void
put_sum(struct buf *b, struct span digest, struct span name)
{
	struct buf line = { 0 };

	if (tsv_is_none(digest) || span_eq(name, SPAN("stdin")) ||
	    (name.len &&
		(memchr(name.p, '\\', name.len) ||
		    memchr(name.p, '\n', name.len))))
		return;
	buf_add(&line, digest);
	buf_str(&line, "  ");
	buf_add(&line, name);
	buf_byte(&line, '\n');
	if (!has_line(buf_span(b), buf_span(&line)))
		buf_add(b, buf_span(&line));
	buf_free(&line);
}

/* The files that a program read and none of them wrote. Of a bill that was
 * fetched it is the copy that is there. */
static void
put_outside(struct buf *text, const struct stages *all, const struct stage *s)
{
	bool fetched = span_eq(s->program, SPAN("recon-fetch"));
	const struct stage_list *l = fetched ? &s->outputs : &s->inputs;
	const struct stage *by;

	for (size_t k = 0; k < l->n; k++) {
		const struct stage_file *f = &l->of[k];

		if (fetched ? !span_eq(f->name, SPAN("stdout"))
			    : !stages_wrote(all, f->digest, s, &by))
			put_sum(text, f->digest, f->name);
	}
}

static void
put_sums(struct buf *b, const struct steps *p)
{
	struct buf text = { 0 };

	for (size_t i = 0; i < p->stages->n; i++) {
		const struct stage *s = &p->stages->of[i];

		put_outside(&text, p->stages, s);
		if (s->profile_digest.p)
			put_sum(&text, s->profile_digest, s->profile);
	}
	if (text.len) {
		begin(b, p, WORD_STEP_SUMS);
		buf_str(b, "sha256sum -c &lt;&lt;'END'\n");
		html_lines(b, buf_span(&text));
		buf_str(b, "END</pre></li>\n");
	}
	buf_free(&text);
}

static void
put_facts(struct buf *b, const struct steps *p)
{
	struct buf text = { 0 };

	for (size_t i = 0; i < p->stages->n; i++)
		put_sum(&text, span_str(p->stages->of[i].digest),
		    span_str(p->stages->of[i].path));
	if (text.len) {
		begin(b, p, WORD_STEP_FACTS);
		buf_str(b, "sha256sum -c &lt;&lt;'END'\n");
		html_lines(b, buf_span(&text));
		buf_str(b, "END</pre></li>\n");
	}
	buf_free(&text);
}

/* A command with a file or directory behind it. */
static void
put_line(struct buf *b, const char *command, const char *name)
{
	struct buf text = { 0 };

	buf_str(&text, command);
	shell_word_add(&text, span_str(name));
	buf_byte(&text, '\n');
	html_lines(b, buf_span(&text));
	buf_free(&text);
}

void
steps_put(const struct steps *p, struct buf *b)
{
	buf_str(b, "<ol>\n");
	put_facts(b, p);
	put_sums(b, p);
	put_again(b, p);
	if (p->state) {
		begin(b, p, WORD_STEP_STATE);
		put_line(b, "recon-roll --verify -s ", p->state);
		put_line(b, "recon-roll --status -s ", p->state);
		buf_str(b, "</pre></li>\n");
	}
	if (p->results) {
		begin(b, p, WORD_STEP_RESULTS);
		put_line(b, "recon-notify --require-total ", p->results);
		put_line(b, "sha256sum ", p->results);
		buf_str(b, "</pre></li>\n");
	}
	buf_printf(b, "<li>%s</li>\n</ol>\n", word(p->lang, WORD_STEP_ITEM));
}
