# SPDX-License-Identifier: Apache-2.0
# Parts that were linted with the whole evidence: a record is an orphan when it is one in all of them.
for name in clean-sponsor habits-of-old address-not-in-san; do
	cert $name data/demo/demo.pem > $name.pem
	[ -s $name.pem ] || echo "no $name"
	./smimelint evidence template $name.pem | sed "s/\"record_id\": \"\"/\"record_id\": \"$name\"/" | tr -d '\n'
	echo
done > records.ndjson
{
	sed -n 1p records.ndjson | sed 's/"\(tbs_\)*sha256": "[0-9a-f]*",//g; s/"serial": "/&1/; s/clean-sponsor/nobody/'
	echo '{"evidence_format":"smime-issuance-evidence"'
	sed -n 2p records.ndjson | sed 's/"\(tbs_\)*sha256": "[0-9a-f]*",//g; s/"serial": "/&2/; s/habits-of-old/nobody-else/'
} >> records.ndjson
some='--evidence records.ndjson --only evidence.record.orphan --only evidence.record.unusable'
smimelint -f json --summary $some clean-sponsor.pem habits-of-old.pem address-not-in-san.pem > whole.json
for name in clean-sponsor habits-of-old address-not-in-san; do
	smimelint -f json --summary $some $name.pem > $name.json
	smimelint -f ndjson --summary $some $name.pem > $name.ndjson
	grep -c '"rule":"evidence.record.orphan","severity"' $name.ndjson
done
smimelint merge -f json --summary clean-sponsor.json habits-of-old.json address-not-in-san.json | cmp - whole.json
cat clean-sponsor.ndjson habits-of-old.ndjson address-not-in-san.ndjson | smimelint merge -f json --summary | sed '2,3d' > streamed
sed '2,3d' whole.json | cmp - streamed
# Without closing objects too, as long as some record is an orphan or unusable for all.
grep -hv smimelint-summary clean-sponsor.ndjson habits-of-old.ndjson address-not-in-san.ndjson > bare
smimelint merge bare | tail -n 2
smimelint merge clean-sponsor.json habits-of-old.json | tail -n 1
smimelint merge -q whole.json | head -n 1
smimelint $some clean-sponsor.pem habits-of-old.pem address-not-in-san.pem | tail -n 1
# Of a sample there are no orphans: their certificates may be those that were not taken.
smimelint --sample 2 $some clean-sponsor.pem habits-of-old.pem address-not-in-san.pem | tail -n 2
# Records judged alone.
smimelint evidence check -f json records.ndjson > alone.json
smimelint merge alone.json | tail -n 2 | tr '\n' ' ' | sed 's/ $/\n/'
