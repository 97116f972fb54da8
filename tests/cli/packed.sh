# SPDX-License-Identifier: Apache-2.0
# gzip and zstd: any form, several members, inside one another; cut off, damaged, and more than they look.
cert clean-sponsor data/demo/demo.pem > a.pem
cert clean-subca data/demo/demo.pem > b.pem
der clean-sponsor data/demo/demo.pem > a.der
cat a.pem b.pem > both.pem
ln -s cli/containers in

gzip -c both.pem > both.pem.gz
gzip -c in/signed.eml > signed.eml.gz
gzip -c in/bag.p7b > bag.p7b.gz
{ gzip -c a.pem; gzip -9 -c b.pem; } > members.gz
{ cat members.gz; head -c 512 /dev/zero; } > padded.gz
gzip -c in/both.pem.zst | gzip -c > thrice.gz
{ cat in/both.pem.zst; printf 'Q*M\030\004\0\0\0skip'; cat in/both.pem.zst; } > frames.zst
for file in in/both.pem.zst both.pem.gz signed.eml.gz bag.p7b.gz members.gz padded.gz thrice.gz frames.zst; do
	run -f ndjson $file | show
done

head -c 2500 members.gz > cut.gz
head -c -4 both.pem.gz > cut-check.gz
head -c 2500 in/both.pem.zst > cut.zst
head -c 4 both.pem.gz > head.gz
gzip -c a.der | head -c 900 > cut.der.gz
{ gzip -c a.pem; printf 'more'; } > more.gz
gzip -c both.pem | { head -c 1500; head -c 4 /dev/zero; tail -c +1505; } > damaged.gz
gzip -c < /dev/null > empty.gz
gzip -c thrice.gz > often.gz
for file in cut.gz cut-check.gz cut.zst head.gz cut.der.gz more.gz empty.gz often.gz; do
	run -f ndjson $file | show
done
run -f ndjson damaged.gz | tail -n 2 | show
# Behind the damage, the next member or frame is read.
{ gzip -c both.pem | { head -c 800; head -c 4 /dev/zero; tail -c +805; }; cat members.gz; } > damaged-members.gz
{ head -c 2000 in/both.pem.zst; cat in/both.pem.zst; } > damaged-frames.zst
{ gzip -c a.pem; printf 'more'; gzip -c b.pem; } > between.gz
for file in damaged-members.gz damaged-frames.zst between.gz; do
	run -f ndjson $file | show
done

# Small, and large when unpacked: it stops at the limit of a container.
{ cat both.pem; yes 'nothing' | head -c 4000000; } | gzip -9 -c > large.gz
run -f ndjson large.gz | show
run -f ndjson --max-container 1M large.gz | show
gzip -c large.gz > bomb.gz
run -f ndjson --max-container 3900K bomb.gz | show
run -f ndjson --max-container 4G bomb.gz | show
