-- What one certificate gives; SMIMELINT_DATA is a folder with demo.pem, which the server can read.
\set VERBOSITY terse
CREATE EXTENSION smimelint;
\getenv data SMIMELINT_DATA
\set demo :data '/demo.pem'
CREATE TABLE demo AS
	SELECT b[1] AS name, decode(b[2], 'base64') AS der
	FROM regexp_matches(convert_from(pg_read_binary_file(:'demo'), 'UTF8'),
		'# ([a-z0-9-]+)\n-----BEGIN CERTIFICATE-----\n([^-]*)-----END', 'g') AS b;
SELECT name, smimelint_status(der) FROM demo ORDER BY name;
SELECT name, f.rule, f.severity, f.citation, f.since, f.value, f.path, f.offset, f.length
	FROM demo, smimelint_findings(der) f ORDER BY name, f.offset, f.rule;
SELECT f.message, f.reading, f.record, f.basis FROM demo, smimelint_findings(der) f WHERE name = 'habits-of-old' AND f.section = '7.1.2.3.e';
SELECT name, facts ->> 'kind' AS kind, facts ->> 'profile' AS profile, facts ->> 'not_before' AS not_before,
	facts ->> 'sha256' = encode(sha256(der), 'hex') AS same, facts -> 'mailboxes' AS mailboxes
	FROM demo, smimelint_facts(der) facts ORDER BY name;
-- The whole result is a line of the report.
SELECT smimelint_result(der) ->> 'status' AS status, jsonb_array_length(smimelint_result(der) -> 'findings') AS findings
	FROM demo WHERE name = 'habits-of-old';
-- Options are those of the library.
SELECT f.rule, f.severity FROM demo, smimelint_findings(der, '{"only":"6.3.2","upcoming":"all"}') f WHERE name = 'habits-of-old';
SELECT smimelint_status(der, '{"profile":"mailbox-validated/legacy","only":["sbr.certificate-policies.*"]}') FROM demo WHERE name = 'clean-sponsor';
SELECT smimelint_status(der, '{"tbs":true,"scope":null}') FROM demo WHERE name = 'clean-sponsor';
-- Issuers come as base64 of their DER: of these, one is the issuer of the others, and its own is not there.
SELECT a.name, f.rule, f.severity FROM (SELECT jsonb_build_object('issuers', jsonb_agg(encode(der, 'base64'))) AS options FROM demo
		WHERE smimelint_facts(der) ->> 'kind' = 'subordinate-ca') cas,
	demo a, smimelint_findings(a.der, options) f WHERE f.rule LIKE '%issuer%' OR f.rule LIKE '%signature%';
SELECT count(*) > 500 AS rules, bool_and(id <> '' AND citation <> '' AND title <> '' AND requires <> '') AS complete FROM smimelint_rules;
SELECT id, citation, kinds, needs, schedule, zlint IS NOT NULL AS zlint FROM smimelint_rules WHERE id = 'sbr.key-usage.rsa-bits';
-- Every finding names a rule of the view.
SELECT count(*) FROM demo, smimelint_findings(der) f LEFT JOIN smimelint_rules r ON r.id = f.rule WHERE r.id IS NULL;
SELECT smimelint_version() LIKE '_%, rule set of 20__-__-__: SBR %, TLS BR %' AS version;
