/* Pieces of a stream, read by several threads. */
#include "stream/stream_in.h"

void
stream_piece(
    struct stream_in *piece, const struct stream_in *of, struct span lines)
{
	*piece = (struct stream_in){
		.want = of->want, .rules = of->rules, .is_open_ended = true
	};
	lines_lent(&piece->lines, lines_name(&of->lines), lines);
}

int
stream_piece_add(struct stream_in *piece, struct stream_in *before,
    bool is_last, struct err *e)
{
	if (total_is_near(&piece->read) ||
	    total_merge(&piece->read, &before->read, e) ||
	    total_is_near(&piece->read) ||
	    total_merge(&piece->told, &before->told, e) ||
	    total_is_near(&piece->told))
		return err_set(e, ST_DATA, "its totals are too large");
	piece->failed = failure_join(before->failed, piece->failed);
	before->failed = NULL;
	if (before->tabbed)
		piece->tabbed = before->tabbed;
	else if (piece->tabbed)
		piece->tabbed += before->lines.count;
	total_words_add_before(&piece->words, &before->words);
	piece->opened += before->opened;
	piece->closed += before->closed;
	piece->digest += before->digest;
	piece->digest_told += before->digest_told;
	piece->digests += before->digests;
	piece->digests_due += before->digests_due;
	piece->lines.count += before->lines.count;
	return is_last ? stream_check_end(piece, e) : 0;
}

void
stream_piece_done(struct stream_in *s, struct stream_in *piece)
{
	struct total read = s->read, told = s->told;
	struct failure *failed = s->failed;
	struct total_words words = s->words;

	s->failed = piece->failed;
	piece->failed = failed;
	s->words = piece->words;
	piece->words = words;
	s->read = piece->read;
	s->told = piece->told;
	piece->read = read;
	piece->told = told;
	if (piece->kind != STREAM_ANY)
		s->kind = piece->kind;
	s->tabbed = piece->tabbed;
	s->opened = piece->opened;
	s->closed = piece->closed;
	s->digest = piece->digest;
	s->digest_told = piece->digest_told;
	s->digests = piece->digests;
	s->digests_due = piece->digests_due;
	lines_skipped(&s->lines, piece->lines.count);
}
