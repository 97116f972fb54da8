# SPDX-License-Identifier: Apache-2.0
# What stands behind the seconds of a line is its zone: it is read exactly, or told, and never taken for UTC.
event='{"AuthzID":1,"Identifier":{"type":"dns","value":"a.example"},"Challenge":{"type":"dns-01","status":"valid"}}'
# The time in the record, and what is told, by the front of a line, by the time of a collector in JSON, and by a cell of a table.
echo '{"columns":{"name":"domain","done":"validation.completed_at"}}' > map.json
done_at() {
	smimelint evidence import --from "$@" 2> said | grep -o '"completed_at":"[^"]*"' | cut -d '"' -f 4
	sed -n 's/^smimelint: \([^:]*:[0-9]*: \)*//; 1p' said
}
for zone in '' ' Z' Z ' UTC' ' GMT' +01:00 ' +01:00' +0100 ' -03' +01 ' CET' CET ' EST' ' AEST' ' (CET)' ' GMT+1' ' UTC-03:00' ' Europe/Berlin' ' America/Argentina/Salta' ' Etc/GMT+5' \
	' +1' -5 ' +123' ' PM' PM ' am' ' AM EST' ' W. Europe Standard Time' ' GMT Daylight Time' 'x' ' INFO' ' ERROR:' ' va1' ' LOG:' ' [7]' ' | CET' ' - ' ' VA1' ' CA boulder-va' ' RA' ' HOST:' ' PROD-1' ' CA/va1' ' GET /' ' VA-2' ' cet' ' utc' ' MESZ' ' BRT' ' CT' ' IST)' ' EST-5' ' ESTONIA' ' US/Eastern' \
	',5 CET' '.25 +01:00' '.5'; do
	printf '2026-11-18 11:00:00%s va1 boulder-va[7]: [AUDIT] Validation result JSON=%s\n' "$zone" "$event" > line.log
	printf '{"time":"2026-11-18 11:00:00%s","message":"va1 boulder-va[7]: [AUDIT] Validation result JSON=%s"}\n' "$zone" "$(echo "$event" | sed 's/"/\\"/g')" > json.log
	echo "$zone: $(done_at boulder line.log | tr '\n' ';')"
	[ "$(done_at boulder line.log)" = "$(done_at boulder json.log)" ] || echo "in JSON: $(done_at boulder json.log | tr '\n' ';')"
done
echo '# the time of the line counts where that of the collector cannot be read, and not the other way round'
printf '2026-11-18 11:00:00 CET va1 2026-11-18T10:00:00Z Validation result JSON=%s\n' "$event" > line.log
done_at boulder line.log
printf '2026-11-18T10:00:00Z va1 2026-11-18 11:00:00 CET Validation result JSON=%s\n' "$event" > line.log
done_at boulder line.log
echo '# a time of a table that cannot be read orders nothing'
printf 'name,done\na.example,2026-11-18T09:00:00Z\na.example,2026-11-18T11:00:00 PST\n' > table.csv
done_at csv --map map.json table.csv
echo '# a line in a member of any name, as of an export, beside one in a known one'
line="va1 boulder-va[7]: [AUDIT] Validation result JSON=$(echo "$event" | sed 's/"/\\"/g')"
{ printf '{"time":"2026-11-18T09:00:00Z","message":"%s"}\n' "$line"; printf '{"_time":"2026-11-18T11:00:00.000+0100","_raw":"%s"}\n' "$line" | sed 's/a\.example/b.example/'; } > splunk.log
done_at boulder splunk.log
