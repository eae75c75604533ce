#include "bill/bank/camt.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "test.h"

#define DATA "tests/data/camt/"

static char path[] = "/tmp/recon-camt.XXXXXX";

static const struct camt_rules strict = { .check = true };

struct outcome {
	int last; /* what the last call returned */
	uint64_t rows;
	char sum[AMOUNT_TEXT_CAP];
	char cells[CAMT_COLUMNS][256]; /* of the last row */
	uint64_t line;                 /* of the last row */
	struct err e;
};

static struct outcome
read_file(const char *name, struct camt_rules rules)
{
	struct outcome o = { 0 };
	struct input in;
	struct camt c;
	struct span cells[CAMT_COLUMNS];
	struct amount sum = { 0 }, a;

	EXPECT(input_open(&in, name, &o.e) == 0);
	EXPECT(camt_open(&c, &in, &rules, &o.e) == 0);
	while ((o.last = camt_next(&c, cells, &o.e)) == 1) {
		o.rows++;
		o.line = c.line;
		EXPECT(amount_parse(cells[CAMT_AMOUNT], &a) == AMOUNT_OK);
		EXPECT(amount_add(sum, a, &sum) == AMOUNT_OK);
		for (int i = 0; i < CAMT_COLUMNS; i++)
			snprintf(o.cells[i], sizeof o.cells[i], "%.*s",
			    (int)cells[i].len, cells[i].p);
	}
	amount_format(sum, o.sum);
	camt_close(&c);
	return o;
}

/* The text of a document in parts, as printf has it. */
static const char *
put(const char *text)
{
	FILE *f = fopen(path, "w");

	EXPECT(f && fputs(text, f) >= 0 && fclose(f) == 0);
	return path;
}

#define STMT(inside) \
	"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'>" \
	"<BkToCstmrStmt>\n<Stmt><Id>S1</Id>" inside \
	"</Stmt></BkToCstmrStmt></Document>"
#define BAL(type, amt, mark) \
	"\n<Bal><Tp><CdOrPrtry><Cd>" type "</Cd></CdOrPrtry></Tp>" \
	"<Amt Ccy='EUR'>" amt "</Amt><CdtDbtInd>" mark "</CdtDbtInd></Bal>"
#define NTRY(amt, mark, more) \
	"\n<Ntry><Amt Ccy='EUR'>" amt "</Amt><CdtDbtInd>" mark \
	"</CdtDbtInd>" more "</Ntry>"
#define TX(amt) "<TxDtls><Amt Ccy='EUR'>" amt "</Amt></TxDtls>"

/* Two of them are more than 128 bits hold. */
#define LARGE "100000000000000000000000000000000000000"

/* The sums were reckoned independently, with decimal. */
static void
samples(void)
{
	struct outcome o = read_file(DATA "example.v2.xml", strict);

	EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
	EXPECT(o.rows == 4);
	EXPECT_STR(o.sum, "-10.00");
	o = read_file(DATA "report.v6.xml", strict);
	EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
	EXPECT(o.rows == 1);
	EXPECT_STR(o.sum, "-200000");
}

static void
refused(void)
{
	static const struct {
		const char *name, *why;
	} bad[] = {
		{ DATA "minimal.v2.xml",
		    ":26: opens in EUR and closes in "
		    "SEK" },
		{ DATA "ultimate.v2.xml",
		    ":26: opens in EUR and closes in "
		    "SEK" },
		{ DATA "statement.v4.xml",
		    ":30: opens in EUR and closes in "
		    "SEK" },
		{ DATA "balance-types.v2.xml",
		    ":10: the balances do not "
		    "agree: opening 1.01 and 1 entry of 8.850 make 9.860, but "
		    "closing is 4.04 EUR: 5.820 less" },
		{ DATA "batch.v2.xml",
		    ":8: the balances do not agree: "
		    "opening 7329.80 and 3 entries of 2934.26 make 10264.06, "
		    "but closing is 23038.20 EUR: 12774.14 more" },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct outcome o = read_file(bad[i].name, strict);

		EXPECT(o.last == -1 && o.e.status == ST_DATA);
		EXPECT_STR(o.e.text + strlen(bad[i].name), bad[i].why);
	}
}

static void
unchecked(void)
{
	static const struct {
		const char *name, *sum;
		uint64_t rows;
	} good[] = {
		{ DATA "minimal.v2.xml", "8.85", 1 },
		{ DATA "ultimate.v2.xml", "8.85", 1 },
		{ DATA "statement.v4.xml", "8.85", 1 },
		{ DATA "balance-types.v2.xml", "8.850", 1 },
		{ DATA "batch.v2.xml", "2934.26", 3 },
	};

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct outcome o =
		    read_file(good[i].name, (struct camt_rules){ 0 });

		EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
		EXPECT(o.rows == good[i].rows);
		EXPECT_STR(o.sum, good[i].sum);
	}
}

static void
columns(void)
{
	struct outcome o =
	    read_file(DATA "batch.v2.xml", (struct camt_rules){ 0 });
	static const char *const want[CAMT_COLUMNS] = {
		"NL18INGB00012345678",
		"2019062434566666666666666",
		"2019-06-18",
		"2019-06-18",
		"5000.00",
		"EUR",
		"BOOK",
		"CRDT",
		"",
		"PMNT/RCDT/ESCT",
		"00100",
		"032019169492039060000000002",
		"d36e51a0ff7e4561b11c2b1c5d79d9ea",
		"1",
		"",
		"",
		"",
		"",
		"Bedrijf BV",
		"NL11INGB0001234567",
		"",
		"",
		"",
	};

	for (int i = 0; i < CAMT_COLUMNS; i++)
		EXPECT_STR(o.cells[i], want[i]);
	EXPECT(o.line == 208);
}

static void
details(void)
{
	struct camt_rules by_details = { .check = true, .details = true };
	struct outcome o = read_file(DATA "example.v2.xml", by_details);

	EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
	EXPECT(o.rows == 5);
	EXPECT_STR(o.sum, "-10.00");
	o = read_file(put(STMT(BAL("OPBD", "0", "CRDT") BAL(
			  "CLBD", "1500.00", "CRDT") NTRY("1500.00", "CRDT",
			  "<NtryDtls>" TX("1000") TX("526") "</NtryDtls>"))),
	    by_details);
	EXPECT(o.last == -1 && o.rows == 2);
	EXPECT_STR(o.e.text + strlen(path),
	    ":5: the transactions of the "
	    "entry come to 1526, but it is 1500.00: read this statement by "
	    "entries");
	o = read_file(put(STMT(BAL("OPBD", "0", "CRDT") BAL(
			  "CLBD", "1500.00", "CRDT") NTRY("1500.00", "CRDT",
			  "<NtryDtls><TxDtls/><TxDtls/></NtryDtls>"))),
	    by_details);
	EXPECT(o.last == -1 && o.rows == 0);
	EXPECT_STR(o.e.text + strlen(path),
	    ":5: an entry of several "
	    "transactions, one of which has no amount in EUR: read this "
	    "statement by entries");
	o = read_file(put(STMT(BAL("OPBD", "0", "CRDT") BAL(
			  "CLBD", "1500.00", "CRDT") NTRY("1500.00", "CRDT",
			  "<NtryDtls>" TX(LARGE) TX(LARGE) "</NtryDtls>"))),
	    by_details);
	EXPECT(o.last == -1 && o.e.status == ST_DATA);
	EXPECT_STR(
	    o.e.text + strlen(path), ":5: the sum of the entry is too large");
	o = read_file(
	    put(STMT(BAL("OPBD", "0", "CRDT") BAL(
		"CLBD", "1500.00", "CRDT") NTRY("1500.00", "CRDT",
		"<NtryDtls><TxDtls><Refs><EndToEndId>E</EndToEndId></Refs>"
		"</TxDtls></NtryDtls>"))),
	    by_details);
	EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
	EXPECT_STR(o.cells[CAMT_END_TO_END], "E");
	EXPECT_STR(o.cells[CAMT_AMOUNT], "1500.00");
}

/* An entry with several transactions has none of their references. */
static void
several(void)
{
	struct outcome o = read_file(
	    put(STMT(BAL("OPBD", "0", "CRDT") BAL("CLBD", "5", "DBIT") NTRY("5",
		"DBIT",
		"<NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs>"
		"</TxDtls><TxDtls><Refs><EndToEndId>E2</EndToEndId></Refs>"
		"</TxDtls></NtryDtls>"))),
	    strict);

	EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
	EXPECT_STR(o.cells[CAMT_TRANSACTIONS], "2");
	EXPECT_STR(o.cells[CAMT_END_TO_END], "");
	EXPECT_STR(o.cells[CAMT_AMOUNT], "-5");
}

static void
reversals(void)
{
	static const char flipped[] =
	    STMT(BAL("PRCD", "10.00", "CRDT") BAL("CLBD", "12.00", "CRDT")
		    NTRY("2.00", "DBIT", "<RvslInd>true</RvslInd>"));
	struct camt_rules turned = { .check = true, .turn_reversals = true };
	struct outcome o = read_file(put(flipped), strict);

	EXPECT(o.last == -1);
	EXPECT_STR(o.e.text + strlen(path),
	    ":2: the balances do not agree: "
	    "opening 10.00 and 1 entry of -2.00 make 8.00, but closing is "
	    "12.00 EUR: 4.00 more; with the reversals (RvslInd) turned "
	    "round they would");
	o = read_file(path, turned);
	EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
	EXPECT_STR(o.sum, "2.00");
	o = read_file(
	    put(STMT(BAL("PRCD", "10.00", "CRDT") BAL("CLBD", "8.00", "CRDT")
		    NTRY("2.00", "DBIT", "<RvslInd>true</RvslInd>"))),
	    strict);
	EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
	EXPECT_STR(o.cells[CAMT_REVERSAL], "true");
}

/* Pending entries are rows, but no part of the balance. */
static void
pending(void)
{
	struct outcome o = read_file(
	    put(STMT(BAL("OPBD", "1.00", "DBIT") BAL("CLBD", "1.00", "CRDT")
		    NTRY("2.00", "CRDT", "<Sts>BOOK</Sts>")
			NTRY("7.00", "CRDT", "<Sts><Cd>PDNG</Cd></Sts>"))),
	    strict);

	EXPECT_STR(o.last == 0 ? "" : o.e.text, "");
	EXPECT(o.rows == 2);
	EXPECT_STR(o.cells[CAMT_STATUS], "PDNG");
}

static void
faults(void)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
		{ STMT(""), ":2: statement S1 has no closing balance (CLBD)" },
		{ STMT(BAL("CLBD", "1", "CRDT")),
		    ":2: statement S1 has no opening balance (OPBD or "
		    "PRCD)" },
		{ STMT(BAL("OPBD", "1", "CRDT")
			  BAL("CLBD", "1", "CRDT") "<TxsSummry><TtlNtries><"
						   "NbOfNtries>35</NbOfNtries>"
						   "</TtlNtries></TxsSummry>"),
		    ":2: the summary (TxsSummry) says entries: 35, but the "
		    "entries come to 0" },
		{ STMT(BAL("OPBD", "1", "CRDT") BAL("CLBD", "2",
		      "CRDT") "<TxsSummry><TtlCdtNtries><Sum>1.5</Sum></"
			      "TtlCdtNtries>"
			      "</TxsSummry>" NTRY("1", "CRDT", "")),
		    ":2: the summary (TxsSummry) says sum of credits: 1.5, "
		    "but the entries come to 1" },
		{ STMT(BAL("OPBD", "1,5", "CRDT")),
		    ":3: Amt: \"1,5\" is not an amount" },
		{ STMT(BAL("OPBD", "1", "CREDIT")),
		    ":3: CdtDbtInd: \"CREDIT\" is neither CRDT nor DBIT" },
		{ STMT("\n<Ntry><Amt>1</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
		       "</Ntry>"),
		    ":3: Amt: \"\" is not a currency" },
		{ STMT(NTRY("1", "CRDT",
		      "<BookgDt><Dt>2022-02-30</Dt>"
		      "</BookgDt>")),
		    ":3: BookgDt: \"2022-02-30\" is not a date" },
		{ STMT(NTRY("1", "CRDT",
		      "<ValDt><DtTm>2022-13-01T08:00:00</DtTm></ValDt>")),
		    ":3: ValDt: \"2022-13-01T08:00:00\" is not a date" },
		{ STMT(BAL("OPBD", "1", "CRDT") NTRY(LARGE, "CRDT", "")
			  NTRY(LARGE, "CRDT", "")),
		    ":5: the sum of the entries is too large" },
		{ STMT(BAL("OPBD", LARGE, "CRDT") BAL("CLBD", "1", "CRDT")
			  NTRY(LARGE, "CRDT", "")),
		    ":2: the sum of the entries is too large" },
		{ STMT(BAL("OPBD", "1", "CRDT") BAL("CLBD", "2",
		      "CRDT") "<TxsSummry><TtlCdtNtries><Sum>one</Sum></"
			      "TtlCdtNtries>"
			      "</TxsSummry>" NTRY("1", "CRDT", "")),
		    ":2: the summary (TxsSummry) says sum of credits: one, "
		    "but the entries come to 1" },
		{ STMT(BAL("OPBD", "1",
		      "CRDT") "\n<Ntry><Amt Ccy='USD'>1"
			      "</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>"),
		    ":4: an entry in USD, but the balances are in EUR" },
		{ "<Document><A/></Document>",
		    ": holds no CAMT statement "
		    "(Stmt, Rpt or Ntfctn)" },
		{ "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
		    ": has a document type declaration, which no statement "
		    "needs" },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct outcome o = read_file(put(bad[i].text), strict);

		EXPECT(o.last == -1 && o.e.status == ST_DATA);
		EXPECT_STR(o.e.text + strlen(path), bad[i].why);
	}
}

/* A file cut anywhere is refused, whatever came out before. */
static void
cut(void)
{
	static const char whole[] = STMT(BAL("OPBD", "1", "CRDT")
		BAL("CLBD", "2", "CRDT") NTRY("1", "CRDT", ""));
	char part[sizeof whole];

	for (size_t n = 0; n < sizeof whole - 1; n++) {
		struct outcome o;

		memcpy(part, whole, n);
		part[n] = '\0';
		o = read_file(put(part), strict);
		EXPECT(o.last == -1 && o.e.status == ST_DATA);
		EXPECT(strstr(o.e.text, ": not well-formed XML: ") != NULL);
	}
	EXPECT(read_file(put(whole), strict).last == 0);
}

/* libxml says it beside the parser's own errors, to stderr unless asked. */
static void
bytes_that_do_not_decode(void)
{
	struct outcome o = read_file(
	    put("<?xml version=\"1.0\" encoding=\"UTF-7\"?>\n<Document>"
		"\xff\xfe</Document>"),
	    strict);

	EXPECT(o.last == -1 && o.e.status == ST_DATA);
	EXPECT(strstr(o.e.text, ": not well-formed XML: ") != NULL);
	EXPECT(strstr(o.e.text, "0xFF 0xFE") != NULL);
}

#define PAGE(number, last, text) \
	"<Stmt><Id>S</Id><StmtPgntn><PgNb>" number "</PgNb><LastPgInd>" last \
	"</LastPgInd></StmtPgntn>" text "</Stmt>"
#define DOC(text) "<Document><BkToCstmrStmt>" text "</BkToCstmrStmt></Document>"

/* Pages have intermediate balances, each in a file of its own or behind one
 * another. */
static void
pages(void)
{
	static const struct {
		const char *text, *why;
	} docs[] = {
		{ DOC(PAGE("1", "false",
		      BAL("OPBD", "100", "CRDT") BAL("ITBD", "110", "CRDT")
			  NTRY("10", "CRDT", ""))),
		    "" },
		{ DOC(PAGE("2", "0",
		      BAL("ITBD", "110", "CRDT") BAL("ITBD", "115", "CRDT")
			  NTRY("5", "CRDT", ""))),
		    "" },
		{ DOC(PAGE("3", "true",
		      BAL("ITBD", "110", "CRDT") BAL("CLBD", "115", "CRDT")
			  NTRY("5", "CRDT", ""))),
		    "" },
		{ DOC("<GrpHdr><MsgPgntn><PgNb>2</PgNb><LastPgInd>true"
		      "</LastPgInd></MsgPgntn></GrpHdr><Stmt><Id>S</Id>" BAL(
			  "ITBD", "110", "CRDT") BAL("CLBD", "115", "CRDT")
			  NTRY("5", "CRDT", "") "</Stmt>"),
		    "" },
		{ DOC(PAGE("1", "false",
		      BAL("OPBD", "1", "CRDT") BAL("ITBD", "2", "CRDT")
			  NTRY("1", "CRDT", "")) PAGE("2", "true",
		      BAL("ITBD", "2", "CRDT") BAL("CLBD", "3", "CRDT")
			  NTRY("1", "CRDT", ""))),
		    "" },
		{ DOC(PAGE("1", "false",
		      BAL("OPBD", "1", "CRDT") BAL("ITBD", "2", "CRDT")
			  NTRY("1", "CRDT", "")) PAGE("3", "true",
		      BAL("ITBD", "2", "CRDT") BAL("CLBD", "3", "CRDT")
			  NTRY("1", "CRDT", ""))),
		    ":4: page 3 comes behind page 1 of its statement" },
		{ DOC(PAGE("1", "false",
		      BAL("OPBD", "1", "CRDT") BAL("ITBD", "2", "CRDT")
			  NTRY("1", "CRDT", "")) PAGE("2", "true",
		      BAL("ITBD", "4", "CRDT") BAL("CLBD", "5", "CRDT")
			  NTRY("1", "CRDT", ""))),
		    ":4: page 2 opens with 4 EUR, but the page before it "
		    "closed with 2 EUR" },
		{ DOC(PAGE("1", "false",
		      BAL("OPBD", "100", "CRDT") BAL("ITBD", "111", "CRDT")
			  NTRY("10", "CRDT", ""))),
		    ":1: the balances do not agree: opening 100 and 1 entry of "
		    "10 make 110, but closing is 111 EUR: 1 more" },
		{ DOC(PAGE("1", "true",
		      BAL("OPBD", "100", "CRDT") BAL("ITBD", "110", "CRDT")
			  NTRY("10", "CRDT", ""))),
		    ":1: statement S has no closing balance (CLBD)" },
		{ DOC(PAGE("1", "true",
		      BAL("ITBD", "100", "CRDT") BAL("CLBD", "110", "CRDT")
			  NTRY("10", "CRDT", ""))),
		    ":1: statement S has no opening balance (OPBD or PRCD)" },
	};

	for (size_t i = 0; i < sizeof docs / sizeof *docs; i++) {
		struct outcome o = read_file(put(docs[i].text), strict);

		EXPECT_STR(
		    o.last == 0 ? "" : o.e.text + strlen(path), docs[i].why);
	}
}

int
main(void)
{
	close(mkstemp(path));
	test("statements whose balances hold are read to their sums", samples);
	test(
	    "balances that do not agree are refused with all figures", refused);
	test("without the check the same statements are read", unchecked);
	test("every column holds its part", columns);
	test("by details, transactions have to add up to their entry", details);
	test("an entry of several transactions has the reference of none",
	    several);
	test("a reversal keeps its sign unless told otherwise", reversals);
	test("pending entries are rows and no part of the balance", pending);
	test("pages open and close with intermediate balances", pages);
	test("a statement with a fault is refused at its line", faults);
	test("a document cut anywhere is refused", cut);
	unlink(path);
	test("bytes that do not decode are told", bytes_that_do_not_decode);
	return test_done();
}
