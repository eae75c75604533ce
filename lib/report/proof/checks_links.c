#include "html/html.h"
#include "report/proof/checks.h"
#include "text/tsv.h"

/* A sentence about two names. */
static void
put_pair(const struct checks *all, struct buf *b, enum word w, struct span a,
    struct span c)
{
	struct buf piece[2] = { 0 };

	html_data(&piece[0], a);
	html_data(&piece[1], c);
	word_put(b, all->lang, w,
	    (struct span[]){ buf_span(&piece[0]), buf_span(&piece[1]) });
	buf_free(&piece[0]);
	buf_free(&piece[1]);
}

static void
put_digest(struct buf *b, struct span digest)
{
	buf_str(b, "<code>");
	html_text(b, digest);
	buf_str(b, "</code>");
}

/* One of them may tell no total, as recon-fetch, to which a bill is bytes: then
 * it is the digest alone that is the same. */
static bool
same_total(const struct stage_file *out, const struct stage_file *in)
{
	struct err ignored;

	if (!out->totalled || !in->totalled)
		return true;
	return total_equal(&out->total, &in->total, &ignored) &&
	    (!out->lines.len || !in->lines.len ||
		span_eq(out->lines, in->lines));
}

/* What it says of the lines; a dash where it says nothing. */
static void
put_told(const struct checks *all, struct buf *b, const struct stage_file *f)
{
	if (f->totalled)
		checks_put_total(all, b, &f->total, f->lines);
	else
		html_none(b);
}

/* An input that was found: count, sums and digest of the lines, too. */
static void
add_link(struct checks *all, const struct stage *from,
    const struct stage_file *out, const struct stage *to,
    const struct stage_file *in)
{
	struct check *c = checks_add(all, CHECK_LINK, same_total(out, in));

	put_pair(all, &c->what, WORD_LINK, from->program, to->program);
	checks_put_place(&c->what, from->path, to->path);
	put_digest(&c->what, in->digest);
	put_told(all, &c->one, out);
	put_told(all, &c->other, in);
}

/* What was written under this name; NULL where nothing was. */
static const struct stage_file *
named(const struct stages *s, struct span name, const struct stage **by)
{
	for (size_t i = 0; i < s->n; i++)
		for (size_t k = 0; k < s->of[i].outputs.n; k++)
			if (span_eq(s->of[i].outputs.of[k].name, name)) {
				*by = &s->of[i];
				return &s->of[i].outputs.of[k];
			}
	return NULL;
}

/* An input that none of them wrote: is it one that should have been? A file may
 * come from outside; what came through a pipe has to come from somewhere. */
static void
add_gap(struct checks *all, const struct stages *s, const struct stage *to,
    const struct stage_file *in)
{
	const struct stage *from = NULL;
	const struct stage_file *out = NULL;
	bool is_pipe = span_eq(in->name, SPAN("stdin"));
	struct check *c;

	if (!is_pipe)
		out = named(s, in->name, &from);
	if (!is_pipe && !out)
		return;
	c = checks_add(all, CHECK_LINK, false);
	put_pair(all, &c->what, out ? WORD_LINK_CHANGED : WORD_LINK_NOBODY,
	    in->name, to->program);
	checks_put_place(
	    &c->what, out ? from->path : to->path, out ? to->path : NULL);
	if (out)
		put_digest(&c->one, out->digest);
	put_digest(&c->other, in->digest);
}

void
checks_links(struct checks *all, const struct stages *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct stage *to = &s->of[i];

		for (size_t k = 0; k < to->inputs.n; k++) {
			const struct stage_file *in = &to->inputs.of[k], *out;
			const struct stage *from;

			if (tsv_is_none(in->digest))
				continue; /* its stage did not end well */
			out = stages_wrote(s, in->digest, to, &from);
			if (out)
				add_link(all, from, out, to, in);
			else
				add_gap(all, s, to, in);
		}
	}
}

void
checks_results(
    struct checks *all, const struct stages *s, const struct facts_file *read)
{
	const struct stage *by = NULL;
	const struct stage_file *out =
	    stages_wrote(s, span_str(read->digest.hex), NULL, &by);
	struct err ignored;
	struct check *c = checks_add(all, CHECK_LINK,
	    out && total_equal(&out->total, &read->total, &ignored));

	put_pair(all, &c->what, out ? WORD_LINK_RESULTS : WORD_LINK_NO_RESULTS,
	    out ? by->program : SPAN(TSV_NONE), SPAN(TSV_NONE));
	checks_put_place(&c->what, out ? by->path : read->name, NULL);
	put_digest(&c->what, span_str(read->digest.hex));
	if (out)
		checks_put_total(all, &c->one, &out->total, out->lines);
	checks_put_total(all, &c->other, &read->total, (struct span){ 0 });
}
