#include "fetch/checksum.h"

#include <string.h>

#include "test.h"

#define MD5 "900150983cd24fb0d6963f7d28e17f72"
#define SHA "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define OTHER "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void
takes(const char *text, const char *hex)
{
	struct checksum c;
	struct err e;

	EXPECT(!checksum_find(&c, span_str(text), SPAN("b.csv"), &e));
	EXPECT_STR(c.hex, hex);
	EXPECT(c.is_md5 == (strlen(hex) == 32));
}

static void
refuses(const char *text, enum status status, const char *why)
{
	struct checksum c;
	struct err e;

	EXPECT(checksum_find(&c, span_str(text), SPAN("b.csv"), &e) == -1);
	EXPECT(e.status == status);
	EXPECT_STR(e.text, why);
}

static void
every_form_is_read(void)
{
	takes(MD5, MD5);
	takes(SHA "\n", SHA);
	takes(MD5 "  b.csv\n", MD5);
	takes(SHA " *b.csv\r\n", SHA);
	takes("SHA256 (b.csv) = " SHA, SHA);
	takes("MD5 (b.csv) = " MD5, MD5);
	takes("\n\n" OTHER "  a.csv\n" SHA "  /x/b.csv\n", SHA);
	takes("900150983CD24FB0D6963F7D28E17F72", MD5);
	takes(OTHER "  b.csv.gz\nSHA256 (dir\\b.csv) = " SHA "\n", SHA);
}

static void
what_is_none_is_refused(void)
{
	refuses("", ST_AGAIN, "empty");
	refuses(" \r\n\n", ST_AGAIN, "empty");
	refuses(SHA "  a.csv\n", ST_DATA, "has no digest of b.csv");
	refuses(SHA "0", ST_DATA, "\"" SHA "0\" is no digest");
	refuses("abc", ST_DATA, "\"abc\" is no digest");
	refuses(MD5 " b.csv", ST_DATA, "\"" MD5 " b.csv\" is no digest");
	refuses("SHA256 (b.csv) = " MD5, ST_DATA,
	    "\"SHA256 (b.csv) = " MD5 "\" is no digest");
	refuses("MD5 (b.csv) =" MD5, ST_DATA,
	    "\"MD5 (b.csv) =" MD5 "\" is no digest");
	refuses("MD5 (", ST_DATA, "\"MD5 (\" is no digest");
	refuses("<html>\n" SHA, ST_DATA, "\"<html>\" is no digest");
}

int
main(void)
{
	test("digests of every form are read", every_form_is_read);
	test("what is none, and what is of another file, is refused",
	    what_is_none_is_refused);
	return test_done();
}
