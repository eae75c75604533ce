#include "text/encoding/encoding_guess.h"

#include "text/encoding/common_chars.h"
#include "text/encoding/letters.h"
#include "text/encoding/transcode.h"

enum {
	LOOKED_AT = 1 << 16, /* bytes that are judged by what they say */
	FEW = 6,             /* letters that say little, */
	TOO_FEW = 3,         /* fewer leave a doubt */
};

/* From the first byte beyond ASCII on. */
static struct span
worth_looking(struct span raw)
{
	size_t i = 0;

	while (i < raw.len && !(raw.p[i] & 0x80))
		i++;
	/* the letter before it says whether it stands in a word */
	i -= i != 0;
	raw.p += i;
	raw.len -= i;
	if (raw.len > LOOKED_AT)
		raw.len = LOOKED_AT;
	return raw;
}

/* Reads as much as makes whole characters; false where something is none. */
static bool
read_as(const char *encoding, struct span raw, struct buf *text)
{
	for (int cut = 0; cut < 4 && raw.len; cut++, raw.len--) {
		buf_clear(text);
		if (transcode_text(encoding, raw, text))
			return true;
	}
	return false;
}

/* Of a hundred letters so many are common ones; 0 where there is too little to
 * say. */
static unsigned
share(const char *encoding, enum common_script script, struct span raw)
{
	struct buf text = { 0 };
	struct common_share s = { 0, 0 };

	if (read_as(encoding, raw, &text))
		s = common_chars_share(script, buf_span(&text));
	buf_free(&text);
	if (s.letters < 2 || (s.letters < FEW && s.common * 5 < s.letters * 4))
		return 0;
	return (unsigned)(s.common * 100 / s.letters);
}

enum {
	COMMON_MIN = 45,  /* of a hundred: it is that language */
	COMMON_LEAD = 15, /* more than in any other encoding */
};

static const struct wide {
	const char *encoding;
	enum common_script script;
} wide[] = {
	{ "GB18030", COMMON_HANZI },
	{ "SHIFT_JIS", COMMON_JAPANESE },
	{ "EUC-JP", COMMON_JAPANESE },
	{ "EUC-KR", COMMON_HANGUL },
	{ "BIG5", COMMON_TRADITIONAL },
	/* what vendors added to them */
	{ "CP932", COMMON_JAPANESE },
	{ "CP949", COMMON_HANGUL },
	{ "BIG5-HKSCS", COMMON_TRADITIONAL },
};

/* The encoding of several bytes a character with the largest share of common
 * ones; NULL where none has enough. */
static const struct wide *
widest(struct span raw, unsigned *lead)
{
	const struct wide *best = NULL;
	unsigned most = 0, second = 0;

	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
		unsigned s = share(wide[i].encoding, wide[i].script, raw);

		if (s > most) {
			if (best && best->script != wide[i].script)
				second = most;
			most = s;
			best = &wide[i];
		} else if (best && best->script != wide[i].script &&
		    s > second) {
			second = s;
		}
	}
	*lead = most - second;
	return most >= COMMON_MIN ? best : NULL;
}

bool
encoding_guess_is_gb18030(struct span raw)
{
	unsigned lead;
	const struct wide *w = widest(worth_looking(raw), &lead);

	return w == wide && lead >= COMMON_LEAD &&
	    transcode_fits("GB18030", raw);
}

/* The languages an encoding of one byte is used for, by the letters beyond
 * ASCII that each needs. */
static const struct narrow {
	const char *encoding;
	const char *alphabet;
} narrow[] = {
	{ "WINDOWS-1252", "äöüß" },
	{ "WINDOWS-1252", "éèêëàâçîïôûùüœæ" },
	{ "WINDOWS-1252", "áéíóúñüç¿¡ºª" },
	{ "WINDOWS-1252", "áâãàçéêíóôõúüºª" },
	{ "WINDOWS-1252", "àéèìòù" },
	{ "WINDOWS-1252", "éëïöüè" },
	{ "WINDOWS-1252", "åäöéæøü" },
	{ "WINDOWS-1252", "áðéíóúýþæö" },
	{ "WINDOWS-1254", "çğıİöşüâî" },
	{ "WINDOWS-1250", "ąćęłńóśźż" },
	{ "WINDOWS-1250", "áčďéěíňóřšťúůýž" },
	{ "WINDOWS-1250", "áäčďéíľĺňóôŕšťúýž" },
	{ "WINDOWS-1250", "áéíóöőúüű" },
	{ "WINDOWS-1250", "čćđšž" },
	{ "WINDOWS-1250", "ăâîşţ" },
	{ "WINDOWS-1251", "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўјљњћџђ№" },
	{ "ISO-8859-2", "ąćęłńóśźż" },
	{ "ISO-8859-2", "áčďéěíňóřšťúůýž" },
	{ "ISO-8859-9", "çğıİöşüâî" },
	{ "KOI8-R", "абвгдежзийклмнопрстуфхцчшщъыьэюяё" },
	{ "CP866", "абвгдежзийклмнопрстуфхцчшщъыьэюяё" },
	{ "WINDOWS-1253", "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ" },
	{ "CP850", "äöüßéèêëàâçîïôûùñáíóú" },
	{ "CP852", "ąćęłńóśźżáčďéěíňřšťúůýžäöüß" },
};

/* A line of the table that *all letters agree with; *text is how it reads. */
static bool
agrees(const struct narrow *n, struct span raw, struct buf *text, size_t *all)
{
	return read_as(n->encoding, raw, text) &&
	    letters_known(buf_span(text), n->alphabet, all) == *all && *all;
}

/* The first whose language all letters agree with; sure if none agrees that
 * reads the text otherwise. */
static struct encoding_guess
narrowest(struct span raw)
{
	struct encoding_guess g = { NULL, true };
	struct buf first = { 0 }, text = { 0 };
	size_t letters;

	for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++) {
		if (!agrees(&narrow[i], raw, &text, &letters))
			continue;
		if (!g.name) {
			g.name = narrow[i].encoding;
			g.sure = letters >= TOO_FEW;
			buf_add(&first, buf_span(&text));
		} else if (!span_eq(buf_span(&first), buf_span(&text))) {
			g.sure = false;
		}
	}
	buf_free(&first);
	buf_free(&text);
	if (g.name)
		return g;
	g.sure = false;
	g.name =
	    transcode_fits("WINDOWS-1252", raw) ? "WINDOWS-1252" : "ISO-8859-1";
	return g;
}

struct encoding_guess
encoding_guess(struct span raw)
{
	struct span some = worth_looking(raw);
	unsigned lead;
	const struct wide *w = widest(some, &lead);
	struct encoding_guess g;

	if (w && transcode_fits(w->encoding, raw))
		return (
		    struct encoding_guess){ w->encoding, lead >= COMMON_LEAD };
	g = narrowest(some);
	if (!transcode_fits(g.name, raw))
		g = (struct encoding_guess){ "ISO-8859-1", false };
	return g;
}
