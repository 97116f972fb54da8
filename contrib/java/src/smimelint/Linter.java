// SPDX-License-Identifier: Apache-2.0
package smimelint;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * Options, issuers and what else stands beside the certificates; threads may share it. Documents are added before the first lint.
 * What it holds is freed by close(), or once nobody refers to it.
 */
public final class Linter implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Pool pool = new Pool();
    private final Cleaner.Cleanable cleanable = CLEANER.register(this, pool::close);

    /** A context and its runs: one for each lint at work, kept for the next. The context is freed when the last is back. */
    private static final class Pool {
        private final long ctx;
        private final ArrayDeque<Long> idle = new ArrayDeque<>();
        private int busy;
        private boolean closed;

        Pool() {
            long[] out = new long[1];
            Native.check(Native.ctxNew(out), "");
            ctx = out[0];
        }

        private void refuseClosed() {
            if (closed)
                throw new IllegalStateException("the linter is closed");
        }

        synchronized long take() {
            refuseClosed();
            Long run = idle.pollLast();
            if (run == null) {
                long[] out = new long[1];
                Native.check(Native.runNew(out, ctx), Native.text(Native.ctxError(ctx)));
                run = out[0];
            }
            busy++;
            return run;
        }

        synchronized void give(long run) {
            busy--;
            idle.addLast(run);
            if (closed)
                end();
        }

        synchronized void close() {
            if (closed)
                return;
            closed = true;
            end();
        }

        private void end() {
            idle.forEach(Native::runFree);
            idle.clear();
            if (busy == 0)
                Native.ctxFree(ctx);
        }

        synchronized void add(int what, byte[] octets, byte[] name, int day) {
            refuseClosed();
            if (busy + idle.size() > 0)
                throw new IllegalStateException("a linter that has linted takes nothing more");
            int status = Native.add(ctx, what, octets, name, day);
            Native.check(status, Native.text(Native.ctxError(ctx)));
        }
    }

    /** A linter without options. */
    public Linter() {
    }

    /** A linter with options as one JSON object, which Option.all() lists. */
    public Linter(String options) {
        try {
            add(Native.OPTIONS, octets(options));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void add(int what, byte[] octets) {
        add(what, octets, null, 0);
    }

    private void add(int what, byte[] octets, byte[] name, int day) {
        pool.add(what, Objects.requireNonNull(octets), name, day);
        Reference.reachabilityFence(this);
    }

    /** Adds the certificate of an issuing CA, in DER. */
    public void addIssuer(byte[] der) {
        add(Native.ISSUER, der);
    }

    /** Adds a certificate whose status CRLs and OCSP responses may tell. */
    public void addCertificate(byte[] der) {
        add(Native.CERTIFICATE, der);
    }

    /** Adds a CRL or an OCSP response of before. */
    public void addPrevious(byte[] der) {
        add(Native.PREVIOUS, der);
    }

    /** Adds the certificate of an OCSP responder, for responses that leave it out. */
    public void addResponder(byte[] der) {
        add(Native.RESPONDER, der);
    }

    /** Adds the CA's own limits, as smimelint(1) describes them for --ca-profile. */
    public void addCaProfile(String json) {
        add(Native.CA_PROFILE, octets(json));
    }

    /** Adds accepted findings, as smimelint(1) describes them for --waivers, judged on this day. */
    public void addWaivers(String json, LocalDate day) {
        add(Native.WAIVERS, octets(json), null, Math.toIntExact(day.toEpochDay()));
    }

    /** Adds a json or ndjson report whose findings are known. */
    public void addBaseline(String json) {
        add(Native.BASELINE, octets(json));
    }

    /** Adds records of validation evidence; findings call them by the name. */
    public void addEvidence(String name, String json) {
        add(Native.EVIDENCE, octets(json), Native.name(Objects.requireNonNull(name)), 0);
    }

    /** Adds a table of Network Perspectives, for records that lack theirs. */
    public void addPerspectives(String json) {
        add(Native.PERSPECTIVES, octets(json));
    }

    /** Adds the Public Suffix List. */
    public void addPsl(String list) {
        add(Native.PSL, octets(list));
    }

    /** Adds a list of keys that are known to be weak. */
    public void addWeakKeys(byte[] list) {
        add(Native.WEAK_KEYS, list);
    }

    private interface Call<T> {
        T on(long run, int[] status);
    }

    private <T> T with(Call<T> call) {
        int[] status = new int[1];
        long run = pool.take();
        try {
            T result = call.on(run, status);
            Native.check(status[0], "");
            return result;
        } finally {
            pool.give(run);
            Reference.reachabilityFence(this);
        }
    }

    /**
     * What the rules say of one certificate, CRL or OCSP response in DER. What cannot be read is no exception: its status is
     * "unreadable", and one finding says why.
     */
    public Result lint(byte[] der) {
        Objects.requireNonNull(der, "der");
        return Result.of(with((run, status) -> Native.lint(run, der, status)));
    }

    /** The same as one JSON object in UTF-8, octet for octet a line of the command's ndjson report. */
    public byte[] lintJson(byte[] der, Source source) {
        Objects.requireNonNull(der, "der");
        byte[] path = Native.name(source.path());
        byte[] format = Native.name(source.format());
        return with((run, status) -> Native.lintJson(run, der, path, source.index(), format, source.line(), status));
    }

    /** The version of the library: "0.1.0". */
    public static String version() {
        return Native.text(Native.version());
    }

    @Override
    public void close() {
        cleanable.clean();
    }
}
