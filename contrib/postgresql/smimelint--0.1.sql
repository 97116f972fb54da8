/* SPDX-License-Identifier: Apache-2.0 */
\echo Use "CREATE EXTENSION smimelint" to load this file. \quit

CREATE FUNCTION smimelint_version() RETURNS text
	AS 'MODULE_PATHNAME', 'smimelint_pg_version' LANGUAGE C STABLE PARALLEL SAFE STRICT;
COMMENT ON FUNCTION smimelint_version() IS 'version of the library, of its rule set and of the SBR';

CREATE FUNCTION smimelint_findings(
	certificate bytea, options jsonb DEFAULT '{}',
	OUT rule text, OUT severity text, OUT section text, OUT citation text, OUT since date,
	OUT message text, OUT value text, OUT path text, OUT "offset" bigint, OUT length bigint,
	OUT reading text, OUT record text, OUT basis text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'smimelint_pg_findings' LANGUAGE C STABLE PARALLEL SAFE STRICT COST 1000 ROWS 3;
COMMENT ON FUNCTION smimelint_findings(bytea, jsonb) IS 'what a certificate, CRL or OCSP response in DER breaks';

CREATE FUNCTION smimelint_status(certificate bytea, options jsonb DEFAULT '{}') RETURNS text
	AS 'MODULE_PATHNAME', 'smimelint_pg_status' LANGUAGE C STABLE PARALLEL SAFE STRICT COST 1000;
COMMENT ON FUNCTION smimelint_status(bytea, jsonb) IS
	'pass, notice, warning, error (the worst finding), out-of-scope or unreadable';

CREATE FUNCTION smimelint_facts(certificate bytea, options jsonb DEFAULT '{}') RETURNS jsonb
	AS 'MODULE_PATHNAME', 'smimelint_pg_facts' LANGUAGE C STABLE PARALLEL SAFE STRICT COST 1000;
COMMENT ON FUNCTION smimelint_facts(bytea, jsonb) IS
	'what it is: fingerprints, kind, profile, serial number, names, dates, mailboxes; NULL when it is unreadable';

CREATE FUNCTION smimelint_result(certificate bytea, options jsonb DEFAULT '{}') RETURNS jsonb
	AS 'MODULE_PATHNAME', 'smimelint_pg_result' LANGUAGE C STABLE PARALLEL SAFE STRICT COST 1000;
COMMENT ON FUNCTION smimelint_result(bytea, jsonb) IS 'the whole result, as a line of the ndjson report of smimelint(1)';

CREATE FUNCTION smimelint_rule_list(
	OUT id text, OUT source text, OUT section text, OUT citation text, OUT title text, OUT requires text,
	OUT explanation text, OUT remedy text, OUT kinds text[], OUT needs text[], OUT schedule jsonb,
	OUT zlint text[], OUT pkilint text[])
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'smimelint_pg_rules' LANGUAGE C STABLE PARALLEL SAFE STRICT ROWS 900;

CREATE VIEW smimelint_rules AS SELECT * FROM smimelint_rule_list();
COMMENT ON VIEW smimelint_rules IS 'the rules that findings name';
GRANT SELECT ON smimelint_rules TO PUBLIC;
