/*
 * key_fold: parts of keys that do not look like what they are, and how the
 * ways to write one key become one.
 *
 * What cannot be seen: characters that show nothing (U+FEFF, zero-width ones,
 * marks of direction: those that Unicode says to ignore, and controls), blanks
 * other than U+0020, the apostrophe a spreadsheet puts before a text, and the
 * ="..." that people put round one for it.
 *
 * Characters are Unicode's as libutf8proc knows them; bytes that are none are
 * left alone, but where folding has to understand them.
 */
#ifndef KEY_FOLD_H
#define KEY_FOLD_H

#include "base/buf.h"
#include "base/err.h"
#include "text/scan.h"

enum { KEY_FOLD_PAD_MAX = 64 };

/* What is folded in each part of a key, in this order; cleared, nothing. */
struct key_fold {
	bool invisible;   /* all of the above goes, other blanks become U+0020,
			   * and none stays at either end */
	bool width;       /* full-width characters become what they are a
			   * form of, half-width ones too */
	bool letter_case; /* letters lose their case, as Unicode folds it */
	bool zeros;       /* 0 goes where a digit or letter follows */
	unsigned pad;     /* digits alone get zeros before them, up to so many
			   * characters; 0: no */
};

/* Does it change keys that hold ASCII alone, nothing of it unseen? */
static inline bool
key_fold_rewrites(const struct key_fold *f)
{
	return f->width || f->letter_case || f->zeros || f->pad;
}

/* Sets what a comma list names: invisible, case, width. */
int key_fold_parse(struct key_fold *, const char *list, struct err *);

/* A quick test before key_fold_hides: false for nearly all parts (as a table
 * has them) in which all can be seen. The part is not empty. */
static inline bool
key_fold_may_hide(struct span part)
{
	return *part.p == '\'' || *part.p == '=' || !scan_is_ascii(part) ||
	    memchr(part.p, '\\', part.len);
}

/*
 * True where there is something in the part, as a table has it, that cannot
 * be seen; *what then gets words for the first of it, "U+FEFF in" or "an
 * apostrophe before", to stand before the part as it looks, which is added to
 * *look.
 */
bool key_fold_hides(struct span part, struct buf *what, struct buf *look);

/*
 * Folds a part, both as a table has it: *to is set to what it becomes, perhaps
 * nothing. -1 with the reason alone where it is no UTF-8, or has an escape that
 * no field may have.
 */
int key_fold_part(
    const struct key_fold *, struct span part, struct buf *to, struct err *);

#endif
