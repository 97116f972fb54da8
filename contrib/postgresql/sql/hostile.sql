-- NULL, garbage, wrong options, many options, many rows: an answer, NULL or an SQLSTATE, and the backend lives on.
\set SHOW_CONTEXT never
SELECT smimelint_status(NULL) IS NULL AS status, smimelint_facts(NULL) IS NULL AS facts, smimelint_result(NULL) IS NULL AS result,
	smimelint_status('\x30', NULL) IS NULL AS options, (SELECT count(*) FROM smimelint_findings(NULL)) AS findings;
SELECT der, smimelint_status(der), smimelint_facts(der), f.rule, f.value
	FROM (VALUES ('\x'::bytea), ('\x00'), ('\x30'), ('\x3000'), ('\x308400000000'), ('\x3084ffffffff00')) v (der), smimelint_findings(der) f;
SELECT count(*), min(f.rule) FROM smimelint_findings(decode(repeat('30', 2000000), 'hex')) f;
-- Octets of a certificate, each cut and each damaged: always one of the words.
SELECT count(*), bool_and(smimelint_status(substr(der, 1, n)) = 'unreadable') AS cut
	FROM demo, generate_series(0, length(der) - 1) n WHERE name = 'habits-of-old';
SELECT count(*), bool_and(smimelint_status(set_byte(der, n, 255 - get_byte(der, n))) IN
		('pass', 'notice', 'warning', 'error', 'out-of-scope', 'unreadable')) AS damaged
	FROM demo, generate_series(0, length(der) - 1) n WHERE name = 'habits-of-old';
\set VERBOSITY sqlstate
SELECT smimelint_status('\x30', '[]');
SELECT smimelint_status('\x30', '1');
SELECT smimelint_status('\x30', '{"at":"yesterday"}');
SELECT smimelint_status('\x30', '{"colour":"red"}');
SELECT smimelint_status('\x30', '{"issuers":"MAA="}');
SELECT smimelint_status('\x30', '{"issuers":[1]}');
SELECT smimelint_status('\x30', '{"issuers":["*"]}');
SELECT smimelint_status('\x30', '{"issuers":["MAA="]}');
SELECT smimelint_status('\x30', '{"evidence":"garbage"}');
SELECT smimelint_status('\x30', '{"evidence":[1]}');
SELECT smimelint_status('\x30', '{"ca-profile":[]}');
SELECT smimelint_status('\x30', '{"ca-profile":{"validity":true}}');
\set VERBOSITY terse
SELECT smimelint_status('\x30', '{"at":"yesterday"}');
SELECT smimelint_status('\x30', '{"issuers":["MAA="]}');
-- Null members and empty ones say nothing; the last of these is answered as the first.
SELECT smimelint_status(der, o) FROM demo, unnest(ARRAY['{}', '{"issuers":null,"evidence":null,"ca-profile":null}', '{"issuers":[]}', '{}']::jsonb[]) o
	WHERE name = 'habits-of-old';
-- More options than are kept, in turn.
SELECT count(*), count(DISTINCT smimelint_status(der, jsonb_build_object('at', date '2023-09-01' + n))) FROM demo, generate_series(1, 50) n
	WHERE name = 'clean-sponsor';
-- Calls inside one another do not take each other's result away.
SELECT count(*) = count(*) FILTER (WHERE f.rule = g.rule) AS same
	FROM demo a, LATERAL smimelint_findings(a.der) WITH ORDINALITY f, LATERAL smimelint_findings(a.der) WITH ORDINALITY g
	WHERE f.ordinality = g.ordinality;
-- An error in the middle of a query, and a savepoint.
BEGIN;
SAVEPOINT before;
SELECT 1 / (length(f.rule) - length(f.rule)) FROM demo, smimelint_findings(der) f;
ROLLBACK TO before;
SELECT count(*) > 0 AS goes_on FROM demo, smimelint_findings(der) f;
COMMIT;
-- A statement ends in time.
SET statement_timeout = '300ms';
\set VERBOSITY sqlstate
SELECT count(*) FROM demo, generate_series(1, 10000000) n, smimelint_findings(set_byte(der, length(der) - 1, n % 256)) f;
RESET statement_timeout;
\set VERBOSITY terse
-- Workers do the same.
CREATE TABLE many AS SELECT set_byte(der, length(der) - 1, n % 256) AS der FROM demo, generate_series(1, 400) n;
ANALYZE many;
SELECT smimelint_status(der) AS status, count(*) FROM many GROUP BY 1 ORDER BY 1;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
CREATE FUNCTION launched(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE plan text;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, FORMAT JSON) ' || query INTO plan;
	RETURN plan ~ '"Workers Launched": [1-9]';
END $$;
SELECT launched('SELECT smimelint_status(der), count(*) FROM many GROUP BY 1') AS parallel;
SELECT smimelint_status(der) AS status, count(*) FROM many GROUP BY 1 ORDER BY 1;
SELECT bool_and(proparallel = 's') AS all_safe FROM pg_proc WHERE proname LIKE 'smimelint%';
