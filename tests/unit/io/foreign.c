/* What is no bill in text, by its first bytes. */
#include "io/foreign.h"
#include "test.h"

static bool
is(struct span head, bool text, const char *what)
{
	const char *name = foreign_name(head, text);

	return what ? name && !strncmp(name, what, strlen(what)) : !name;
}

static void
kinds(void)
{
	EXPECT(is(SPAN("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"), false,
	    "a spreadsheet (old Excel"));
	EXPECT(is(SPAN("%PDF-1.7\n"), false, "a PDF document"));
	EXPECT(is(SPAN("Rar!\x1a\x07\0"), false, "an archive (RAR)"));
	EXPECT(is(SPAN("BZh91AY&SY"), true, "packed (bzip2)"));
	EXPECT(is(SPAN(" \n<!DOCTYPE HTML>"), true, "an HTML page"));
	EXPECT(is(SPAN("\xef\xbb\xbf<html"), true, "an HTML page"));
	EXPECT(is(SPAN("OFXHEADER:100"), true, "OFX"));
	EXPECT(is(SPAN("!Type:Bank"), true, "QIF"));
	EXPECT(is(SPAN("{ \"a\""), true, "JSON"));
	EXPECT(is(SPAN("[\n{"), true, "JSON"));
	EXPECT(is(SPAN("<?xml version"), true, "XML"));
}

static void
bills(void)
{
	EXPECT(is(SPAN(""), true, NULL));
	EXPECT(is(SPAN("id,amount\n1,2\n"), true, NULL));
	EXPECT(is(SPAN("[section]\n"), true, NULL));
	EXPECT(is(SPAN("{1:F01BANK"), true, NULL));
	EXPECT(is(SPAN("{"), true, NULL));
	EXPECT(is(SPAN("BZh9 a shop"), true, NULL));
	EXPECT(is(SPAN("PAR1,PAR2\n"), true, NULL));
	EXPECT(is(SPAN("<html"), false, NULL));
	EXPECT(is(SPAN("%PDF"), true, NULL));
}

int
main(void)
{
	test("foreign formats are known by their first bytes", kinds);
	test("bills, and what is cut short, are not", bills);
	return test_done();
}
