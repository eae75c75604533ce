/*
 * stream_in: reading and writing the three kinds of stream with their control
 * lines, recon-record(5).
 *
 * A stream announces itself with "#recon KIND VERSION" and tells its totals
 * in "#total"; both may stand anywhere. The reader adds up what it reads and
 * what it is told, and at the end of the input compares: a stage that died
 * half-way never looks like one that finished. A stream without any control
 * line is accepted unless a total is required.
 */
#ifndef STREAM_IN_H
#define STREAM_IN_H

#include "io/lines.h"
#include "io/output.h"
#include "stream/line/control_total.h"
#include "stream/engine/engine_lines.h"
#include "stream/facts.h"
#include "stream/failure.h"
#include "stream/line/record_batch.h"
#include "stream/line/total_words.h"

/* Of the format: those that are read, and the one that is written unless
 * stream_write_version says otherwise. */
enum {
	STREAM_VERSION_FIRST = 1,
	STREAM_VERSION_LAST = 2,
	STREAM_VERSION_USUAL = STREAM_VERSION_LAST,
};

enum stream_kind {
	STREAM_ANY, /* as a wish: whatever comes; as a fact: not said yet */
	STREAM_TABLE,
	STREAM_RECORD,
	STREAM_RESULT,
};

/* What a reader insists on. */
struct stream_rules {
	bool require_total; /* refuse a stream without control lines */
	bool allow_empty;   /* accept an input of no bytes at all */
	bool keep_comments; /* hand out comment lines too */
	bool comments;      /* lines with # and a TAB are comments, too, in a
			     * stream without control lines */
	struct engine_rules engine; /* whose lines they are, if they went
				     * through one */
	const char *unless;  /* words on how to do without a total that is
			     * required, or NULL */
	struct facts *facts; /* borrowed: where each input is noted; or NULL */
	const char *role;    /* of the input there; NULL: "read" */
};

struct stream_in {
	struct lines lines;
	enum stream_kind want; /* another kind is bad data */
	enum stream_kind kind; /* what a #recon line said, or STREAM_ANY */
	struct stream_rules rules;
	uint64_t opened, closed;  /* #recon and #total lines met */
	struct total told;        /* the sum of all #total lines */
	struct total read;        /* what the data lines add up to */
	uint64_t digest;          /* theirs, line_digest.h; of a table with its
				  * lines of column names */
	uint64_t digest_told;     /* the sum of all that #total lines told, */
	uint64_t digests;         /* which are so many, */
	uint64_t digests_due;     /* and these #recon lines promised one */
	struct total_words words; /* what they say beside */
	struct failure *failed;   /* owned: what #failed lines say, or NULL */
	uint64_t tabbed;          /* the number of the first line that is a
				  * comment only by rules.comments, or 0 */
	bool is_open_ended;       /* nothing is compared at its end: a piece, or
				  * the caller does it */
	struct facts_file *fact;  /* what is noted of it, or NULL */
	struct total early[2];    /* private: what the lines counted before
	                          * the first #recon line add up to, as
	                          * records and as results */
	struct err early_err[2];  /* private: the first that is none */
};

const char *stream_kind_name(enum stream_kind);

/* name: a FILE operand, "-" or NULL for standard input; borrowed. */
int stream_open(struct stream_in *, const char *name, enum stream_kind want,
    const struct stream_rules *, struct err *);

/* The same of an input that is open, which is moved: the stream owns it. */
void stream_over(struct stream_in *, struct input *, enum stream_kind want,
    const struct stream_rules *);

/*
 * The next data line; at the end of the input every total is checked. Errors
 * are told with their place. The line lives as
 * lines_next says. Lines are counted in read.records by stream_record
 * and stream_count, which the caller uses as it goes; every
 * data line has to be given to one of them.
 */
enum line_outcome stream_line(
    struct stream_in *, struct span *line, struct err *);

/* Counts a line of the kind the stream says it is, or will have said:
 * records and results are read and their amounts added, other lines only
 * counted. */
int stream_count(struct stream_in *, struct span line, struct err *);

/*
 * Several lines at once, counted, where they lie ready; at least one. Only
 * the lines of the batch are for the caller. They live until the next call but
 * one.
 */
enum line_outcome stream_lines(
    struct stream_in *, struct record_batch *, struct err *);

/*
 * Takes a stream that does not say its kind to be of this one, because an
 * input beside it is. -1, told, when a line counted so far is of another.
 */
int stream_assume(struct stream_in *, enum stream_kind, struct err *);

/*
 * The kind of a stream that does not say it, by its lines counted so far: all of
 * them are records, or results. STREAM_ANY where it has no line, or they are
 * neither.
 */
enum stream_kind stream_kind_by_lines(const struct stream_in *);

/* stream_line, read as a record and counted. */
enum line_outcome stream_record(
    struct stream_in *, struct record *, struct err *);

/*
 * Several records at once, counted, where they lie ready; at least one. Each
 * is checked to be in order. They live until the next call but one; the batch
 * must be of this stream alone (record_batch_reset).
 */
enum line_outcome stream_sorted_records(
    struct stream_in *, struct record_batch *, struct err *);

/* The same in whatever order they come. */
enum line_outcome stream_records(
    struct stream_in *, struct record_batch *, struct err *);

/*
 * The same of results, checked to be in order where is_sorted. Else, where
 * comments are kept, one is a batch by itself, which only has a line.
 */
enum line_outcome stream_results(
    struct stream_in *, struct record_batch *, bool is_sorted, struct err *);

/* True while no control line was met. */
static inline bool
stream_is_plain(const struct stream_in *s)
{
	return s->opened == 0 && s->closed == 0;
}

/* True for a line that begins as a control line or a comment does. */
static inline bool
stream_is_comment(struct span line)
{
	return line.len && line.p[0] == '#';
}

/*
 * The first input of this process, read to its end, some of whose #total lines
 * had no digest, so that none was checked; NULL where there was none.
 */
const char *stream_half_digested(void);

/* Puts the name and the number of the last line before the text. */
int stream_err(const struct stream_in *, struct err *);

void stream_close(struct stream_in *);

/* Compares what was read with what the control lines told; for stream_line and
 * pieces, where the input ends, and for who said is_open_ended. -1, told, with
 * the input's name. */
int stream_check_end(struct stream_in *, struct err *);

/* Closes the input of a stream that was read to its end, and gives up its memory:
 * what is left is enough for stream_check_end. */
void stream_end_reading(struct stream_in *);

/*
 * A piece of a stream: whole lines that lie in memory, borrowed, read like a
 * stream by itself, except that nothing is compared at its end. of is open,
 * and looked at for its name and what it insists on.
 */
void stream_piece(struct stream_in *, const struct stream_in *of, struct span);

/*
 * Adds to what a piece, read to its end, held what was read before it. Where
 * the input ends with the piece (is_last), the totals are compared. -1, told,
 * when they disagree, and when a sum overflows or is so near to it that line
 * by line it might have.
 */
int stream_piece_add(struct stream_in *piece, struct stream_in *before,
    bool is_last, struct err *);

/* Behind a piece that was so added to: s has read it. */
void stream_piece_done(struct stream_in *s, struct stream_in *piece);

struct stream_out {
	struct output out; /* gets whole lines at a time; holds none of another
			    * stream */
	enum stream_kind kind;
	int version;        /* of the format */
	bool plain;         /* no control lines */
	bool told;          /* the #total line is written */
	struct buf words;   /* private: of #total beside sums and digest, each
			     * with a TAB before it */
	struct total total; /* what was written; kept by the caller with
	                     * total_record and its like */
	uint64_t digest;    /* of the lines written, line_digest.h, in the
			     * first counted bytes of out */
	uint64_t counted;
	uint64_t drained; /* private: bytes that left the buffer of out */
	struct line_batch noted; /* private: lines behind those counted, whose
				  * ends need not be looked for */
	bool is_expected;        /* stream_expect: this has to be the digest */
	uint64_t expected;
	struct facts_file *fact; /* what is noted of it, or NULL */
};

/* What every stream that is created from now on is written as, by all that this
 * process writes, but where stream_create_as says otherwise. */
void stream_write_version(int version);
int stream_version(void);

/* The same of the part of a run that they are: their #total names it. */
void stream_write_part(const struct run_part *);

/* Opens path (NULL: standard output) and writes the #recon line, unless the
 * kind is STREAM_ANY: it is not known yet. The struct stays where it is. */
int stream_create(struct stream_out *, const char *path, enum stream_kind kind,
    bool plain, struct err *);

/* The same of this version. */
int stream_create_as(struct stream_out *, const char *path,
    enum stream_kind kind, int version, struct err *);

/* The kind of a stream that was created as STREAM_ANY, before its first
 * line; STREAM_ANY again is one that may be of any kind, as it has no line. */
void stream_announce(struct stream_out *, enum stream_kind kind);

/* The digest is kept, although #total may not tell it: nothing was written
 * yet. */
void stream_keep_digest(struct stream_out *);

/*
 * The lines that are written, all of them, are to have this digest: #total may be
 * told before they are, and stream_finish fails with ST_BROKEN where they have
 * another. stream_keep_digest was called, or the stream is of version 2.
 */
void stream_expect(struct stream_out *, uint64_t digest);

/* Brings digest up to what was written so far. */
void stream_count_written(struct stream_out *);

/*
 * A part of a stream, in an output that holds, begins anew; behind it its digest
 * is made, unless the whole needs none. Parts may be made by several threads.
 */
void stream_begin_part(struct stream_out *part, const struct stream_out *whole);
void stream_end_part(struct stream_out *part);

/* Writes the lines of such a part behind those of the whole. */
void stream_put_part(struct stream_out *whole, const struct stream_out *part);

/*
 * For who writes n lines, at most LINE_BATCH_MAX, into the room of out: where
 * the length of each is put, without its LF, before stream_took_lines. Lines
 * that go by output_took are lines, too; their ends are looked for.
 */
static inline size_t *
stream_lens(struct stream_out *s, size_t n)
{
	if (s->out.count &&
	    (s->noted.n + n > LINE_BATCH_MAX ||
		s->counted + s->noted.bytes != s->out.bytes))
		stream_count_written(s);
	return s->noted.len + s->noted.n;
}

/* The first n of them were written, so many bytes with their LFs. */
static inline void
stream_took_lines(struct stream_out *s, size_t n, size_t bytes)
{
	if (s->out.count) {
		s->noted.n += n;
		s->noted.bytes += bytes;
	}
	output_took(&s->out, bytes);
}

/* One line was, of len bytes with its LF. */
static inline void
stream_took(struct stream_out *s, size_t len)
{
	*stream_lens(s, 1) = len - 1;
	stream_took_lines(s, 1, len);
}

/* The same of a line that may be a comment, which is no data. */
static inline void
stream_took_line(struct stream_out *s, struct span line)
{
	if (stream_is_comment(line))
		output_took(&s->out, line.len + 1);
	else
		stream_took(s, line.len + 1);
}

/* One line; an LF is written behind it. Does not count. */
static inline void
stream_put(struct stream_out *s, struct span line)
{
	char *to = output_room(&s->out, line.len + 1);

	memcpy(to, line.p, line.len);
	to[line.len] = '\n';
	stream_took_line(s, line);
}

/* The same for a line behind which 32 bytes can be read: most are copied in
 * pieces of a fixed length. */
static inline void
stream_put_wide(struct stream_out *s, struct span line)
{
	enum { WIDE = 32 };
	char *to = output_room(&s->out, line.len + 1 + WIDE);

	if (line.len <= 2 * WIDE) {
		memcpy(to, line.p, WIDE);
		if (line.len > WIDE)
			memcpy(to + WIDE, line.p + WIDE, WIDE);
	} else {
		memcpy(to, line.p, line.len);
	}
	to[line.len] = '\n';
	stream_took_line(s, line);
}

/* Notes in the facts, unless they are NULL, what will be written; the first call
 * behind stream_create. Borrows role. */
void stream_note(
    struct stream_out *, struct facts *, const char *role, const char *path);

/* The #total line, which is not written yet, names this part, too; and says what
 * the lines were made of, total_words.h. */
void stream_say_part(struct stream_out *, const struct run_part *);
void stream_say_read(struct stream_out *, uint64_t read, uint64_t digest);

/* Does it name a part? */
static inline bool
stream_names_part(const struct stream_out *s)
{
	return s->words.len > 0;
}

/* Adds the #total line of what was written so far; nothing to a stream without
 * control lines. */
void stream_total_line(struct stream_out *, struct buf *);

/* Writes #total now, before the data lines where they are known already. */
void stream_tell(struct stream_out *);

/* Brings what was written to the system and, of a file that is to appear, to the
 * disk, #total included: stream_finish then has little left to fail at. */
int stream_sync(struct stream_out *, struct err *);

/* Success: writes #total unless told, and closes the output. */
int stream_finish(struct stream_out *, struct err *);

/* Failure: no #total; a file does not appear. */
void stream_abandon(struct stream_out *);

#endif
